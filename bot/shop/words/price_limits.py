"""What another article may cost at most: "only if it costs nothing extra", "if it's more than $20 more, leave it"."""

import re
from dataclasses import dataclass
from decimal import Decimal

from bot.shop.words.conditions import Otherwise, outcome_of
from bot.shop.words.phrases import blanked, read
from bot.shop.words.sums import SUM, sum_of


def _sum_as(name: str) -> str:
    return rf"(?:\$ ?)?(?P<{name}>{SUM})(?: ?(?:dollars?|bucks?|usd|euros?|\$))?"


_FILL = r"(?: (?:me|us|any|anything|something|a|an|bit|lot|penny|cent|even|one|single|little|the|price))*"
_MORE = (
    rf"(?:(?:costs?|costing|pay|paying|charged?|owe){_FILL} (?:more|extra|on top|difference)"
    r"|more expensive|dearer|pricier|costlier|(?:a |any )?(?:price )?difference|(?:extra|additional) (?:costs?|charges?|fees?))"
)
_OVER = rf"(?: (?:is|was|be|comes to|exceeds))?(?: (?:than|by|of|over|above|more than|bigger than))+ {_sum_as('over')}"
# "if it costs more than 20 dollars more", "if I had to pay a difference"
IF_MORE = re.compile(
    rf"\b(?:if|in case)\b[^.;!?,]{{0,40}}?\b(?:{_MORE}(?:{_OVER})?"
    rf"|more than {_sum_as('amount')} (?:more|extra|on top))(?: more| extra)?"
)
_NONE = r"(?:not?|nothing|doesnt|does not|dont|do not|isnt|is not|wont|without|zero)"
# "as long as it costs nothing extra"
ONLY_IF = re.compile(
    rf"\b(?:only|provided|as long as|so long as|if|on condition)\b[^.;!?,]{{0,30}}?\b{_NONE}\b"
    rf"[^.;!?,]{{0,25}}?(?:{_MORE}|\bextra\b)"
)
# "Unless it costs more than 10 dollars extra", "as long as it's no more than $20 more".
CAPPED = re.compile(
    rf"\bunless\b[^.;!?,]{{0,30}}?\b(?:{_MORE}(?:{_OVER})?|more than {_sum_as('amount')} (?:more|extra|on top))"
    r"(?: more| extra)?"
    rf"|\b(?:only|provided|as long as|so long as|if|on condition)\b[^.;!?,]{{0,30}}?\b(?:not?|isnt|doesnt|does not)\b(?: cost)?"
    rf" more than {_sum_as('cap')} (?:more|extra|on top)"
)
# "I won't pay a cent more", "at no extra cost"
REFUSED = re.compile(
    r"\b(?:dont|do not|wont|will not|not|never|refuse|cant|cannot)\b(?: (?!mind|care|bother|matter)\w+){0,4}?"
    r" pay(?:ing)?(?: \w+){0,3}? (?:more|extra|difference|on top)\b"
    r"|\bwithout (?:\w+ ){0,2}?(?:paying|costing|charging)(?: \w+){0,3}? (?:more|extra|difference)\b"
    r"|\b(?:at|for|with) no (?:extra|additional) (?:costs?|charges?|money|fees?)\b|\bsame price or (?:less|cheaper|lower)\b"
)
NO_DEAL = re.compile(r"^\W*(?:then )?(?:\w+ )?(?:no|not|dont|do not|wont|nothing|id rather not)\b")
NOT = re.compile(r"\b(?:dont|do not|not)\b")
# "If it costs more, never mind the price, go ahead": sets no limit.
AGREED = re.compile(
    r"\b(?:go (?:ahead|for it)|do it anyway|(?:never ?mind|dont mind|do not mind|dont care about|forget) (?:the|that|about)"
    r"(?: \w+)? ?(?:price|cost|difference|money)|(?:thats|that is|its|is|be) (?:fine|ok|okay|alright|all right|no problem)"
    r"|ill pay|i will pay|no problem|doesnt matter|does not matter|i (?:dont|do not) (?:mind|care)|so be it)\b"
)
CLAUSE = re.compile(r"[.;!?,]")
SENTENCE = re.compile(r"[.;!?]")


@dataclass(frozen=True)
class PriceLimit:
    # So much more than what it takes the place of, in the order's currency.
    extra: Decimal
    # What is to be done where it costs more.
    otherwise: Otherwise


def price_limit(text: str) -> PriceLimit | None:
    """The limit that the text sets, if any; "if it costs more, use my card" sets none."""
    plain = read(text).plain
    capped = CAPPED.search(plain)
    if capped is not None:
        return PriceLimit(_amount(capped["over"] or capped["amount"] or capped["cap"]), Otherwise.KEEP)
    if ONLY_IF.search(plain) or REFUSED.search(plain):
        return PriceLimit(Decimal(0), Otherwise.KEEP)
    for match in IF_MORE.finditer(plain):
        otherwise = _outcome(plain, match)
        if otherwise is not None:
            return PriceLimit(_amount(match["over"] or match["amount"]), otherwise)
    return None


def _amount(said: str | None) -> Decimal:
    return sum_of(said) if said else Decimal(0)


def is_beyond_limit(text: str) -> bool:
    """Whether a clause says what is to be done where it costs too much: "if it costs more, cancel it"."""
    plain = read(text).plain
    match = IF_MORE.search(plain)
    return match is not None and not (CAPPED.search(plain) or ONLY_IF.search(plain)) and _outcome(plain, match) is not None


def without_price_limits(plain: str) -> str:
    """The text, as long as before, without limits and what follows from them: who won't pay more asks for nothing dearer."""
    for match in list(IF_MORE.finditer(plain)):
        start, end = match.span()
        behind = _behind(plain, match)
        if _outcome(plain, match) is not None and behind.strip(" ,"):
            end += len(behind)
        elif _outcome(plain, match) is not None:
            start -= len(_before(plain, match))
        plain = blanked(plain, start, end)
    for pattern in (CAPPED, ONLY_IF, REFUSED):
        plain = pattern.sub(lambda match: " " * len(match.group()), plain)
    return plain


def _outcome(plain: str, match: re.Match[str]) -> Otherwise | None:
    """Behind the condition, or where nothing stands there, before it: "leave it if it costs more"."""
    behind = _behind(plain, match)
    if AGREED.search(behind):
        return None
    if behind.strip(" ,"):
        return outcome_of(behind) or (Otherwise.KEEP if NO_DEAL.search(behind) else None)
    before = _before(plain, match)
    return outcome_of(before) or (Otherwise.KEEP if NOT.search(before) else None)


def _behind(plain: str, match: re.Match[str]) -> str:
    return SENTENCE.split(plain[match.end() :])[0]


def _before(plain: str, match: re.Match[str]) -> str:
    return CLAUSE.split(plain[: match.start()])[-1]
