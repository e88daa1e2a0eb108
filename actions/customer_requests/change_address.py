"""Sending pending orders to another address."""

from typing import TYPE_CHECKING

from actions.needs.address import NewAddress
from actions.needs.confirmation import Confirmation
from actions.needs.identity import Identity
from actions.needs.order import customer_id
from actions.needs.pending_orders import PendingOrders, chosen_orders
from actions.request import Known, Question, Refusal, Request
from actions.values import bullets
from actions.wording import address_line, order_in_words
from bot.services.order_changes import OrderChangeResult, change_order_address
from bot.shop.address import Address
from bot.shop.order import Order
from bot.support.handoff import HandoffReason

if TYPE_CHECKING:
    from actions.talk import Talk


class OrdersToSend(PendingOrders):
    def refusal(self, talk: "Talk", order: Order) -> Refusal | None:
        return None if order.is_pending else Refusal("utter_address_too_late", {"order_number": order.number})

    def nothing_to_choose(self, talk: "Talk") -> Refusal:
        return Refusal("utter_no_order_to_change")


class DeliveryAddress(NewAddress):
    def replaced(self, talk: "Talk", known: Known) -> Address | None:
        return next((order.address for order in chosen_orders(talk, known)), None)

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        step = super().check(talk, known)
        if step is None and not _orders_to_change(talk, known):
            return Refusal("utter_address_same", {"address": address_line(Address(**known["address"]))})
        return step


class AddressConfirmation(Confirmation):
    def terms_of(self, known: Known) -> list[object]:
        return [known.get("orders"), known.get("address")]

    def listing(self, talk: "Talk", known: Known) -> Question:
        orders = [order_in_words(order) for order in _orders_to_change(talk, known)]
        return Question(
            "utter_confirm_address", {"orders": bullets(orders), "address": address_line(Address(**known["address"]))}
        )


class ChangeAddress(Request):
    name = "change_address"
    needs = (Identity(), OrdersToSend(), DeliveryAddress(), AddressConfirmation())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        turn = talk.turn
        address = Address(**known["address"])
        results = {
            change_order_address(turn.db, customer_id(talk), order.number, address, key=turn.message_id, now=turn.now)
            for order in _orders_to_change(talk, known)
        }
        if results != {OrderChangeResult.DONE}:
            # The store changed since the list was shown; the customer said yes to something else.
            talk.say("utter_change_failed")
            talk.hand_over(HandoffReason.NOT_COVERED)
            return
        talk.memory.address = known["address"]
        talk.say("utter_address_done", address=address_line(address))
        talk.close("utter_anything_else")


def _orders_to_change(talk: "Talk", known: Known) -> list[Order]:
    """Those that do not go there already."""
    return [order for order in chosen_orders(talk, known) if order.address != Address(**known["address"])]
