"""Changing the customer's own address, where new orders go."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from actions.needs.address import NewAddress, chosen_address
from actions.needs.confirmation import Confirmation
from actions.needs.identity import Identity
from actions.needs.order import customer_id
from actions.request import Known, Question, Refusal, Request
from actions.wording import address_line
from bot.services.own_address import OwnAddressResult, change_own_address, own_address
from bot.shop.address import Address

if TYPE_CHECKING:
    from actions.talk import Talk

# Where the talk's memory keeps what it was before.
OWN = ""


class OwnAddress(NewAddress):
    def replaced(self, talk: "Talk", known: Known) -> Address | None:
        return own_address(talk.turn.db, customer_id(talk))

    def former(self, talk: "Talk", known: Known) -> Address | None:
        before = talk.memory.former_addresses.get(OWN)
        return None if before is None else Address(**before)

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        step = super().check(talk, known)
        if step is None and chosen_address(known) == self.replaced(talk, known):
            return Refusal("utter_address_same", {"address": address_line(chosen_address(known))})
        return step


class OwnAddressConfirmation(Confirmation):
    def terms_of(self, known: Known) -> list[object]:
        return [known.get("address")]

    def listing(self, talk: "Talk", known: Known) -> Question:
        return Question("utter_confirm_own_address", {"address": address_line(chosen_address(known))})


class ChangeOwnAddress(Request):
    name = "change_own_address"
    also = ("set_address",)
    needs = (Identity(), OwnAddress(), OwnAddressConfirmation())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        turn = talk.turn
        before, address = own_address(turn.db, customer_id(talk)), chosen_address(known)
        result = change_own_address(turn.db, customer_id(talk), address, key=turn.message_id, now=turn.now)
        if result is not OwnAddressResult.DONE:
            talk.fail("utter_change_failed")
            return
        talk.memory.address = known["address"]
        if before is not None:
            talk.memory.former_addresses[OWN] = asdict(before)
        talk.say("utter_own_address_done", address=address_line(address))
        talk.close("utter_anything_else")
