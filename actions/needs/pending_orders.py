"""Which pending orders are meant: one of them, or all."""

from typing import TYPE_CHECKING

from actions.heard import Heard
from actions.needs.order import WhichOrder
from actions.request import Known, Question, Refusal
from bot.shop.order import Order

if TYPE_CHECKING:
    from actions.talk import Talk

# All of one order, not all orders.
ONE_WHOLE = ("whole order", "entire order", "complete order", "full order", "whole thing", "the lot")


class PendingOrders(WhichOrder):
    """Several orders only where all were said: "all my pending orders", "both"; a list has a button for it."""

    name = "orders"

    def candidates(self, talk: "Talk") -> list[Order]:
        return [order for order in talk.orders if order.is_pending]

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        says_all = heard.first("extent") is not None and not any(words in heard.text.casefold() for words in ONE_WHOLE)
        is_first = "words" not in known
        another = super().hear(talk, known, heard, asked)
        if says_all and (is_first or asked):
            known["every"], another = True, another or asked
        if another:
            known.pop("orders", None)
        return another

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        if known.get("orders"):
            return None
        if known.pop("every", False) and "order_number" not in known:
            orders = self._meant_by_all(talk, known)
            if len(orders) > 1:
                known["orders"] = [order.number for order in orders]
                talk.memory.order = None
                return None
        step = super().check(talk, known)
        if step is None:
            known["orders"] = [known["order"]]
        return step

    def _meant_by_all(self, talk: "Talk", known: Known) -> list[Order]:
        """Those with an article that was named, or all of them."""
        orders = self.candidates(talk)
        return [order for order in orders if order.mentions(known["words"])] or orders


def chosen_orders(talk: "Talk", known: Known) -> list[Order]:
    """The orders that this need settled on."""
    orders = (talk.order(number) for number in known.get("orders", ()))
    return [order for order in orders if order is not None]
