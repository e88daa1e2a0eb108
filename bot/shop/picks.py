"""What one mention of an article comes to, among the lines of a customer's orders."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from bot.shop.kept import but_kept, keeps_other, left_as_they_are
from bot.shop.order_line import OrderLine
from bot.shop.orders_meant import status_said
from bot.shop.pairs import OTHER_BEFORE, parts_told, says_value, words_of_kind
from bot.shop.telling_apart import called_so, described_best, one_told, own_clauses, places_of_options
from bot.shop.words.descriptions import described
from bot.shop.words.extents import THEM_ALL
from bot.shop.words.focus import BOUGHT, WISHED
from bot.shop.words.mentions import BREAK, Mention, Told
from bot.shop.words.names import is_one_thing
from bot.shop.words.phrases import singular

Fits = Callable[[OrderLine], bool]

# "I got two lamps", "there are two lamps in it": says what there is.
INTRODUCED = re.compile(rf"{BOUGHT.pattern}|\bthere (?:are|were|is|was)\b")
# "Both the", "the two"
BOTH_WORDS = ("the one", "the other")
BOTH = re.compile(r"\b(?:both|the two|my two)(?: of)?(?: (?:the|my|these|those|our))?(?: [\w-]+)?\s*$")
# "I don't need both of them" leaves open how many.
ALL_OF_THOSE = re.compile(
    r"(?P<not>\b(?:dont|do not|not|no|never|cant|cannot)(?: \w+){0,2} )?"
    r"\b(?:(?P<both>both of (?:them|those|these)|(?:them|those|these) both)|all of (?:them|those|these))\b"
)
ONE_BEFORE = re.compile(r"\b(?:an?|one|another) (?:[\w%-]+ ){0,2}$")
# "I received a red chair": tells of one, so that behind it "the chair" is that one, unless more is said of which.
INTRODUCES = re.compile(rf"{BOUGHT.pattern}[^.;!?]*\b(?:a|an) (?:[\w%-]+ ){{0,3}}$")
AGAIN_BEFORE = re.compile(r"\b(?:the|that|this) $")
# "For the chair a leather one" says what it is to be, "the chair, the leather one" which it is.
WISHED_BEFORE = re.compile(r"\b(?:for|make|turn) (?:the|that|this) $")
WHICH_BEHIND = re.compile(
    r",? (?:(?:in|from|of|on|with|to) (?:the|my|that|this|another|order)|that|which|thats|i|we|going)\b|\s*\("
)


@dataclass(frozen=True)
class Pick:
    """What one mention comes to."""

    mention: Mention
    lines: tuple[OrderLine, ...] = ()
    # Some of these, but it was not said which.
    unclear: tuple[OrderLine, ...] = ()
    unfit: tuple[OrderLine, ...] = ()


@dataclass(frozen=True)
class Search:
    """A text, and what its mentions may come to."""

    told: Told
    # Lines of the orders that can be meant.
    lines: tuple[OrderLine, ...]
    fits: Fits
    # Whether the words also say what the articles should become.
    exchanges: bool


def pick_of(search: Search, mention: Mention) -> Pick:
    lines = named_in(mention, search.lines)
    # "If you've got it" is said of another one, and none that has arrived.
    status = status_said(search.told.marked, mention)
    of_status = [line for line in lines if line.order.status in status]
    if any(map(search.fits, of_status)) or not search.exchanges:
        # Else it says what another article is like: "the type that's in my pending order".
        lines = of_status or lines
    if len(lines) > 1:
        lines = but_kept(search.told.plain, mention, lines)
    is_all_told = _are_both(search, mention, lines)
    if len(lines) > 1 and not is_all_told and not own_clauses(search.told.plain, mention.from_, len(search.told.plain), lines):
        lines = _described(search, mention, lines)
    left = left_as_they_are(search.told.plain, mention, lines)
    lines = [line for line in lines if line not in left]
    is_introduced = mention.is_one_of or mention.is_companion or INTRODUCED.search(search.told.plain[: mention.start])
    if len({line.sku for line in lines}) > 1 and is_introduced:
        lines = one_told(search.told.plain, mention.end, _reach(search.told, mention), lines) or lines
    elif len({line.sku for line in lines}) > 1 and _only_counts(search.told, mention):
        lines = one_told(search.told.plain, mention.end, _next_article(search.told, mention), lines) or lines
    fit = [line for line in lines if search.fits(line)]
    if not fit:
        return Pick(mention, unfit=tuple(lines))
    if _are_equal(fit) and len(fit) == len(BOTH_WORDS) and keeps_other(search.told.plain):
        return Pick(mention, tuple(fit[:1]))
    if len(fit) == 1 or _means_all(search.told, mention, fit) or (search.exchanges and _tells_each(search.told, mention, fit)):
        return Pick(mention, tuple(fit))
    if _are_equal(fit):
        return Pick(mention, tuple(fit[: mention.count or 1]))
    return Pick(mention, unclear=tuple(fit))


def _are_equal(lines: Sequence[OrderLine]) -> bool:
    return len({(line.sku, line.order_number) for line in lines}) == 1


def as_introduced(search: Search, picks: Sequence[Pick]) -> list[Pick]:
    """'I received a red chair. For the chair, a leather one': the red one, also where they have one of leather."""
    told, meant = search.told, []
    for pick in picks:
        named = [one for one in picks if one.mention.names == pick.mention.names and one.mention.start < pick.mention.start]
        told_of = [one for one in named if INTRODUCES.search(told.plain[: one.mention.start])]
        is_that = len(told_of) == 1 and len(told_of[0].lines) == 1 and _speaks_again(search, pick, told_of[0].lines[0])
        meant.append(replace(pick, lines=told_of[0].lines, unclear=()) if is_that else pick)
    return meant


def _speaks_again(search: Search, pick: Pick, line: OrderLine) -> bool:
    """Whether it is said of nothing but the one that was told of: 'the chair', not 'the blue chair', 'the chair in order 7'."""
    mention, plain = pick.mention, search.told.plain
    if mention.is_left_out or mention.is_all or mention.count is not None or WHICH_BEHIND.match(plain, mention.end):
        return False
    if pick.lines and not (search.exchanges and WISHED_BEFORE.search(plain[: mention.start])):
        return False
    return bool(AGAIN_BEFORE.search(plain[: mention.start])) and line.order.status in status_said(plain, mention)


def _only_counts(told: Told, mention: Mention) -> bool:
    """'Two kettles live in my kitchen. The bigger one goes back': says how many there are, and wishes for nothing."""
    starts = [match.end() for match in BREAK.finditer(told.plain, 0, mention.start)]
    end = BREAK.search(told.plain, mention.end)
    is_told = mention.count is not None and not mention.is_all and end is not None
    return is_told and not WISHED.search(told.plain, starts[-1] if starts else 0, end.start() if end else len(told.plain))


def _next_article(told: Told, mention: Mention) -> int:
    """Where the next other article is named."""
    return next((one.start for one in told.mentions if one.start > mention.end and one.names != mention.names), len(told.plain))


def named_in(mention: Mention, lines: Iterable[OrderLine]) -> list[OrderLine]:
    return [line for line in lines if line.name in mention.names]


def _are_both(search: Search, mention: Mention, lines: Sequence[OrderLine]) -> bool:
    """'Both helmets should be black': says what they are to be, not which of them are meant."""
    return search.exchanges and len(lines) == len(BOTH_WORDS) and bool(BOTH.search(search.told.plain[: mention.start]))


def _means_all(told: Told, mention: Mention, lines: list[OrderLine]) -> bool:
    if mention.is_one_of:
        return False
    if mention.count is not None:
        return mention.count == len(lines)
    own = told.marked[mention.end : mention.to]
    is_all = mention.is_all or _is_plural(told.plain[mention.start : mention.end], mention) or bool(THEM_ALL.search(own))
    return is_all or _goes_on_of_all(told, mention, lines)


def _goes_on_of_all(told: Told, mention: Mention, lines: list[OrderLine]) -> bool:
    """'I ordered too many mug. Both of them go back, and the rug': also a sentence later, where nothing else was named."""
    said = ALL_OF_THOSE.search(told.marked, mention.end)
    if said is None or said["not"] or ONE_BEFORE.search(told.plain[: mention.start]):
        return False
    is_so_many = not said["both"] or len(lines) == len(BOTH_WORDS)
    return is_so_many and all(one.names == mention.names for one in told.mentions if one.start < said.start())


def _tells_each(told: Told, mention: Mention, lines: list[OrderLine]) -> bool:
    """'I want one of the hoses in red and the other one in blue', 'one hose in red, the other hose in blue'"""
    alike = [one for one in told.mentions if one.names == mention.names]
    if len(alike) == len(lines) and any(OTHER_BEFORE.search(told.plain[: one.start]) for one in alike[1:]):
        return all(says_value(told.plain, (one.end, one.to), words_of_kind(lines)) for one in alike)
    return bool(parts_told(told.plain, [(mention.from_, _reach(told, mention))], lines, words_of_kind(lines)))


def _reach(told: Told, mention: Mention) -> int:
    """Where the words end that may say more of the same: "two chairs. The blue one should be a chair like the other"."""
    behind = [one for one in told.mentions if one.start >= mention.start]
    return max(one.to for one in takewhile(lambda one: one.names == mention.names, behind))


def _is_plural(said: str, mention: Mention) -> bool:
    """'tshirts' of a T-Shirt, but neither the boots that are called so nor the weights that are one set."""
    word = said.rsplit(maxsplit=1)[-1]
    if singular(word) == word or any(is_one_thing(said, name) for name in mention.names):
        return False
    return not any(name.casefold().split()[-1].endswith("s") for name in mention.names)


def _described(search: Search, mention: Mention, lines: list[OrderLine]) -> list[OrderLine]:
    """Those of one kind whose options, or price, the words say; in full and right behind its name, of that mention alone."""
    lines = called_so(search.told.plain, [(mention.from_, mention.to)], lines)
    behind = [line for line in lines if _says_options_behind(search.told.plain, mention, line)]
    if behind:
        return behind
    places = described(search.told, mention) if search.exchanges else [(mention.from_, mention.to)]
    return described_best(search.told.plain, places, lines)


def _says_options_behind(plain: str, mention: Mention, line: OrderLine) -> bool:
    return any(mention.end <= start and end <= mention.to for start, end in places_of_options(plain, line))
