"""A new address: written out, or one that the shop knows already."""

from abc import abstractmethod
from dataclasses import asdict
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.needs.order import customer_id, orders_with
from actions.request import Choice, Known, Need, Question, Refusal
from actions.wording import address_line
from bot.services.own_address import own_address
from bot.shop.address import Address
from bot.shop.address_words import AddressSaid, read_address, read_town
from bot.shop.order import Order, normal_order_number
from bot.shop.words.addresses import AddressWords, address_words
from bot.shop.words.places import names_town, says_street, town_meant

if TYPE_CHECKING:
    from actions.talk import Talk

MAX_OFFERED = 3
# Intents of messages that bring an address, besides plain answers.
TELLING = {"change_address", "change_own_address", "set_address", "change_order"}


class NewAddress(Need):
    """Asks for all of it at once; for the town alone where a street was said that is in another one."""

    name = "address"

    @abstractmethod
    def replaced(self, talk: "Talk", known: Known) -> Address | None:
        """The address in whose place it comes; a street alone is one of the same town."""

    @abstractmethod
    def former(self, talk: "Talk", known: Known) -> Address | None:
        """The address that it was before this talk changed it."""

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        pressed = heard.first("address")
        if pressed is not None and int(pressed) < len(known.get("addresses", ())):
            known["address"] = known["addresses"][int(pressed)]
            return True
        is_first = "address_words" not in known
        if heard.is_aside and heard.intent not in TELLING and not is_first:
            return False
        words = _without_order_numbers(heard)
        said = self._said(known, words, asked)
        if said.line1:
            known["address_said"] = asdict(said)
            known.setdefault("address_words", "")
            # A street alone corrects the address that was listed.
            known["address_listed"] = known.pop("address", known.get("address_listed"))
            return True
        names_one = self._meant(talk, known | {"address_words": heard.text}) is not None
        if is_first or asked or names_one:
            known["address_words"] = heard.text
        if names_one and not is_first:
            # Found anew: it may be another than before.
            known.pop("address", None)
            known.pop("address_said", None)
        return names_one and not is_first

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        if "address" in known:
            return None
        replaced = self.replaced(talk, known)
        said = address_said(known)
        if said.line1 and (said.city or said.region or said.postcode) and not said.is_whole:
            return Question("utter_ask_town", {"street": said.line1})
        listed = Address(**known["address_listed"]) if known.get("address_listed") else None
        address = self._written(talk, said, listed or replaced) or self._known_one(talk, known, replaced)
        if address is None:
            return self._ask(talk, known, replaced)
        known["address"] = asdict(address)
        return None

    def _said(self, known: Known, words: str, asked: bool) -> AddressSaid:
        earlier = address_said(known)
        said = read_address(words, among_words=not asked)
        if asked and earlier.line1 and not earlier.is_whole and not said.is_whole:
            return earlier.completed(read_town(words))
        return said

    def _written(self, talk: "Talk", said: AddressSaid, replaced: Address | None) -> Address | None:
        if not said.line1:
            return None
        if replaced is None:
            return said.whole("") if said.is_whole else None
        return said.correcting(replaced)

    def _known_one(self, talk: "Talk", known: Known, replaced: Address | None) -> Address | None:
        """The one that was meant by where it is found; else the one that was set before in this talk."""
        meant = self._meant(talk, known, replaced)
        if meant is not None or _meant_addresses(talk, known, replaced) or talk.memory.address is None:
            return meant
        latest = Address(**talk.memory.address)
        is_meant = latest != replaced or address_words(known.get("address_words", "")).is_latest
        return latest if is_meant and known.get("addresses") is None else None

    def _meant(self, talk: "Talk", known: Known, replaced: Address | None = None) -> Address | None:
        if address_words(known.get("address_words", "")).is_former and (former := self.former(talk, known)) is not None:
            return former
        return meant_address(talk, known, replaced)

    def _ask(self, talk: "Talk", known: Known, replaced: Address | None) -> Question:
        others = [address for address in _all_known(talk) if address != replaced][:MAX_OFFERED]
        known["addresses"] = [asdict(address) for address in others]
        choices = [Choice.answer(address_line(address), "address", str(place)) for place, address in enumerate(others)]
        return Question("utter_ask_address", choices=choices)


def chosen_address(known: Known) -> Address:
    """The one that this need settled on."""
    return Address(**known["address"])


def address_said(known: Known) -> AddressSaid:
    """What was written of it so far."""
    return AddressSaid(**known.get("address_said", {}))


def _all_known(talk: "Talk") -> list[Address]:
    own = own_address(talk.turn.db, customer_id(talk))
    addresses = [own] if own is not None else []
    return list(dict.fromkeys([*addresses, *(order.address for order in talk.orders)]))


def meant_address(talk: "Talk", known: Known, replaced: Address | None = None) -> Address | None:
    """The one address, of those that the shop knows, that the words mean; None where they mean none or may mean several."""
    meant = _meant_addresses(talk, known, replaced)
    others = [address for address in meant if address != replaced]
    return next((found[0] for found in (meant, others) if len(found) == 1), None)


def _meant_addresses(talk: "Talk", known: Known, replaced: Address | None) -> list[Address]:
    """By whose it is, by the order that has it, or by its town."""
    if talk.customer is None:
        return []
    words = address_words(known.get("address_words", ""))
    addresses = _all_known(talk)
    cities = [address.city for address in addresses]
    town = town_meant(words.told, cities)
    if words.is_own and talk.customer.address is not None:
        # "My home in Denver" may be another than their own address.
        home = town_meant(words.home, cities)
        if home in {None, talk.customer.address.city}:
            return [talk.customer.address]
    by_order = _orders_named(talk, words.found_in) or orders_with(talk, words.found_in)
    if found := list(dict.fromkeys(order.address for order in by_order)) or _of_one_order(talk, words):
        return found
    of_street = [address for address in addresses if says_street(words.told, address.line1)]
    of_town = [address for address in of_street or addresses if address.city == town] or of_street
    in_talk = talk.order(talk.memory.order) if talk.memory.order and words.is_of_talk else None
    if words.is_of_talk and talk.memory.address is not None and Address(**talk.memory.address) not in addresses:
        # Written out a moment ago, for an order that could not go there any more.
        return [Address(**talk.memory.address)]
    if not of_town and in_talk is not None and in_talk.address != replaced:
        return [in_talk.address]
    # Of several to change, one may be the one that has it.
    is_told = words.is_of_order and not (words.is_for_others and len(known.get("orders", ())) > 1)
    return of_town or [address for address in addresses if is_told and address != replaced]


def _of_one_order(talk: "Talk", words: AddressWords) -> list[Address]:
    """'One of my orders has the Austin address already': by its street, or its town."""
    if not words.is_for_others:
        return []
    addresses = list(dict.fromkeys(order.address for order in talk.orders))
    of_street = [address for address in addresses if says_street(words.found_in, address.line1)]
    return of_street or [address for address in addresses if names_town(words.found_in, address.city)]


def _orders_named(talk: "Talk", words: str) -> list[Order]:
    normal = normal_order_number(words)
    return [order for order in talk.orders if order.normal_number in normal]


def _without_order_numbers(heard: Heard) -> str:
    words = heard.text
    for number in heard.entities.get("order_number", ()):
        words = words.replace(number, "")
    return words
