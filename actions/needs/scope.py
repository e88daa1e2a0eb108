"""Which orders a request's words are about, and the articles in them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.needs.order import OTHER, SAME
from actions.request import Known
from bot.shop.order import Order
from bot.shop.order_line import OrderLine
from bot.shop.orders_meant import orders_of_status
from bot.shop.words.mentions import tell

if TYPE_CHECKING:
    from actions.talk import Talk


def chosen_lines(talk: "Talk", known: Known) -> list[OrderLine]:
    """Those that the need of articles settled on."""
    return lines_of(talk, known.get("lines", ()))


def chosen_articles(talk: "Talk", known: Known) -> dict[str, list[OrderLine]]:
    """The same by order number."""
    by_order: dict[str, list[OrderLine]] = {}
    for line in chosen_lines(talk, known):
        by_order.setdefault(line.order_number, []).append(line)
    return by_order


def lines_of(talk: "Talk", ids: Sequence[int]) -> list[OrderLine]:
    return [line for line in talk.lines if line.id in ids]


def note_order(talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
    """Keep which order the words are about, where they say so; whether it is another than that of the chosen articles."""
    number = heard.order_number(asked=False)
    if number is not None:
        known["order_number"] = number
        order = talk.order(number)
        if order is not None and known.get("lines") and not any(line.id in known["lines"] for line in order.lines):
            known["lines"] = []
            return True
        if order is not None and heard.is_objection and _only_of(order, known):
            return True
    elif not asked:
        for hint in ("recency", "reference"):
            known[hint] = known.get(hint) or heard.first(hint)
    return False


def _only_of(order: Order, known: Known) -> bool:
    """Limit the chosen articles to those of the order, "no, the one in order 10001"; whether there were others."""
    chosen = known.get("lines", ())
    known["lines"] = [line.id for line in order.lines if line.id in chosen] or chosen
    return len(known["lines"]) < len(chosen)


def orders_in_scope(talk: "Talk", known: Known) -> list[Order]:
    """The orders that the articles are looked for in first."""
    if known.get("order_number"):
        named = talk.order(known["order_number"])
        return [named] if named is not None else talk.orders
    if known.get("reference") == SAME and talk.memory.order is not None:
        last = [order for order in talk.orders if order.number == talk.memory.order]
        return talk.orders if _is_half_named(talk, known.get("words", ""), last) else last
    if known.get("reference") == OTHER:
        return [order for order in talk.orders if order.number != talk.memory.order] or talk.orders
    if known.get("recency") and talk.orders and talk.orders[0].placed_at is not None:
        return talk.orders[:1]
    return talk.orders


def _is_half_named(talk: "Talk", words: str, orders: Sequence[Order]) -> bool:
    """Whether these have only what a part of the words calls: 'the tea kettle' is no electric one, if there is one for tea."""
    names = {line.name for order in orders for line in order.lines}
    every = [mention.names for mention in tell(words, (line.name for line in talk.lines)).mentions]
    return bool(tell(words, names).mentions) and names.isdisjoint(frozenset().union(*every))


def of_last_order(talk: "Talk", lines: list[OrderLine]) -> list[OrderLine]:
    """Those of the order that was talked about last, if there are any."""
    return [line for line in lines if line.order_number == talk.memory.order] or lines


def lines_in_scope(talk: "Talk", known: Known) -> list[OrderLine]:
    """Of those orders, unless one is called by its state: "the item in my pending order"."""
    called = [] if known.get("order_number") else orders_of_status(known.get("words", ""), talk.orders)
    return [line for order in called or orders_in_scope(talk, known) for line in order.lines]


def lines_of_named_order(talk: "Talk", known: Known) -> list[OrderLine]:
    scope = orders_in_scope(talk, known)
    return list(scope[0].lines) if len(scope) == 1 else []


def at_places(offered: list[int], places: list[str]) -> list[int]:
    numbers = [len(offered) if place == "last" else int(place) for place in places]
    return [offered[number - 1] for number in numbers if number <= len(offered)]
