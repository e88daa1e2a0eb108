"""What a text wants done with what was ordered: that it be another one ("make it the red one"), sent back or cancelled."""

import re
from enum import Enum
from functools import cache

from bot.shop.words.conditions import without_conditions
from bot.shop.words.phrases import Phrases, read, worded
from bot.shop.words.vocabulary import vocabulary

# "do you have it in red", "how much is the red one": asks for no other article.
ASKS_ONLY = re.compile(
    r"(?:^|[.;!?,]\s*|\b(?:and|but|so|ok|hi|hello|hey) )(?:do you|do u|have you|is there|are there|got any|which|what|whats"
    r"|how|does|where|when|why|is it|is the|are the|tell me|i want to know|id like to know)\b"
)
BACK = re.compile(
    r"\b(?:return(?:ing|ed)?|(?:send|sending|sent|give|giving|take|taking)\b[^.;!?]{0,30}\bback|(?:go|goes|going) back)\b"
)
OFF = re.compile(r"\b(?:cancel\w*|call\w* off)\b")
MONEY = re.compile(r"\b(?:refund\w*|money back)\b")
# "just don't cancel the whole order"
DECLINED = re.compile(
    r"(?i)\b(?:don['\u2019]?t|do not|never|without|no need to|not(?: to)?|won['\u2019]?t)\s+(?:\w+\s+)?(?:cancel\w*|return\w*)"
    r"\b[^.;!?,]*"
)
# What was ordered, named by no name.
UNNAMED = re.compile(r"\b(?:items?|articles?|things?|products?|mine|it|that one|this one|the one|them)\b")


class Change(Enum):
    # "swap", "instead": of somebody who has such an article, nothing else can be meant.
    PLAIN = "plain"
    # "I'd like", "should be": where another one than what they have is spoken of.
    LIKELY = "likely"


def change_said(text: str) -> Change | None:
    """How surely the text wants something to be otherwise; whether that is an article's option is still to be seen."""
    plain, conditions = without_conditions(read(without_declined(text)).plain)
    wording = worded(plain)
    if any(away.search(plain) for away in (BACK, OFF, MONEY)):
        # The articles are wished away, not otherwise.
        return None
    if _plain().find(wording):
        return Change.PLAIN
    is_wish = bool(conditions or _likely().find(wording))
    return Change.LIKELY if is_wish and not ASKS_ONLY.search(plain) else None


def speaks_of_unnamed(text: str) -> bool:
    """'the item in it', 'mine'."""
    return bool(UNNAMED.search(read(text).plain))


def without_declined(text: str) -> str:
    """The text but for what must not be done: 'swap it, just don't cancel the order'."""
    return DECLINED.sub(" ", text)


def speaks_of_returning(text: str) -> bool:
    """'I'm sending it back', and not only in the case that something else cannot be."""
    return bool(BACK.search(_wanted(text)))


def speaks_of_cancelling(text: str) -> bool:
    return bool(OFF.search(_wanted(text)))


def _wanted(text: str) -> str:
    """The text without its conditions, and without what must not be done."""
    return without_conditions(read(without_declined(text)).plain)[0]


@cache
def _plain() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in vocabulary()["changing"]["plain"])


@cache
def _likely() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in vocabulary()["changing"]["likely"])
