"""Wishes put without a verb: "Order 10001. Kettle in black, rest same. Mug -> the bigger one"."""

import re
from functools import cache

from bot.shop.words.conditions import ELSE, PREFERRED, without_conditions
from bot.shop.words.phrases import Phrases, Wording, read, worded
from bot.shop.words.price_limits import without_price_limits
from bot.shop.words.vocabulary import vocabulary

# What tells, asks or complains has one of these.
VERB = re.compile(
    r"\b(?:(?<!\bas )(?<!\bas it )(?<!\bas they )(?:is|are)"
    r"|theres|was|were|isnt|arent|wasnt|has|had|have|havent|hasnt|does|did|do|dont|doesnt|didnt|can|could|will|would|broke\w*"
    r"|came|come|comes|arrived?|got|works?|worked|stopped|ordered|bought|sent|shipped|live|lives|go|goes|going|headed|heading|received|missing|wrong|damaged|faulty|late"
    r"|where|when|who|why|how|what|which|show|tell|list|find|search\w*|track|status|price|cost|refund\w*|return\w*|cancel\w*)\b|[?]"
)
# "My kettle, not shipped yet: in red": tells in which state it is, and nothing of the parcel.
STATE = re.compile(
    r"\b(?:(?:thats|that is|which is|its|it is|is|has|hasnt|isnt|not|yet|still|been|to be|waiting) )*"
    r"(?:not|hasnt|isnt|yet to)(?: (?:been|be|have been|yet))* (?:shipped|sent|dispatched)(?: yet| out| so far)*\b"
)
ARROW = re.compile(r"[-=]+>|\u2192|\u21d2")
# "Silicone still", "same size", "in my open order", "W-10001: ...": of what somebody has.
OF_OWN = re.compile(
    r"\b(?:still(?! (?:not?|waiting|pending|missing|open)\b)|same|unchanged|keep|as (?:now|before|it is|they are)"
    r"|like (?:now|mine|before))\b"
    r"|\border\b|(?<![\w.])#?\s?[a-z]{1,4}-?\d{4,}\b"
)


def is_bare_wish(text: str) -> bool:
    """Whether it may only say how something that they have is to be; whether it is not so already is still to be seen."""
    plain, conditions = without_conditions(without_price_limits(STATE.sub(" ", read(text).plain)))
    if VERB.search(plain):
        return False
    is_graded = bool(conditions) or ELSE in plain or PREFERRED in plain
    return is_graded or bool(ARROW.search(plain) or OF_OWN.search(plain) or keeps_rest(worded(plain)))


def tells_or_asks(text: str) -> bool:
    """Whether it has a verb of what tells, asks or complains: 'that lamp is broken', not 'that lamp in red'."""
    return bool(VERB.search(read(text).plain))


def keeps_rest(wording: Wording) -> bool:
    """'The rest as it is', in any of the languages"""
    return bool(_rest_kept().find(wording))


@cache
def _rest_kept() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in vocabulary()["changing"]["rest_kept"])
