"""Which lines of which orders a customer's words mean."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.shop.order import Order
from bot.shop.order_line import OrderLine
from bot.shop.orders_meant import in_scope, status_said
from bot.shop.telling_apart import (
    called_so,
    described_best,
    extremes_named,
    one_told,
    own_clauses,
    places_of_options,
    told_apart,
)
from bot.shop.topics import lines_of_topic, topic_said
from bot.shop.words.changes import is_to_become
from bot.shop.words.descriptions import described
from bot.shop.words.extents import ALL_I_HAVE, ALL_OF_THEM, EVERYTHING, NAMELY, ONE_ORDER, ONLY_KEPT, REST, THEM_ALL
from bot.shop.words.focus import BOUGHT, in_focus, without_story
from bot.shop.words.mentions import Mention, Told, tell
from bot.shop.words.names import is_one_thing
from bot.shop.words.phrases import singular

Fits = Callable[[OrderLine], bool]

# "I got two lamps", "there are two lamps in it": says what there is.
INTRODUCED = re.compile(rf"{BOUGHT.pattern}|\bthere (?:are|were|is|was)\b")
# "Leave the ceramic one."
LEAVE = re.compile(r"\b(?:leave|keep|dont (?:touch|change)|not)\s*$")
# "I keep the electric one, the other one goes back."
KEEP_ONE = re.compile(r"\b(?:keep|keeping|leave|hold on to) (?:only |just )?(?P<one>the (?:[\w%-]+ ){1,3}?ones?)\b")
THE_OTHERS = re.compile(r"\bthe (?:other|others|second|rest|remaining)\b")
STAYS = re.compile(r"\b(?:leave|keep|stays?|remains?|dont (?:touch|change)|not that one|(?:can|should|is to) (?:stay|remain))\b")


@dataclass(frozen=True)
class Pick:
    """What one mention comes to."""

    mention: Mention
    lines: tuple[OrderLine, ...] = ()
    # Some of these, but it was not said which.
    unclear: tuple[OrderLine, ...] = ()
    unfit: tuple[OrderLine, ...] = ()


@dataclass(frozen=True)
class Selection:
    """What was said of articles."""

    # Meant beyond doubt, in the order of the orders.
    lines: tuple[OrderLine, ...] = ()
    # Of each of these groups one is meant, but it was not said which.
    unclear: tuple[tuple[OrderLine, ...], ...] = ()
    left_out: tuple[OrderLine, ...] = ()
    # Meant, but the request cannot be about them.
    unfit: tuple[OrderLine, ...] = ()
    # Whether all that there is was meant, but for what is left out.
    is_everything: bool = False
    picks: tuple[Pick, ...] = ()

    @property
    def says_nothing(self) -> bool:
        return not (self.lines or self.unclear or self.left_out or self.unfit or self.is_everything)


@dataclass(frozen=True)
class _Search:
    told: Told
    # Lines of the orders that can be meant.
    lines: tuple[OrderLine, ...]
    fits: Fits
    # Whether the words also say what the articles should become.
    exchanges: bool


def select(text: str, orders: Sequence[Order], fits: Fits = lambda line: True, *, exchanges: bool = False) -> Selection:
    """The lines of these orders that are meant; `fits` says what the request can be about at all."""
    told = tell(text, (line.name for order in orders for line in order.lines))
    lines = tuple(line for order in in_scope(told, orders) for line in order.lines)
    search = _Search(told, lines, fits, exchanges)
    picks = [_pick(search, mention) for mention in _mentions_of_articles(told, orders, exchanges=exchanges)]
    left_out = _unique(line for pick in picks if pick.mention.is_left_out for line in (*pick.lines, *pick.unclear))
    meant = [pick for pick in picks if not pick.mention.is_left_out]
    everything = _everything(search, meant) or (_rest(search, left_out) if left_out and not meant else None)
    if everything is not None:
        kept = [line for line in everything if line not in left_out]
        unclear = [pick.unclear for pick in meant if pick.unclear]
        return Selection(tuple(kept), tuple(unclear), tuple(left_out), is_everything=True, picks=tuple(picks))
    chosen = _unique(line for pick in meant for line in pick.lines)
    topic = lines_of_topic(told.plain, [line for line in lines if fits(line)]) if not chosen else []
    groups = _still_unclear(search, meant, chosen)
    chosen += [group[0] for group in groups if len(group) == 1]
    if not (chosen or groups or meant or topic):
        extremes = _extremes(search)
        chosen, groups = (extremes, []) if len({line.sku for line in extremes}) == 1 else ([], [extremes])
    return Selection(
        tuple(line for line in lines if line in chosen or line in topic),
        tuple(tuple(group) for group in groups if len(group) > 1),
        tuple(left_out),
        tuple(_unique(line for pick in meant for line in pick.unfit)),
        picks=tuple(picks),
    )


def _mentions_of_articles(told: Told, orders: Sequence[Order], *, exchanges: bool) -> list[Mention]:
    """Those that mean an article, not one of its options: not the camera of "the backpack (green, small, leather, camera)"."""
    lines = [line for order in orders for line in order.lines]
    options = [place for line in lines for place in places_of_options(told.plain, line)]
    meant = [one for one in in_focus(told) if not any(start <= one.start and one.end <= end for start, end in options)]
    if exchanges:
        # "My kettle for a rug": the rug that they have, too, is not meant.
        targets = [one for one in meant if is_to_become(told.plain[: one.start])]
        meant = [one for one in meant if one not in targets or all(other.names <= one.names for other in meant)]
    else:
        meant = without_story(told, meant)
    articles = [mention for mention in meant if not mention.is_companion]
    # "in the one with the e-reader, make it the 8 inch one", "in the order with two chairs, the high one goes back"
    return articles or [one for one in meant if exchanges or one_told(told.plain, one.end, len(told.plain), _named(one, lines))]


def _named(mention: Mention, lines: Iterable[OrderLine]) -> list[OrderLine]:
    return [line for line in lines if line.name in mention.names]


def _pick(search: _Search, mention: Mention) -> Pick:
    lines = _named(mention, search.lines)
    status = status_said(search.told.plain, mention)
    of_status = [line for line in lines if line.order.status in status]
    if any(map(search.fits, of_status)) or not search.exchanges:
        # Else it says what another article is like: "the type that's in my pending order".
        lines = of_status or lines
    if len(lines) > 1:
        lines = _but_kept(search, mention, lines)
    if len(lines) > 1 and not own_clauses(search.told.plain, mention.from_, len(search.told.plain), lines):
        lines = _described(search, mention, lines)
    lines = [line for line in lines if line not in _left_as_they_are(search, mention, lines)]
    if len(lines) > 1 and (mention.is_one_of or mention.is_companion or INTRODUCED.search(search.told.plain[: mention.start])):
        lines = one_told(search.told.plain, mention.end, mention.to, lines) or lines
    fit = [line for line in lines if search.fits(line)]
    if not fit:
        return Pick(mention, unfit=tuple(lines))
    if len(fit) == 1 or _means_all(search.told, mention, fit):
        return Pick(mention, tuple(fit))
    if len({(line.sku, line.order_number) for line in fit}) == 1:
        return Pick(mention, tuple(fit[: mention.count or 1]))
    return Pick(mention, unclear=tuple(fit))


def _but_kept(search: _Search, mention: Mention, lines: list[OrderLine]) -> list[OrderLine]:
    """'I only want to keep the electric one. Please take the other one back'"""
    plain = search.told.plain
    if not THE_OTHERS.search(plain, mention.end):
        return lines
    kept = [line for match in KEEP_ONE.finditer(plain, mention.end) for line in told_apart(match["one"], lines)]
    return [line for line in lines if line not in kept] or lines


def _left_as_they_are(search: _Search, mention: Mention, lines: Sequence[OrderLine]) -> list[OrderLine]:
    """'The small one in gray, the large one stays as it is'"""
    plain = search.told.plain
    clauses = own_clauses(plain, mention.from_, len(plain), lines) if len(lines) > 1 else []
    told = [(line, bool(STAYS.search(plain, start, end) or LEAVE.search(plain[:start]))) for line, start, end in clauses]
    changed = {line.sku for line, stays in told if not stays}
    return [line for line, stays in told if stays and line.sku not in changed]


def _means_all(told: Told, mention: Mention, lines: list[OrderLine]) -> bool:
    if mention.is_one_of:
        return False
    if mention.count is not None:
        return mention.count == len(lines)
    own = told.marked[mention.end : mention.to]
    return mention.is_all or _is_plural(told.plain[mention.start : mention.end], mention) or bool(THEM_ALL.search(own))


def _is_plural(said: str, mention: Mention) -> bool:
    """'tshirts' of a T-Shirt, but neither the boots that are called so nor the weights that are one set."""
    word = said.rsplit(maxsplit=1)[-1]
    if singular(word) == word or any(is_one_thing(said, name) for name in mention.names):
        return False
    return not any(name.casefold().split()[-1].endswith("s") for name in mention.names)


def _described(search: _Search, mention: Mention, lines: list[OrderLine]) -> list[OrderLine]:
    """Those of one kind whose options, or price, the words say; in full and right behind its name, of that mention alone."""
    lines = called_so(search.told.plain, [(mention.from_, mention.to)], lines)
    behind = [line for line in lines if _says_options_behind(search.told.plain, mention, line)]
    if behind:
        return behind
    places = described(search.told, mention) if search.exchanges else [(mention.from_, mention.to)]
    return described_best(search.told.plain, places, lines)


def _says_options_behind(plain: str, mention: Mention, line: OrderLine) -> bool:
    return any(mention.end <= start and end <= mention.to for start, end in places_of_options(plain, line))


def _extremes(search: _Search) -> list[OrderLine]:
    """'The most expensive of what I received'; of equal ones the first."""
    statuses = status_said(search.told.plain)
    lines = [line for line in search.lines if search.fits(line)]
    lines = [line for line in lines if line.order.status in statuses] or lines
    found = extremes_named(search.told.plain, lines, exchanges=search.exchanges)
    return found[:1] if len({line.sku for line in found}) == 1 else found


def _everything(search: _Search, meant: list[Pick]) -> list[OrderLine] | None:
    """All lines that the request can be about, where the text says all; of the orders that it names articles of, if any."""
    plain = search.told.plain
    said = ALL_I_HAVE if search.exchanges and meant else EVERYTHING
    if topic_said(plain) or not (said.search(plain) or (not meant and ALL_OF_THEM.search(plain))):
        return None
    if meant and NAMELY.search(plain[: meant[0].mention.start]):
        return None
    statuses = status_said(plain)
    lines = [line for line in search.lines if search.fits(line)]
    lines = [line for line in lines if line.order.status in statuses] or lines
    whole = _of_order_with(search, lines)
    if whole and said is EVERYTHING:
        # "Everything in the order with the lamp, and from the other one the mug."
        picked = [line for pick in meant for line in pick.lines]
        return [line for line in lines if line in whole or line in picked]
    orders = {line.order.number for pick in meant for line in pick.lines}
    return [line for line in lines if line.order.number in orders] if meant and not ALL_I_HAVE.search(plain) else lines


def _rest(search: _Search, left_out: Sequence[OrderLine]) -> list[OrderLine] | None:
    """'I only keep the grill, the rest goes back': of the orders that what is kept is in."""
    if not (REST.search(search.told.plain) or (ONLY_KEPT.search(search.told.plain) and not search.exchanges)):
        return None
    orders = {line.order.number for line in left_out}
    return [line for line in search.lines if search.fits(line) and line.order.number in orders]


def _of_order_with(search: _Search, lines: Sequence[OrderLine]) -> list[OrderLine]:
    """Those of the orders that the text calls by what came with them."""
    names = frozenset().union(*(mention.names for mention in search.told.mentions if mention.is_companion))
    return [line for line in lines if any(one.name in names for one in line.order.lines)]


def _still_unclear(search: _Search, meant: list[Pick], chosen: list[OrderLine]) -> list[list[OrderLine]]:
    """The groups of which nothing was chosen elsewhere in the text; narrowed to the order that all else is in."""
    groups = [list(pick.unclear) for pick in meant if pick.unclear]
    groups = [group for group in groups if not any(line.name in {one.name for one in chosen} for line in group)]
    orders = {line.order.number for line in chosen}
    if len(orders) == 1 and ONE_ORDER.search(search.told.plain):
        return [[line for line in group if line.order.number in orders] or group for group in groups]
    return groups


def _unique(lines: Iterable[OrderLine]) -> list[OrderLine]:
    return list(dict.fromkeys(lines))
