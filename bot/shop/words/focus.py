"""Which of the articles that a text speaks of it is about, and which only belong to the story around."""

import itertools
import re

from bot.shop.words.mentions import Mention, Told

# "I bought a lamp and headphones, the headphones don't work": what comes first only says what there is.
BOUGHT = re.compile(r"\b(?:i|we)(?:ve| have| had| just| also| recently)* (?:bought|ordered|got|received|purchased|picked|have)\b")
WISHED = re.compile(
    r"\b(?:return\w*|exchang\w*|cancel\w*|swap\w*|replac\w*|refund\w*|chang\w*|send\w*|want|like|need|please|can|could|take)\b"
)
# "Return it and the mug", "the mug, too".
REFERS = re.compile(
    r"\b(?:it|them|they|also|too|as well|both|all|either|besides|along|together"
    # "The one that came with the rug can go back."
    r"|the ones?(?= (?:that|which|with|from|in|of|i)\b))\b"
)
# "Two rugs came. The small one goes back, and so does the lamp": before another one is named.
REFERS_FIRST = re.compile(r"\bthe (?:[\w%-]+ ){1,3}ones?\b")
# "Return the lamp. The mugs in blue, do you sell them?": asks of the shop.
OF_SHOP = re.compile(r"\b(?:do|does) (?:you|u|the shop) (?:\w+ )?(?:sell|have|carry|stock|offer)\b")
TURN = re.compile(r"[.;!?,:\n]|\b(?:but|however|though|only|yet)\b")


def in_focus(told: Told) -> list[Mention]:
    """The mentions but for those that only say what another one is for, or, before it comes to some of it, what there is."""
    mentions = [one for one, other in itertools.pairwise(told.mentions) if not _is_said_of(told.plain, one, other)]
    mentions += told.mentions[-1:]
    start = _end_of_introduction(told.plain, mentions)
    return [mention for mention in mentions if mention.start >= start]


def without_story(told: Told, mentions: list[Mention]) -> list[Mention]:
    """The mentions but for those of sentences that only tell: "My dog ate the rug. I'd like to return the lamp"."""
    sentences = [(match.start(), match.end()) for match in re.finditer(r"[^.;!?\n]+", told.plain)]
    asked = [(start, end) for start, end in sentences if OF_SHOP.search(told.plain, start, end)]
    mentions = [one for one in mentions if not any(start <= one.start < end for start, end in asked)] or mentions
    for start, end in sentences:
        inside = [one for one in mentions if start <= one.start < end and not one.is_companion]
        if inside and WISHED.search(told.plain, start, end):
            named = frozenset().union(*(one.names for one in inside))
            told_only = [one for one in mentions if one.start < start and not one.names & named]
            refers = REFERS.search(told.plain, start, end) or REFERS_FIRST.search(told.plain, start, inside[0].start)
            return mentions if refers else [one for one in mentions if one not in told_only]
    return mentions


def _is_said_of(plain: str, one: Mention, other: Mention) -> bool:
    """The camera of "a camera backpack"."""
    return plain[one.end : other.start] in {" ", "-"} and one.names != other.names


def _end_of_introduction(plain: str, mentions: list[Mention]) -> int:
    named: set[frozenset[str]] = set()
    for before, mention in itertools.pairwise(mentions):
        named.add(before.names)
        turns = [turn.start() for turn in TURN.finditer(plain, before.end, mention.start)]
        if mention.names not in named or not turns:
            continue
        introduction = plain[: turns[-1]]
        is_one = BOUGHT.search(introduction) and not WISHED.search(introduction)
        return turns[-1] if is_one and len(named) > 1 else 0
    return 0
