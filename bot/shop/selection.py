"""Which lines of which orders a customer's words mean."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.shop.order import Order
from bot.shop.order_line import OrderLine
from bot.shop.orders_meant import in_scope, status_said
from bot.shop.pairs import says_value, words_of_kind
from bot.shop.picks import Fits, Pick, Search, as_introduced, named_in, pick_of
from bot.shop.telling_apart import extremes_named, one_told, places_of_options
from bot.shop.topics import lines_of_topic, topic_said
from bot.shop.words.changes import is_to_become
from bot.shop.words.descriptions import tells_what_comes
from bot.shop.words.extents import ALL_I_HAVE, ALL_OF_THEM, CAME_WITH, EVERYTHING, NAMELY, ONE_ORDER, ONLY_KEPT, REST, REST_KEPT
from bot.shop.words.focus import in_focus, without_story
from bot.shop.words.mentions import Mention, Told, tell


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


def select(text: str, orders: Sequence[Order], fits: Fits = lambda line: True, *, exchanges: bool = False) -> Selection:
    """The lines of these orders that are meant; `fits` says what the request can be about at all."""
    told = tell(text, (line.name for order in orders for line in order.lines))
    lines = tuple(line for order in in_scope(told, orders) for line in order.lines)
    search = Search(told, lines, fits, exchanges)
    mentions = _mentions_of_articles(told, orders, exchanges=exchanges)
    picks = as_introduced(search, [pick_of(search, mention) for mention in mentions])
    left_out = _unique(line for pick in picks if pick.mention.is_left_out for line in (*pick.lines, *pick.unclear))
    meant = [pick for pick in picks if not pick.mention.is_left_out]
    everything = (
        _come_with(search, meant) or _everything(search, meant) or (_rest(search, left_out) if left_out and not meant else None)
    )
    if everything is not None:
        kept = [line for line in everything if line not in left_out]
        unclear = [pick.unclear for pick in meant if pick.unclear]
        return Selection(tuple(kept), tuple(unclear), tuple(left_out), is_everything=True, picks=tuple(picks))
    chosen = _unique(line for pick in meant for line in (pick.lines or _each_once(search, pick, meant)))
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
        meant = [one for one in meant if not tells_what_comes(told, one)]
        # "My kettle for a rug": the rug that they have, too, is not meant.
        targets = [one for one in meant if is_to_become(told.plain[: one.start])]
        meant = [one for one in meant if one not in targets or all(other.names <= one.names for other in meant)]
    else:
        meant = without_story(told, meant)
    articles = [mention for mention in meant if not mention.is_companion]
    # "in the one with the e-reader, make it the 8 inch one", "in the order with two chairs, the high one goes back"
    return articles or [one for one in meant if exchanges or one_told(told.plain, one.end, len(told.plain), named_in(one, lines))]


def _extremes(search: Search) -> list[OrderLine]:
    """'The most expensive of what I received'; of equal ones the first."""
    found = extremes_named(search.told.plain, _fitting(search), exchanges=search.exchanges)
    return found[:1] if len({line.sku for line in found}) == 1 else found


def _everything(search: Search, meant: list[Pick]) -> list[OrderLine] | None:
    """All lines that the request can be about, where the text says all; of the orders that it names articles of, if any."""
    plain = REST_KEPT.sub(lambda match: " " * len(match.group()), search.told.plain)
    said = ALL_I_HAVE if search.exchanges and meant else EVERYTHING
    if topic_said(plain) or not (said.search(plain) or (not meant and ALL_OF_THEM.search(plain))):
        return None
    if meant and NAMELY.search(plain[: meant[0].mention.start]):
        return None
    lines = _fitting(search)
    whole = _of_order_with(search, lines)
    if whole and said is EVERYTHING:
        # "Everything in the order with the lamp, and from the other one the mug."
        picked = [line for pick in meant for line in pick.lines]
        return [line for line in lines if line in whole or line in picked]
    orders = {line.order.number for pick in meant for line in pick.lines}
    return [line for line in lines if line.order.number in orders] if meant and not ALL_I_HAVE.search(plain) else lines


def _come_with(search: Search, meant: list[Pick]) -> list[OrderLine]:
    """'Whatever came with the grill goes back': the others of that order."""
    is_only = all(pick.mention.is_companion for pick in meant) and not search.exchanges
    if not (is_only and CAME_WITH.search(search.told.plain)):
        return []
    names = frozenset().union(*(mention.names for mention in search.told.mentions if mention.is_companion))
    return [line for line in _of_order_with(search, _fitting(search)) if line.name not in names]


def _fitting(search: Search) -> list[OrderLine]:
    """What the request can be about; of the state that is said, if any is."""
    statuses = status_said(search.told.plain)
    lines = [line for line in search.lines if search.fits(line)]
    return [line for line in lines if line.order.status in statuses] or lines


def _rest(search: Search, left_out: Sequence[OrderLine]) -> list[OrderLine] | None:
    """'I only keep the grill, the rest goes back': of the orders that what is kept is in."""
    if not (REST.search(search.told.plain) or (ONLY_KEPT.search(search.told.plain) and not search.exchanges)):
        return None
    orders = {line.order.number for line in left_out}
    return [line for line in search.lines if search.fits(line) and line.order.number in orders]


def _of_order_with(search: Search, lines: Sequence[OrderLine]) -> list[OrderLine]:
    """Those of the orders that the text calls by what came with them."""
    names = frozenset().union(*(mention.names for mention in search.told.mentions if mention.is_companion))
    return [line for line in lines if any(one.name in names for one in line.order.lines)]


def _each_once(search: Search, pick: Pick, meant: list[Pick]) -> Sequence[OrderLine]:
    """'The bed should be small and gray, the bed should be large': as many as there are, so all of them."""
    alike = [one.mention for one in meant if one.unclear == pick.unclear]
    if not search.exchanges or len(alike) != len(pick.unclear):
        return ()
    words = words_of_kind(pick.unclear)
    return pick.unclear if all(says_value(search.told.plain, (one.end, one.to), words) for one in alike) else ()


def _still_unclear(search: Search, meant: list[Pick], chosen: list[OrderLine]) -> list[list[OrderLine]]:
    """The groups of which nothing was chosen elsewhere in the text; narrowed to the order that all else is in."""
    groups = [list(pick.unclear) for pick in meant if pick.unclear]
    groups = [group for group in groups if not any(line.name in {one.name for one in chosen} for line in group)]
    orders = {line.order.number for line in chosen}
    if len(orders) == 1 and ONE_ORDER.search(search.told.plain):
        return [[line for line in group if line.order.number in orders] or group for group in groups]
    return groups


def _unique(lines: Iterable[OrderLine]) -> list[OrderLine]:
    return list(dict.fromkeys(lines))
