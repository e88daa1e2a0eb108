"""A new address: written out, or one that the shop knows already."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING

from actions.heard import Heard
from actions.needs.order import customer_id
from actions.request import Choice, Known, Need, Question, Refusal
from actions.wording import address_line
from bot.services.own_address import own_address
from bot.shop.address import Address
from bot.shop.address_words import AddressSaid, read_address, read_town
from bot.shop.order import Order, normal_order_number

if TYPE_CHECKING:
    from actions.talk import Talk

MAX_OFFERED = 3


class NewAddress(Need):
    """Asks for all of it at once; for the town alone where a street was said that is in another one."""

    name = "address"

    @abstractmethod
    def replaced(self, talk: "Talk", known: Known) -> Address | None:
        """The address in whose place it comes; a street alone is one of the same town."""

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        pressed = heard.first("address")
        if pressed is not None and int(pressed) < len(known.get("addresses", ())):
            known["address"] = known["addresses"][int(pressed)]
            return True
        if heard.is_aside and heard.intent not in TELLING:
            return False
        words = _without_order_numbers(heard)
        said = self._said(known, words, asked)
        if said.line1:
            known["address_said"] = asdict(said)
            known.pop("address", None)
            return True
        known["address_words"] = heard.text
        # Checked anew: who is asked may also name an address that we know.
        return asked and bool(_named(talk, heard.text))

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        if "address" in known:
            return None
        replaced = self.replaced(talk, known)
        said = AddressSaid(**known["address_said"]) if "address_said" in known else AddressSaid()
        if said.line1 and (said.city or said.postcode) and not said.is_whole:
            return Question("utter_ask_town", {"street": said.line1})
        address = self._written(talk, said, replaced) or self._known_one(talk, known, replaced)
        if address is None:
            return self._ask(talk, known, replaced)
        known["address"] = asdict(address)
        return None

    def _said(self, known: Known, words: str, asked: bool) -> AddressSaid:
        earlier = AddressSaid(**known["address_said"]) if "address_said" in known else AddressSaid()
        if asked and earlier.line1 and not earlier.is_whole:
            return earlier.completed(read_town(words))
        return read_address(words, among_words=not asked)

    def _written(self, talk: "Talk", said: AddressSaid, replaced: Address | None) -> Address | None:
        if not said.line1:
            return None
        if replaced is None:
            return said.whole("") if said.is_whole else None
        return said.correcting(replaced)

    def _known_one(self, talk: "Talk", known: Known, replaced: Address | None) -> Address | None:
        """The one that was named by its town or order; else the one that was set before in this talk."""
        named = [address for address in _named(talk, known.get("address_words", "")) if address != replaced]
        if len(named) == 1:
            return named[0]
        if not named and talk.memory.address is not None and Address(**talk.memory.address) != replaced:
            return Address(**talk.memory.address)
        return None

    def _ask(self, talk: "Talk", known: Known, replaced: Address | None) -> Question:
        others = [address for address in _all_known(talk) if address != replaced][:MAX_OFFERED]
        known["addresses"] = [asdict(address) for address in others]
        choices = [Choice.answer(address_line(address), "address", str(place)) for place, address in enumerate(others)]
        return Question("utter_ask_address", choices=choices)


# Intents of messages that bring an address, besides plain answers.
TELLING = {"change_address", "change_own_address", "set_address", "change_order"}


def _all_known(talk: "Talk") -> list[Address]:
    own = own_address(talk.turn.db, customer_id(talk))
    addresses = [own] if own is not None else []
    return list(dict.fromkeys([*addresses, *(order.address for order in talk.orders)]))


def _named(talk: "Talk", words: str) -> list[Address]:
    """The addresses that the words name: by town, or by an order other than the first that they name."""
    if talk.turn.conversation.customer_id is None:
        return []
    plain = f" {words.casefold()} "
    by_order = list(dict.fromkeys(order.address for order in _orders_named(talk, words)))[1:]
    by_town = [address for address in _all_known(talk) if address.city and f" {address.city.casefold()}" in plain]
    return list(dict.fromkeys([*by_order, *by_town]))


def _orders_named(talk: "Talk", words: str) -> Iterator[Order]:
    normal = normal_order_number(words)
    found = [(normal.find(order.normal_number), order) for order in talk.orders if order.normal_number in normal]
    return (order for _, order in sorted(found, key=lambda pair: pair[0]))


def _without_order_numbers(heard: Heard) -> str:
    words = heard.text
    for number in heard.entities.get("order_number", ()):
        words = words.replace(number, "")
    return words
