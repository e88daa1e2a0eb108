"""What a text wants done with what was ordered: that it be another one ("make it the red one"), sent back or cancelled."""

import re
from enum import Enum
from functools import cache, lru_cache

from bot.shop.words.comparisons import comparisons
from bot.shop.words.conditions import Otherwise, without_conditions
from bot.shop.words.phrases import Phrases, read, worded
from bot.shop.words.price_limits import without_price_limits
from bot.shop.words.prices import price_words
from bot.shop.words.vocabulary import vocabulary

# "do you have it in red", "how much is the red one": asks for no other article.
ASKS_ONLY = re.compile(
    r"(?:^|[.;!?,]\s*|\b(?:and|but|so|ok|hi|hello|hey) )(?:do you|do u|have you|is there|are there|got any|which|what|whats"
    r"|how|does|where|when|why|is it|is the|are the|tell me|i want to know|id like to know)\b"
)
BACK = re.compile(
    r"\b(?:return(?:ing|ed)?|(?:send|sending|sent|give|giving|take|taking)\b[^.;!?]{0,30}\bback|(?:go|goes|going) back"
    # "One of them can go home to you."
    r"|(?:go|goes|going|travel\w*) (?:back )?home to (?:you|the shop)"
    r"|back (?:it|they|that|this|those|these|she|he) (?:goes|go|should go|must go|can go)|back with (?:it|them|that|those))\b"
)
OFF = re.compile(
    r"\b(?:cancel(?!l?ed\b)\w*|call\w*(?: \w+){0,3} off|scrap\w*|annul\w*|withdraw\w*|(?:get|got|getting) rid of"
    r"|(?:drop|void|kill|undo|stop) (?:the|my|that|this|those|these) (?:\w+ ){0,2}orders?)\b"
    # "I want it cancelled", but not "the order that got cancelled".
    r"|\b(?:wants?|like|need|get|have|be|please)\b[^.;!?]{0,40}\bcancell?ed\b(?! (?:ones?|orders?)\b)"
)
IF_CANCELLED = re.compile(r"\b(?:if|suppose|say) (?:i|we) (?:were to |did |should |wanted to )?cancel\w*\b")
# "How much is going back to my card?": money, no article.
OF_SUM = re.compile(r"\b(?:how much|what (?:sum|amount))\b[^.;!?]{0,20}?\b(?:go|goes|going|gone|come|comes|coming) back\b")
MONEY = re.compile(r"\b(?:refund\w*|money back)\b")
# "just don't cancel the whole order"
DECLINED = re.compile(
    r"(?i)\b(?:don['\u2019]?t|do not|never|without|no need to|not(?: to)?|won['\u2019]?t)\s+(?:\w+\s+)?(?:cancel\w*|return\w*)"
    # "Not returning: the lamp, the mug. Returning: the rug"
    r"\b(?:\s*:(?:(?!\b(?:return|cancel|send|tak|exchang|swap|chang)\w*)[^.;!?:\n])*|[^.;!?,]*)"
    r"|(?:\bso\s+|\bthen\s+)?(?:\bi\s+)?\b(?:don['\u2019]?t|do not|won['\u2019]?t|never) (?:have|need) to\b[^.;!?,]*"
    r"|\bno\s+(?:\w+\s+)?(?:cancell?ing|cancell?ations?)\b"
)
# "Exchange nothing", "there is nothing to return".
NOTHING = re.compile(
    r"(?i)\b(?:exchange|return|change|swap|replace|cancel|send back) nothing\b"
    r"|\bnothing to (?:exchange|return|change|swap|replace|cancel)\b"
)
# "Another puzzle than the art one", "anything but the blue one".
OTHER_THAN = re.compile(r"(?i)(\b(?:another|other|different)\b[^.;!?,]*?) (?:than|from|but) (?:the|my|that|this)\b[^.;!?,]*")
# "I'd have swapped it if there were a cheaper one."
REGRETTED = re.compile(
    r"(?i)\b(?:would|might|could|['\u2019]d) ?(?:have|['\u2019]ve) (?:rather )?"
    r"(?:swapped|exchanged|traded|switched|changed|replaced|upgraded)\b"
)
# "I'll return the boots later."
LATER = re.compile(
    r"\b(?:ill|i will|i might|i may|maybe ill|we will|well|going to|gonna)\b[^.;!?]{0,20}\b(?:return|send|cancel|exchange|swap)\b"
    r"[^.;!?]*\b(?:later|another (?:time|day)|some other (?:time|day)|next (?:week|month)|once (?:i|it|they)|when (?:i|it"
    r"|they))\b"
)
# "I don't need it any more", "I have no use for it".
UNWANTED = re.compile(
    r"\b(?:dont|do not|no longer|wont|didnt|never)(?: \w+)? (?:want|need)(?:ed)?"
    r" (?:it|that|this|them|any of|those|these|the|my)\b"
    r"|\b(?:dont|do not|no longer|wont)(?: \w+)? (?:want|need)(?: \w+)?(?: any ?more| any ?longer)?(?=\s*(?:[.;!?,]|$))"
    r"|\bno (?:more )?use for\b"
)
# Changes no article.
MIND = re.compile(r"\bchang\w* (?:my|our) minds?\b")
SENTENCE = re.compile(r"[.;!?]+")
SENTENCE_PART = re.compile(r"[.;!?,]")
# What was told of before: "swap mine for that one", "the cheapest of those".
TOLD_OF = re.compile(
    r"\b(?:(?:that|this|the first|the last|the second|the cheaper|the dearer) one"
    r"|(?:take|have|get|like) (?:those|these|that|this|them|it)(?= instead|\s*(?:[.;!?,]|$|please|then))"
    r"|(?:for|to|with|into) the (?:[\w%-]+ ){1,3}ones?(?=\s*(?:[.;!?,]|$|please|then|you))"
    r"|(?:for|to|with|into) (?:that|this|it)(?=\s*(?:[.;!?,]|$|please|then))|(?:of|from|among) (?:those|these|them))\b"
)
ALSO = re.compile(r"\b(?:too|also|as well|same|likewise)\b")
_GLAD = r"great|good|fine|lovely|perfect|splendid|super|nice|wonderful|excellent|brilliant|cool|awesome|alright|thanks|thank you"
GOES_ON = re.compile(
    rf"\W*(?:(?:ok|okay|oh|yes|now|very|{_GLAD})\W+)*"
    r"(?:and|also|plus|then|(?:the )?same(?= (?:for|with|goes)\b)|same|likewise|ditto)\b"
)
THEM_AND = re.compile(
    r"\b(?:return|send|sending|give|giving|exchange|swap|change|cancel)\w*(?: back)? (?:it|them|that|those)(?: back)?,?"
    r" (?:and|plus|along with|as well as|together with) (?:also )?(?:the|my|a|both)\b"
)
# "The lamp for a kettle", not "for the kitchen".
INTO_A = re.compile(r"\b(?:exchang|swap|chang|trad|replac|switch)\w*\b[^.;!?]*\b(?:for|into|to|with) (?:a|an|another|some) $")
# What was ordered, named by no name.
UNNAMED = re.compile(r"\b(?:items?|articles?|things?|products?|mine|it|ones?|them|pairs?)\b")
# "Give the difference back however you like", "the money back to my gift card": money, no article.
OF_DIFFERENCE = re.compile(
    r"(?:\b\w+ (?:me |back |up )?(?:the |any |a )?(?:price )?difference|\bdifference)\b[^.;!?]*"
    r"|(?:^|[.;!?,]\s*|\band )(?:please )?(?:the |any )?(?:(?:rest|remainder)(?: of (?:the|my) money)?|money|refund)(?: back)?\b"
    r"[^.;!?]*\b(?:on|onto|to|by|via) (?:my|the|a)\b[^.;!?]*"
)
DIFFERENCE = re.compile(r"\bdifference\b")
EXCHANGING = re.compile(r"\b(?:exchang|swap)\w*")
# Said of nothing but what should be: "A glass one, 1 liter", "the easiest one with 500 pieces".
FRAGMENT = re.compile(
    r"^\W*(?:(?:and|so|just|maybe|ideally|preferably|rather|please|only|no|oh|ok|well|actually|haha|sorry)\W+)*(?:the|a|an|one|some|something|anything)\b"
    r"(?!.*\b(?:is|are|was|were|has|had|have|does|did|do|broke|came|arrived|got|works?|stopped)\b)"
)


class Change(Enum):
    """How surely something is to be otherwise; the values name the words for it in data/words."""

    # "swap", "instead": of somebody who has such an article, nothing else can be meant.
    PLAIN = "plain"
    # "I'd like", "should be": where another one than what they have is spoken of.
    LIKELY = "likely"


def change_said(text: str) -> Change | None:
    """How surely the text wants something to be otherwise; whether that is an article's option is still to be seen."""
    plain, conditions = without_conditions(without_price_limits(MIND.sub(" ", read(without_declined(text)).plain)))
    wording = worded(plain)
    # "I pay whatever the difference is, I think I get money back": the money is that difference.
    ways = (BACK, OFF) if DIFFERENCE.search(plain) else (BACK, OFF, MONEY)
    if any(away.search(OF_DIFFERENCE.sub(" ", plain)) for away in ways):
        # The articles are wished away, not otherwise.
        return None
    if _phrases(Change.PLAIN).find(wording):
        return Change.PLAIN
    told = [sentence for sentence in SENTENCE.split(plain) if not ASKS_ONLY.search(sentence)]
    is_wish = bool(told) and (
        bool(conditions) or any(_phrases(Change.LIKELY).find(worded(sentence)) or _is_wished_for(sentence) for sentence in told)
    )
    return Change.LIKELY if is_wish else None


def _is_wished_for(sentence: str) -> bool:
    return bool(FRAGMENT.match(sentence) and (comparisons().find(worded(sentence)) or price_words().find(worded(sentence))))


def speaks_of_unnamed(text: str) -> bool:
    """'the item in it', 'mine'."""
    return bool(UNNAMED.search(read(text).plain))


def speaks_also(text: str) -> bool:
    """'And my account too': goes on about what was wished for before."""
    return bool(ALSO.search(read(text).plain))


def goes_on(text: str) -> bool:
    """'And the phone', 'same for the other order': says of another one what was said before."""
    return bool(GOES_ON.match(read(text).plain))


def them_and_more(text: str) -> bool:
    """'Return them, and the light bulb'"""
    return bool(THEM_AND.search(read(text).plain))


def is_to_become(before: str) -> bool:
    """Whether these plain words before a name say that something is to become one: 'exchange my lamp for a'."""
    return bool(INTO_A.search(before))


def speaks_of_told(text: str) -> bool:
    """'For that one': one that was told of before."""
    return bool(TOLD_OF.search(read(text).plain))


def without_declined(text: str) -> str:
    """The text but for what must not be done: 'swap it, just don't cancel the order'."""
    return DECLINED.sub(" ", NOTHING.sub(" ", text))


def wants_nothing(text: str) -> bool:
    """'Exchange nothing, but cancel': there is nothing that is to be done so."""
    return bool(NOTHING.search(text))


def without_unwanted_one(text: str) -> str:
    """The text but for which one another is wanted than."""
    return OTHER_THAN.sub(r"\1", text)


def without_left_alone(text: str) -> str | None:
    """The text but for what is to stay as it is: 'only the profile, don't touch the order'; None where nothing is."""
    plain = read(text).plain
    found = _left_alone().find(worded(plain))
    if not found:
        return None
    for span in reversed(found):
        end = SENTENCE_PART.search(plain, span.end)
        plain = plain[: span.start] + plain[end.start() if end else len(plain) :]
    return plain


def speaks_of_returning(text: str) -> bool:
    """'I'm sending it back', and not only in the case that something else cannot be."""
    return bool(BACK.search(OF_SUM.sub(" ", _wanted(text))))


def would_have_exchanged(text: str) -> bool:
    """'I'd have swapped it if it were cheaper': does not wish to any more"""
    return bool(REGRETTED.search(text))


def puts_off(text: str) -> bool:
    """'I'll return them later': is wished for at another time"""
    return bool(LATER.search(read(text).plain))


def speaks_of_refund(text: str) -> bool:
    """'I want my money back'"""
    return bool(MONEY.search(_wanted(text)))


def speaks_of_cancelling(text: str) -> bool:
    return bool(OFF.search(_wanted(text)))


def asks_if_cancelled(text: str) -> bool:
    """'If I cancelled that one, what would I get back?'"""
    return bool(IF_CANCELLED.search(read(text).plain))


def cancels_only_else(text: str) -> bool:
    """'I need it lower. If there is none, cancel the order.': to cancel is wished for only where something else cannot be."""
    plain = read(without_declined(text)).plain
    conditions = [one for one in without_conditions(plain)[1] if one.otherwise is Otherwise.CANCEL]
    # "If you can't cancel just those, cancel the whole order."
    is_of_cancelling = any(OFF.search(plain, one.start, one.then) for one in conditions)
    return bool(conditions) and not (is_of_cancelling or speaks_of_cancelling(text) or speaks_of_unwanted(text))


def speaks_of_exchanging(text: str) -> bool:
    """'I want to exchange it', by that word."""
    return bool(EXCHANGING.search(_wanted(text)))


def speaks_of_unwanted(text: str) -> bool:
    """'I don't need it any more'"""
    return bool(UNWANTED.search(_wanted(text)))


@lru_cache(maxsize=1024)
def _wanted(text: str) -> str:
    """The text without its conditions, and without what must not be done."""
    return without_conditions(without_price_limits(read(without_declined(text)).plain))[0]


@cache
def _phrases(change: Change) -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in vocabulary()["changing"][change.value])


@cache
def _left_alone() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in vocabulary()["changing"]["left_alone"])
