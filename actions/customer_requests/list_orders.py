"""Which orders there are, and what is in one of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.needs.identity import Identity
from actions.needs.order import OrderIfNamed, chosen_order, orders_with
from actions.order_facts import order_entry, order_entry_with_address, order_facts, orders_listed
from actions.request import Known, Question, Refusal, Request
from actions.values import Value
from bot.shop.days import Days
from bot.shop.order import Order, OrderStatus
from bot.shop.orders_meant import orders_bound, status_said
from bot.shop.words.addresses import asks_where_to
from bot.shop.words.phrases import read

if TYPE_CHECKING:
    from actions.talk import Talk


class OrderToShow(OrderIfNamed):
    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        known.setdefault("span", heard.first("date"))
        return super().hear(talk, known, heard, asked)

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        if not known["by_number"]:
            # Said only to prove who they are: it is not the one that they ask about.
            known.pop("order_number", None)
        return super().check(talk, known)

    def unnamed(self, talk: "Talk", orders: list[Order]) -> Order | None:
        """Of several with the article the one that went where it is said: "the lamp that I had sent to my son in Reno"."""
        return super().unnamed(talk, orders_bound(talk.heard.text, orders) or orders)


class ListOrders(Request):
    name = "list_orders"
    needs = (Identity(), OrderToShow())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        if "order" in known:
            order_facts(talk, chosen_order(talk, known))
        else:
            _list(talk, _asked_for(talk, known), order_entry_with_address if asks_where_to(known["words"]) else order_entry)
        talk.close("utter_anything_else")


def _asked_for(talk: "Talk", known: Known) -> list[Order]:
    """Those with an article that is named, in a state that is named, of days that are named; all where none is."""
    named = orders_with(talk, known["words"]) or talk.orders
    states = status_said(read(known["words"]).plain)
    orders = [order for order in named if order.status in states]
    days = Days.of(known["span"]) if known.get("span") else None
    if days is None or days.first > talk.turn.today or not any(order.placed_at for order in orders):
        # Days to come are those of a delivery.
        return orders
    has_come = states == {OrderStatus.DELIVERED}
    moments = [(order, order.delivered_at if has_come else order.placed_at) for order in orders]
    return [order for order, moment in moments if moment is not None and talk.turn.terms.day_of(moment) in days]


def _list(talk: "Talk", orders: list[Order], entry: Callable[[Order], Value]) -> None:
    if not talk.orders:
        talk.say("utter_no_orders")
    elif not orders:
        talk.say("utter_no_such_orders")
        _list(talk, talk.orders, entry)
    else:
        orders_listed(talk, orders, entry)
