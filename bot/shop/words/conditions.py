"""Conditions in a wish: "if you don't have it, ..." becomes what follows from it, and what it leaves is easier to read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from bot.shop.words.phrases import blanked, read

# Stand in the text for what was said in many ways, from the part of Unicode that no keyboard has; padded, so that all other
# places stay where they were.
ELSE, LAST, PREFERRED = "\ue000", "\ue001", "\ue002"

_NO = (
    r"no|not|isnt|arent|dont|doesnt|cant|cannot|couldnt|havent|hasnt|wont|none|gone|unavailable|impossible|out of stock|sold out"
)
# "if it hasn't shipped, cancel it" asks for no other thing.
_NOT_UNDER_WAY = (
    r"(?!(?:\s+\w+){0,3}?\s+(?:shipped|sent|left|dispatched|delivered|arrived|packed|processed|gone|too late|out yet"
    r"|out the door|out for delivery|under way|on (?:its|the) way|in transit)\b)"
)
# Neither does "it hasn't shipped, has it? If it hasn't, I'd like it in blue".
_OF_PARCEL = r"(?!\s+(?:it|they|this|that)\s+(?:hasnt|havent|has not|have not|wasnt|werent|didnt)\b)"
# "If you don't mind", "if it's no trouble": sets no condition at all.
_POLITELY = r"(?!(?:\s+\w+){0,5}?\s+(?:mind|trouble|bother|hassle|problem for you|to ask)\b)"
# "Should it not be in stock", unlike "it should be black, not brown".
_SHOULD = r"should(?= (?:it|they|you|there|this|that|these|those|the|none|no)\b)"
# "The camera just stays", "mine stays as it is"
_STAYS = (
    r"(?:(?:just|simply|can|should|will|may|must|has to) )*(?:stays?|remains?)"
    r"(?=\s*(?:[.;!?,)]|$)|\s+(?:as|the way|like|put|here|then|and|with me|the same)\b)"
)
_DO = (
    r"just|please|only|cancel|return|refund|keep|leave|forget|skip|ill|id|im|i|the whole|go on"
    rf"|(?:(?:the|my|that) (?:[\w-]+ ){{1,3}}?|mine |it |they ){_STAYS}"
)
NOT_TO_BE_HAD = re.compile(
    rf"\b(?:or )?(?:if|in case|{_SHOULD})\b{_OF_PARCEL}{_POLITELY}"
    rf"(?:(?!\bif\b)[^.;!?(),]){{0,60}}?\b(?:{_NO})\b{_NOT_UNDER_WAY}[^.;!?(),]*?"
    rf"(?:,\s*(?:then\s+)?|\s+then\s+|(?=\s+(?:{_DO})\b)|(?=[.;!?)]|$))"
)
# "Black, then grey", but not "okay, then return the lamp".
_THEN = (
    r"(?<=, )then(?! (?:return|send|cancel|refund|exchange|swap|change|make|give|take|get|put|please|just|also|only|i|id|ill|we"
    r"|lets|can|could|would|will|do)\b)"
)
OTHERWISE = re.compile(
    r"\b(?:otherwise(?! (?:the same|identical|unchanged|fine|good|as it))|or else|(?<=, )else|failing that"
    rf"|as a fallback|second choice|{_THEN})\b"
)
NOTHING_ELSE = re.compile(
    r"\b(?:only )?if (?:theres |there is |you have |youve got )?(?:nothing else|no other(?: \w+)?|none of (?:those"
    r"|these|them))[^.;!?,()]*(?=[.;!?()]|$)"
    r"|\bas (?:a|the) last resort\b|\bonly if (?:i )?(?:must|have to|necessary|needed)\b|(?<=\w )last(?=\W*(?:[.;!?,()]|$))"
)
# "If there's one in red, I'd take it": what follows is the wish itself.
HEAD_OF_WISH = re.compile(
    r"(?:^|(?<=[.;!?,] )|(?<=\band )|(?<=\bbut )|(?<=\bso ))"
    r"if (?:(?:you|u) (?:have|got|do have|still have|sell|carry)|youve got|there(?:s| is| are))"
    r"(?= (?:one|any|some|an?|the|something|anything)\b[^.;!?]*"
    r" (?:id|i would|ill|i will|please|then|can|could|swap|change|exchange|give|make|take)\b)"
)
_TO_BE_HAD = (
    r"\bif (?:(?:you|u|ya) (?:have|got|still have|do have|carry|sell|can)|y?o?uve got|possible|available|there(?:s| is| are)"
    r"|its (?:available|in stock|possible)"
    r"|i can|in stock|i may|it (?:exists|comes))\b"
)
# "Green if you have it, if not blue": behind the other case "if not" says all of the condition, and what follows is a value.
IF_NOT = re.compile(
    rf"(?P<had>{_TO_BE_HAD}(?:(?!\bif\b)[^.;!?()])*?)(?P<not>\b(?:and |or |but )?if not\b)"
    r"(?=\s+(?!(?:then )?(?:available|possible|there|in stock|too|sold|shipped|sent|yet|already|gone|cancel|return|send|keep"
    r"|leave|forget|skip|refund|call|tell|just|please|i|ill|id|we|you|can|could|do|dont|what|when|where|how|why|who)\b)"
    r"(?:[\w%-]+ ){0,3}[\w%-]+\s*(?:[.;!?,)]|$))"
)
TO_BE_HAD = re.compile(
    rf"{_TO_BE_HAD}[^.;!?,()]*"
    r"|\b(?:preferably|ideally|by preference|for preference|at best|(?:would|will) be (?:best|nice|great|ideal|perfect"
    r"|lovely|preferred)"
    r"|(?<=\w )best(?=\W*(?:[.;!?,()]|$|then)))\b"
)


LEFT_AT_THAT = re.compile(
    r"\b(?:(?:leave|keep|skip|forget) (?:it|that|this|them|mine)|(?:it|that|mine|they) stays?)(?: as (?:it|they) (?:is|are))?"
    r"(?=,? (?:and|also|plus) (?:also )?(?:the|my)\b)"
)


class Otherwise(Enum):
    """What is to be done where a wish cannot be met."""

    KEEP = "keep"
    RETURN = "return"
    CANCEL = "cancel"


# The first that fits: "don't cancel anything" keeps.
CONSEQUENCES = (
    (
        Otherwise.KEEP,
        re.compile(
            r"\b(?:(?:keep|leave|forget|never ?mind|skip|(?:only|just) do|no cancellation|(?:dont|do not|not) (?:bother|do|change"
            rf"|touch|cancel)|no exchange|go on to the next|as it is|keeping|leaving)\b|{_STAYS})"
        ),
    ),
    (Otherwise.CANCEL, re.compile(r"\bcancel\w*\b|\b(?:whole )?order can go\b|\bcall (?:it|the order) off\b")),
    (Otherwise.RETURN, re.compile(r"\breturn\w*\b|\bsend (?:it|that|them) back\b|\brefund\w*\b")),
)


@dataclass(frozen=True)
class Condition:
    """What is to be done if a wish cannot be met, and where in the text that was said."""

    start: int
    # Where that begins which is to be done.
    then: int
    end: int
    otherwise: Otherwise


@lru_cache(maxsize=1024)
def without_conditions(plain: str) -> tuple[str, Sequence[Condition]]:
    """The text with marks in place of its conditions, as long as before; outcomes are taken out of it."""
    plain = _marked(NOTHING_ELSE, LAST, plain)
    plain = HEAD_OF_WISH.sub(lambda match: " " * len(match.group()), plain)
    conditions = []
    for match in NOT_TO_BE_HAD.finditer(plain):
        end = _end_of_consequence(plain, match.end())
        otherwise = outcome_of(plain[match.end() : end])
        if otherwise is not None:
            conditions.append(Condition(match.start(), match.end(), end, otherwise))
    conditions += _otherwise_away(plain)
    for condition in conditions:
        plain = blanked(plain, condition.start, condition.end)
    plain = IF_NOT.sub(lambda match: match["had"] + ELSE.ljust(len(match["not"])), plain)
    plain = _marked(NOT_TO_BE_HAD, ELSE, plain)
    plain = _marked(OTHERWISE, ELSE, plain)
    return _marked(TO_BE_HAD, PREFERRED, plain), tuple(conditions)


def _otherwise_away(plain: str) -> list[Condition]:
    """'... otherwise I want to return it'"""
    found = ((match, _end_of_sentence(plain, match.end())) for match in OTHERWISE.finditer(plain))
    told = ((match, end, outcome_of(plain[match.end() : end])) for match, end in found)
    away = {Otherwise.RETURN, Otherwise.CANCEL}
    return [Condition(match.start(), match.end(), end, outcome) for match, end, outcome in told if outcome in away]


def fallback_said(text: str) -> str:
    """What is wished for where what stands before it cannot be: "make it blue" of "take it out, and if not, make it blue"."""
    marked, _ = without_conditions(read(text).plain)
    return marked.partition(ELSE)[2].strip(" ,.")


def goes_on_with_choice(before: str, text: str) -> bool:
    """'Green if you have it,' and then 'if not blue', of whatever clause that stands in"""
    first = read(before).plain.rstrip()
    return any(match.start("not") >= len(first) for match in IF_NOT.finditer(f"{first} {read(text).plain}"))


def besides_conditions(plain: str) -> str:
    """The text without its conditions, what follows from them, and the signs that end them."""
    rest, conditions = without_conditions(plain)
    for condition in conditions:
        rest = blanked(rest, condition.start, min(condition.end + 1, len(rest)))
    return rest


def outcome_of(consequence: str) -> Otherwise | None:
    found = (outcome for outcome, pattern in CONSEQUENCES if pattern.search(consequence))
    return next(found, None)


def _marked(pattern: re.Pattern[str], mark: str, plain: str) -> str:
    return pattern.sub(lambda match: mark.ljust(len(match.group())), plain)


def _end_of_consequence(plain: str, start: int) -> int:
    """The end of the sentence, or where it goes on to another article: "if there's none leave it, and the mug in red"."""
    end = _end_of_sentence(plain, start)
    kept = LEFT_AT_THAT.search(plain, start, end)
    return kept.end() if kept else end


def _end_of_sentence(plain: str, start: int) -> int:
    stop = re.compile(r"[.;!?)]").search(plain, start)
    return stop.start() if stop else len(plain)
