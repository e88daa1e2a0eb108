"""Which pending orders are meant: one of them, or all."""

import re
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.needs.order import WhichOrder
from actions.request import Known, Question, Refusal
from bot.shop.order import Order
from bot.shop.orders_meant import orders_each_meant
from bot.shop.orders_paid import orders_paid_with
from bot.shop.words.mentions import tell

if TYPE_CHECKING:
    from actions.talk import Talk

# More than one is meant: "the orders that I paid with PayPal".
PLURAL = re.compile(r"(?i)(?<!one of )\b(?:the|my|our|those|these|any)(?: [\w-]+){0,3} orders\b")
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
        numbers = heard.order_numbers
        if len(numbers) > 1:
            known["numbers"], another = numbers, True
        elif another:
            known.pop("numbers", None)
        if says_all and (is_first or asked):
            known["every"], another = True, another or asked
        if another:
            known.pop("orders", None)
        return another

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        if known.get("orders"):
            return None
        if known.get("numbers"):
            return self._check_numbers(talk, known)
        if known.pop("every", False) and "order_number" not in known:
            orders = self._meant_by_all(talk, known)
            if orders:
                known["orders"] = [order.number for order in orders]
                talk.memory.order = orders[0].number if len(orders) == 1 else None
                return None
        each = orders_each_meant(known["words"], self.candidates(talk)) if "order_number" not in known else []
        if each and "order" not in known:
            known["orders"] = [order.number for order in each]
            talk.memory.order = None
            return None
        paid_so = orders_paid_with(known["words"], self.candidates(talk)) if PLURAL.search(known["words"]) else []
        if len(paid_so) > 1 and "order" not in known and "order_number" not in known:
            # "Cancel the orders that I put on the card."
            known["orders"] = [order.number for order in paid_so]
            talk.memory.order = None
            return None
        step = super().check(talk, known)
        if step is None:
            known["orders"] = [known["order"]]
        return step

    def _check_numbers(self, talk: "Talk", known: Known) -> Refusal | None:
        """All that were named by their numbers; what cannot be is told of each, and stops nothing of the others."""
        known.pop("order_number", None)
        checked = {number: self._refusal_of(talk, number) for number in known.pop("numbers")}
        refused = [refusal for refusal in checked.values() if refusal is not None]
        orders = [talk.order(number) for number, refusal in checked.items() if refusal is None]
        if not any(orders):
            return refused[-1]
        for refusal in refused:
            talk.say(refusal.response, **refusal.values)
        known["orders"] = list(dict.fromkeys(order.number for order in orders if order is not None))
        talk.memory.order = known["orders"][0] if len(known["orders"]) == 1 else None
        return None

    def _refusal_of(self, talk: "Talk", number: str) -> Refusal | None:
        order = talk.order(number)
        return Refusal("utter_order_unknown", {"order_number": number}) if order is None else self.refusal(talk, order)

    def _meant_by_all(self, talk: "Talk", known: Known) -> list[Order]:
        """Those with an article that was named, or all of them; without those of which something is left out."""
        told = tell(known["words"], (line.name for line in talk.lines))
        left_out = frozenset().union(*(mention.names for mention in told.mentions if mention.is_left_out))
        orders = [order for order in self.candidates(talk) if not any(line.name in left_out for line in order.lines)]
        if left_out and all(mention.is_left_out for mention in told.mentions):
            return orders
        return [order for order in orders if order.mentions(known["words"])] or orders_paid_with(known["words"], orders) or orders


def chosen_orders(talk: "Talk", known: Known) -> list[Order]:
    """The orders that this need settled on."""
    orders = (talk.order(number) for number in known.get("orders", ()))
    return [order for order in orders if order is not None]
