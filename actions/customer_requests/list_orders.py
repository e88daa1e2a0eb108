"""Which orders there are, and what is in one of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from actions.needs.identity import Identity
from actions.needs.order import OrderIfNamed, chosen_order, orders_with
from actions.order_facts import order_entry, order_entry_with_address, order_facts
from actions.request import Known, Question, Refusal, Request
from actions.values import Value, bullets
from bot.shop.order import Order
from bot.shop.orders_meant import status_said
from bot.shop.words.addresses import asks_where_to
from bot.shop.words.phrases import read

if TYPE_CHECKING:
    from actions.talk import Talk

# Newest first; longer lists are no help in a chat.
MAX_LISTED = 10


class OrderToShow(OrderIfNamed):
    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        if not known["by_number"]:
            # Said only to prove who they are: it is not the one that they ask about.
            known.pop("order_number", None)
        return super().check(talk, known)


class ListOrders(Request):
    name = "list_orders"
    needs = (Identity(), OrderToShow())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        if "order" in known:
            order_facts(talk, chosen_order(talk, known))
        else:
            _list(
                talk, _asked_for(talk, known["words"]), order_entry_with_address if asks_where_to(known["words"]) else order_entry
            )
        talk.close("utter_anything_else")


def _asked_for(talk: "Talk", text: str) -> list[Order]:
    """Those with an article that is named, and those in a state that is named, else all."""
    named = orders_with(talk, text) or talk.orders
    states = status_said(read(text).plain)
    return [order for order in named if order.status in states]


def _list(talk: "Talk", orders: list[Order], entry: Callable[[Order], Value]) -> None:
    if not talk.orders:
        talk.say("utter_no_orders")
    elif not orders:
        talk.say("utter_no_such_orders")
        _list(talk, talk.orders, entry)
    else:
        if len(orders) == 1:
            talk.memory.order = orders[0].number
        talk.say("utter_orders", count=len(orders), orders=bullets(entry(order) for order in orders[:MAX_LISTED]))
