"""What an article is to cost, in a customer's words: "the cheapest", "whichever is cheaper", "under $300"."""

import re
from decimal import Decimal
from functools import cache

from bot.shop.wish import PriceWish
from bot.shop.words.phrases import Phrases, Span, Wording, read
from bot.shop.words.sums import SUM, sum_of
from bot.shop.words.vocabulary import vocabulary

BELOW = re.compile(
    rf"\b(?:under|below|less than|cheaper than|no more than|at most|up to)\s+(?:\$\s*|usd\s*)({SUM})"
    rf"|\b(?:under|below|less than)\s+({SUM})\s*(?:dollars|bucks|usd|\$|euros?)"
)
# Of those that will do otherwise: "whichever longer one is cheaper".
OF_SEVERAL = re.compile(r"\bwhichever\b|\bof the (?:two|three|both)\b|\bthe (?:cheaper|dearer) (?:one )?of\b")
DONE_TO = re.compile(r"\b(?:make|turn|change|exchange|swap|switch|replace|trade) (?:out )?(?:the|my|that) $")
BECOMES = re.compile(r" (?:[\w-]+ ){0,2}(?:a|an|to|for|into|with|in)\b")
# "Could the cheaper one have a steel handle?", "the cheaper one, could it be red?"
ASKED_TO_BE = re.compile(r"\b(?:could|can|should|would|may|might) (?:the|my|that) $")
IS_ASKED = re.compile(r" ones?(?: of (?:them|those|these|the \w+))? (?:(?:please|also) )?(?:have|be|get|come|become|go)\b")
NAMED_FIRST = re.compile(r"(?:^|[.;!?:]\s*|\b(?:and|but|so|also) )(?:the|my) $")
THEN_ASKED = re.compile(
    r" ones?(?:,| -|:)? (?:(?:could|can|may|should|must) (?:i|it|that|you|we)\b|(?:should|must|could|can) (?:be|have)\b)"
)
# "Just asking, no change": nothing is to be done.
ONLY_ASKS = re.compile(
    r"\b(?:just|only|merely|simply) (?:asking|curious|wondering|to know|for (?:my )?information"
    r"|(?:want|wanted|would like|need|like) to know)\b"
    r"|\bout of (?:\w+ )?(?:curiosity|interest)\b|\bhypothetically\b"
    r"|\bno (?:changes?|exchange|order)\b(?=\s*(?:[.;!?,:()-]|$)| (?:needed|yet|for now|please|planned)\b)"
    r"|\bwithout (?:changing|exchanging|ordering) (?:anything|it)\b"
)
# "I can't make up my mind, so nothing is to be done today."
UNDECIDED = re.compile(
    r"\bnothing (?:is )?(?:to be )?(?:done|decided|settled)\b"
    r"|\b(?:cant|cannot|couldnt) (?:decide|make up (?:my|his|her|our|their) minds?)\b"
    r"|\b(?:havent|hasnt|not) (?:yet )?(?:decided|sure yet)\b"
)
ASKS_REFUND = re.compile(r"\b(?:what|how much) would (?:you|i|we) (?:refund|pay|give|get|see|receive)\b")
ASKS_COST = re.compile(r"\bhow much (?:\w+ )*?(?:is|are|be|costs?|for)\b|\bwhats?\b[^.;!?]*\b(?:costs?|prices?|rates?)\b")
# "I'd like to swap it. I only want to know how much the difference is": of other money, or beside a wish.
ASKS_MORE = re.compile(
    r"\b(?:difference|refund\w*|back|shipping|delivery|fees?)\b"
    r"|\b(?:id like|i would like|i want|please|can you|could you)(?: to)?"
    r" (?:exchange|swap|change|switch|replace|make|return|cancel)\b"
)
# "How much is it to cancel the lamp?"
OF_DOING = re.compile(r"\b(?:cancel\w*|return\w*|exchang\w*|swap\w*|repair\w*|insur\w*|install\w*|shipp\w*|send\w*)\b")
# "What would it cost me on top to have it in blue?"
ASKS_EXTRA = re.compile(
    r"\b(?:what|how much)\b[^.;!?]*\b(?:costs?|pay|charged?|is it|would it be)\b[^.;!?]*\b(?:extra|more|on top|difference)\b"
    r"|\b(?:what|how much)\b[^.;!?]*\b(?:extra|more|on top|difference)\b[^.;!?]*\b(?:costs?|pay|be|is)\b"
)
OF_ALL = {PriceWish.CHEAPER: PriceWish.CHEAPEST, PriceWish.DEARER: PriceWish.DEAREST}


def price_wish(wording: Wording) -> PriceWish | None:
    """The last that is said."""
    found = [span for span in price_words().find(wording) if not _tells_which(wording.plain, span)]
    if not found:
        return None
    (wish,) = found[-1].meanings
    return OF_ALL.get(wish, wish) if OF_SEVERAL.search(wording.plain) else wish


def _tells_which(plain: str, span: Span[PriceWish]) -> bool:
    """'Make the dearer one a clicky one': says which of them it is, not what it is to be."""
    before = plain[: span.start]
    ways = ((DONE_TO, BECOMES), (ASKED_TO_BE, IS_ASKED), (NAMED_FIRST, THEN_ASKED))
    return any(lead.search(before) and goes_on.match(plain, span.end) for lead, goes_on in ways)


@cache
def price_words() -> Phrases[PriceWish]:
    return Phrases([(phrase, PriceWish(name)) for name, phrases in vocabulary()["price"].items() for phrase in phrases])


def price_below(plain: str) -> Decimal | None:
    """What it must cost less than."""
    match = BELOW.search(plain)
    return sum_of(match.group(1) or match.group(2)) if match else None


def asks_price(text: str) -> bool:
    """'What is the rate of this lamp?', and not what its delivery costs, or its return"""
    plain = read(text).plain
    return bool(ASKS_COST.search(plain)) and not (ASKS_MORE.search(plain) or OF_DOING.search(plain))


def asks_only_price(text: str) -> bool:
    """'Just asking, no change: what would my lamp cost in red?': whoever says so wants nothing done."""
    plain = read(text).plain
    return bool(ASKS_COST.search(plain) and ONLY_ASKS.search(plain)) and not ASKS_MORE.search(plain)


def asks_only_refund(text: str) -> bool:
    """'Out of curiosity, what would you refund me for the lamp?'"""
    plain = read(text).plain
    return bool(ASKS_REFUND.search(plain) and (ONLY_ASKS.search(plain) or UNDECIDED.search(plain)))


def asks_extra(text: str) -> bool:
    """'How much more would it be in blue?', of an article that they have"""
    return bool(ASKS_EXTRA.search(read(text).plain))
