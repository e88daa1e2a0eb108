"""Sending pending orders to another address."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from actions.customer_requests.change_own_address import ChangeOwnAddress
from actions.hearing.heard import Heard
from actions.needs.address import NewAddress, address_said, chosen_address, meant_address
from actions.needs.confirmation import Confirmation
from actions.needs.identity import Identity
from actions.needs.order import customer_id
from actions.needs.pending_orders import PendingOrders, chosen_orders
from actions.request import Known, Question, Refusal, Request
from actions.values import bullets
from actions.wording import address_line, order_in_words
from bot.services.order_changes import OrderChangeResult, change_order_address
from bot.shop.address import Address
from bot.shop.order import Order, normal_order_number
from bot.shop.words.addresses import Whose, address_words
from bot.shop.words.places import street_of, town_meant

if TYPE_CHECKING:
    from actions.talk import Talk


class OrdersToSend(PendingOrders):
    """What only tells where the new address is found names no order to change."""

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        words = address_words(heard.text)
        said = {name: values for name, values in heard.entities.items() if name != "order_number"}
        numbers = [number for number in heard.entities.get("order_number", ()) if not _is_in(number, words.found_in)]
        said |= {"order_number": numbers} if numbers else {}
        said |= {"extent": ["all"]} if words.are_several and not numbers else {}
        return super().hear(talk, known, replace(heard, text=words.told, entities=said), asked)

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        step = super().check(talk, known)
        said = address_said(known)
        if isinstance(step, Refusal) and said.is_whole:
            # "Then put that address in my account."
            home = talk.customer.address if talk.customer is not None else None
            talk.memory.address = asdict(said.whole(home.country if home is not None else ""))
        return step

    def refusal(self, talk: "Talk", order: Order) -> Refusal | None:
        return None if order.is_pending else Refusal("utter_address_too_late", {"order_number": order.number})

    def _thinkable(self, talk: "Talk", known: Known) -> list[Order]:
        """Those that do not go to the meant address already; of a town that is named, if any."""
        orders = super()._thinkable(talk, known)
        meant = meant_address(talk, known)
        elsewhere = [order for order in orders if order.address != meant] or orders
        town = town_meant(known["words"], [order.address.city for order in elsewhere])
        return [order for order in elsewhere if order.address.city == town] or elsewhere

    def _meant_by_all(self, talk: "Talk", known: Known) -> list[Order]:
        """All of them; where only the number of a house is another, those that go to that street."""
        orders, said = super()._meant_by_all(talk, known), address_said(known)
        of_street = [order for order in orders if street_of(order.address.line1) == street_of(said.line1)]
        return (of_street if said.line1 and not said.city else []) or orders

    def nothing_to_choose(self, talk: "Talk", known: Known) -> Refusal:
        """An address that is written and said of no order can still be the customer's own."""
        if "address_said" not in known or Whose.ORDERS in address_words(known["words"]).whose:
            return Refusal("utter_no_order_to_change")
        said = {name: known[name] for name in ("address_said", "address_words")}
        return Refusal("utter_only_own_address", closing=None, remains=ChangeOwnAddress.name, instead_known=said)


class DeliveryAddress(NewAddress):
    def replaced(self, talk: "Talk", known: Known) -> Address | None:
        return next((order.address for order in chosen_orders(talk, known)), None)

    def former(self, talk: "Talk", known: Known) -> Address | None:
        before = (talk.memory.former_addresses.get(order.number) for order in chosen_orders(talk, known))
        return next((Address(**address) for address in before if address is not None), None)

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        step = super().check(talk, known)
        if step is None and not _orders_to_change(talk, known):
            return Refusal("utter_address_same", {"address": address_line(chosen_address(known))})
        return step


class AddressConfirmation(Confirmation):
    def terms_of(self, known: Known) -> list[object]:
        return [known.get("orders"), known.get("address")]

    def listing(self, talk: "Talk", known: Known) -> Question:
        orders = [order_in_words(order) for order in _orders_to_change(talk, known)]
        return Question("utter_confirm_address", {"orders": bullets(orders), "address": address_line(chosen_address(known))})


class ChangeAddress(Request):
    name = "change_address"
    needs = (Identity(), OrdersToSend(), DeliveryAddress(), AddressConfirmation())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        turn = talk.turn
        address, orders = chosen_address(known), _orders_to_change(talk, known)
        before = {order.number: asdict(order.address) for order in orders}
        results = {
            change_order_address(turn.db, customer_id(talk), order.number, address, key=turn.message_id, now=turn.now)
            for order in orders
        }
        if results != {OrderChangeResult.DONE}:
            talk.fail("utter_change_failed")
            return
        talk.memory.address = known["address"]
        talk.memory.former_addresses |= before
        talk.say("utter_address_done", address=address_line(address))
        talk.close("utter_anything_else")


def _orders_to_change(talk: "Talk", known: Known) -> list[Order]:
    """Those that do not go there already."""
    return [order for order in chosen_orders(talk, known) if order.address != chosen_address(known)]


def _is_in(number: str, words: str) -> bool:
    return normal_order_number(number) in normal_order_number(words)
