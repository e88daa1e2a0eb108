"""Which of the customer's orders is meant."""

from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.request import Choice, Known, Need, Question, Refusal
from bot.shop.order import Order
from bot.shop.order_words import speaks_of_order
from bot.shop.orders_meant import orders_meant

if TYPE_CHECKING:
    from actions.talk import Talk

# More buttons than these are no help; the customer can still name any other order.
MAX_OFFERED = 5
# Values of the entity `reference`: the order that was talked about last, or another.
SAME, OTHER = "same", "other"


class WhichOrder(Need):
    """An order by number, by 'my last one', by what was in it, or chosen from a list."""

    name = "order"
    # Whether words that speak of no order go on about the last one: "what's the tracking number?"
    goes_on = False

    def candidates(self, talk: "Talk") -> list[Order]:
        """The orders that can be meant when none is named, newest first."""
        return talk.orders

    def refusal(self, talk: "Talk", order: Order) -> Refusal | None:
        """Why the request cannot be about this order."""
        return None

    def unnamed(self, talk: "Talk", orders: list[Order]) -> Order | None:
        """The order of these that is meant where nothing was said of it."""
        return orders[0] if len(orders) == 1 else None

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        known.setdefault("words", heard.text)
        number = heard.order_number(asked)
        if number is not None:
            known.pop("order", None)
            known["order_number"] = number
            return True
        if "order" in known:
            return self._hear_another(talk, known, heard)
        if asked:
            return self._hear_choice(talk, known, heard)
        for hint in ("recency", "reference"):
            known[hint] = known.get(hint) or heard.first(hint)
        return False

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        if "order" in known:
            return None
        order = self._named(talk, known)
        if order is None:
            return self._choose(talk, known)
        talk.memory.order = order.number
        refusal = self.refusal(talk, order)
        if refusal is None:
            known["order"] = order.number
        return refusal

    def _hear_another(self, talk: "Talk", known: Known, heard: Heard) -> bool:
        """Whether the words leave the chosen order for one that has what they name."""
        if heard.is_aside:
            return False
        says_no = heard.intent == "deny" or heard.is_objection
        if says_no and heard.first("reference") == OTHER and len(known.get("orders", ())) <= 1:
            # "No, the other order."
            talk.memory.order = known.pop("order")
            known["words"], known["reference"] = heard.text, OTHER
            return True
        if chosen_order(talk, known).mentions(heard.text):
            return False
        if not any(order.mentions(heard.text) for order in self.candidates(talk)):
            return False
        known.pop("order")
        known["words"] = heard.text
        return True

    def _hear_choice(self, talk: "Talk", known: Known, heard: Heard) -> bool:
        offered: list[str] = known.get("offered", [])
        place = next(iter(heard.places(asked=True)), None)
        if heard.first("recency"):
            known["recency"] = heard.first("recency")
            return True
        if place is not None and (number := _at_place(offered, place)) is not None:
            known["order_number"] = number
            return True
        if heard.is_aside and not heard.is_statement:
            return False
        if orders_with(talk, heard.text):
            known["words"] = heard.text
            return True
        known["reference"] = heard.first("reference") if talk.memory.order else None
        return known["reference"] is not None

    def _named(self, talk: "Talk", known: Known) -> Order | None:
        """The order that the customer's words single out."""
        number = known.pop("order_number", None)
        if number is not None:
            order = talk.order(number)
            if order is None:
                talk.say("utter_order_unknown", order_number=number)
            return order
        orders = self._thinkable(talk, known)
        if known.pop("recency", None) and orders and orders[0].placed_at is not None:
            return orders[0]
        mentioned = orders_meant(known["words"], orders)
        if mentioned:
            spoken_of = [order for order in mentioned if order.number == talk.memory.order and known.get("reference") == SAME]
            return spoken_of[0] if spoken_of else self.unnamed(talk, mentioned)
        elsewhere = orders_with(talk, known["words"])
        if elsewhere:
            # Nothing can be done about it, and the refusal tells why.
            return elsewhere[0]
        if known.get("reference") == SAME and talk.memory.order is not None:
            return talk.order(talk.memory.order)
        return self._gone_on_about(talk, known, orders) or self.unnamed(talk, orders)

    def _gone_on_about(self, talk: "Talk", known: Known, orders: list[Order]) -> Order | None:
        if not self.goes_on or speaks_of_order(known["words"]) or known.get("reference") == OTHER:
            return None
        return next((order for order in orders if order.number == talk.memory.order), None)

    def _choose(self, talk: "Talk", known: Known) -> Question | Refusal:
        orders = self._thinkable(talk, known)
        if not orders:
            return self.nothing_to_choose(talk, known)
        mentioned = [order for order in orders if order.mentions(known["words"])]
        offered = (mentioned or orders)[:MAX_OFFERED]
        known["offered"] = [order.number for order in offered]
        return Question(
            "utter_ask_which_order", choices=[Choice.answer(order.title, "order_number", order.number) for order in offered]
        )

    def _thinkable(self, talk: "Talk", known: Known) -> list[Order]:
        orders = self.candidates(talk)
        others = [order for order in orders if order.number != talk.memory.order]
        return others if known.get("reference") == OTHER and others else orders

    def nothing_to_choose(self, talk: "Talk", known: Known) -> Refusal:
        return Refusal("utter_no_orders")


class OrderIfNamed(WhichOrder):
    """For what can be told of one order or of all: none need be named, and nothing is asked."""

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        known.setdefault("by_number", heard.order_number(asked=False) is not None)
        return super().hear(talk, known, heard, asked)

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        order = self._named(talk, known) if "order" not in known else None
        if order is not None:
            talk.memory.order = known["order"] = order.number
        return None


def customer_id(talk: "Talk") -> str:
    """The proved customer's; needs after the identity may rely on it."""
    found = talk.turn.conversation.customer_id
    if found is None:
        raise LookupError("the customer has not been identified")
    return found


def chosen_order(talk: "Talk", known: Known) -> Order:
    """The order that this need settled on."""
    order = talk.order(known["order"])
    if order is None:
        raise LookupError(f"order {known['order']} is no longer the customer's")
    return order


def orders_with(talk: "Talk", text: str) -> list[Order]:
    """The customer's orders, newest first, with an article that the text names; none while it is not known who they are."""
    return [order for order in talk.orders if order.mentions(text)]


def _at_place(offered: list[str], place: str) -> str | None:
    """The choice at '1', '2', ... or 'last'."""
    if not offered:
        return None
    if place == "last":
        return offered[-1]
    index = int(place) - 1
    return offered[index] if index < len(offered) else None
