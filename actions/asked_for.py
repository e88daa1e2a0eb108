"""Which requests a message asks for: by its intent, and where intents are too alike, by its words."""

import re
from typing import TYPE_CHECKING

from actions.customer_requests import ASKED_FOR_BY, REQUESTS
from actions.customer_requests.change_address import ChangeAddress
from actions.customer_requests.change_own_address import ChangeOwnAddress
from actions.heard import LIKELY_ENOUGH, Heard
from actions.needs.address import NewAddress, meant_address
from actions.spoken_of import lines_named
from bot.services.catalogue import names_said
from bot.shop.address_words import read_address
from bot.shop.order_words import speaks_of_order
from bot.shop.orders_meant import orders_meant
from bot.shop.payment_words import methods_named
from bot.shop.words.addresses import Whose, address_words, asks_where_to
from bot.shop.words.changes import goes_on, speaks_also, speaks_of_cancelling, speaks_of_returning
from bot.shop.words.own import speaks_of_money_back

if TYPE_CHECKING:
    from actions.talk import Talk

BY_OWNER = {Whose.ORDERS: ChangeAddress.name, Whose.OWN: ChangeOwnAddress.name}
# "and in my account too" is taken for any of these.
VAGUE = {"inform", "affirm", "nlu_fallback", "out_of_scope", "ask_own_data", "edit_account", "delete_account", "create_account"}
VAGUE |= {"switch_account", "change_order", "list_orders"}


PAYMENT, TRACK_REFUND, TRACK_ORDER, LIST_ORDERS = "change_payment", "track_refund", "track_order", "list_orders"
REFUNDING = {"start_return", "cancel_order"}
PAID = re.compile(r"(?i)\b(?:pa(?:y|id|ying)|spen[dt]|spending|costs?)\b")
UNCLEAR = {"inform", "nlu_fallback", "out_of_scope"}
# Taken together this likely, the readings as a change of some address are one.
LIKELY = 0.5


def requests_asked_for(talk: "Talk", heard: Heard) -> list[str]:
    """Their names, in the order in which they are to be settled; none where the message asks for nothing that we settle."""
    name = TRACK_REFUND if _asks_what_comes_back(talk, heard) else ASKED_FOR_BY.get(heard.intent)
    if name == TRACK_ORDER and not heard.is_pressed and asks_where_to(heard.text):
        name = LIST_ORDERS
    is_new = _is_free(talk, heard) and (_goes_on(talk, heard) or _is_change_of_address(talk, heard))
    if not heard.is_pressed and (name in BY_OWNER.values() or is_new):
        by_words = [BY_OWNER[whose] for whose in address_words(heard.text).whose]
        return by_words or ([name] if name else [])
    if name is None and _asks_the_same(talk, heard):
        return [talk.memory.request or ""]
    return [name] if name else []


def _asks_what_comes_back(talk: "Talk", heard: Heard) -> bool:
    """ "And what is that in total?", when something was just cancelled or sent back."""
    if heard.intent == "cancel_order" and not heard.is_pressed and speaks_of_money_back(heard.text):
        # "What did I get back for the cancelled one?"
        return not speaks_of_cancelling(heard.text)
    is_open = talk.agenda.top is not None or heard.is_pressed or talk.memory.settled not in REFUNDING
    if is_open or heard.intent not in {"ask_order_total", "ask_price"} or heard.order_numbers:
        return False
    says_else = speaks_of_order(heard.text) or PAID.search(heard.text) or names_said(talk.turn.db, heard.text)
    return not says_else


def _asks_the_same(talk: "Talk", heard: Heard) -> bool:
    """Whether it asks what was asked last of another article, order or payment method: "and the phone, in the other order"."""
    kind = REQUESTS.get(talk.memory.request or "")
    is_open = talk.agenda.top is not None or heard.is_pressed
    if is_open or kind is None or not kind.is_listed() or heard.intent not in UNCLEAR:
        return False
    customer = talk.customer
    if kind.name == PAYMENT and customer is not None and methods_named(heard.text, customer.payment_methods):
        return True
    names_one = bool(heard.order_numbers or lines_named(talk, heard.text) or orders_meant(heard.text, talk.orders))
    return names_one and goes_on(heard.text)


def _is_free(talk: "Talk", heard: Heard) -> bool:
    """Whether no request is open that an address may belong to, or that its no leaves."""
    top = talk.agenda.top
    return top is None or (heard.is_objection and not any(need.name == NewAddress.name for need in REQUESTS[top.name].needs))


def _goes_on(talk: "Talk", heard: Heard) -> bool:
    is_settled = talk.memory.settled in BY_OWNER.values()
    return is_settled and heard.intent in VAGUE and speaks_also(heard.text)


def _is_likely(heard: Heard) -> bool:
    """Whether a change of some address is among the likely readings."""
    return any(
        ASKED_FOR_BY.get(guess["name"]) in BY_OWNER.values() and guess["confidence"] >= LIKELY_ENOUGH for guess in heard.guesses
    )


def _is_change_of_address(talk: "Talk", heard: Heard) -> bool:
    """Whether a message that is not understood is one all the same: by an address in it, or by what it was nearly taken for."""
    words = address_words(heard.text)
    if heard.intent == "start_return" and not heard.is_pressed and words.goes_to_known and not speaks_of_returning(heard.text):
        # "The kettle shouldn't go there any more, send it home."
        return True
    if heard.intent not in UNCLEAR:
        return False
    if words.goes_to_known and _is_likely(heard):
        return True
    if Whose.ORDERS in words.whose and heard.is_statement and meant_address(talk, {"address_words": heard.text}) is not None:
        # "Send both to Willow Lane": to where another one goes, or they live.
        return True
    readings = (guess["confidence"] for guess in heard.guesses if ASKED_FOR_BY.get(guess["name"]) in BY_OWNER.values())
    return sum(readings) >= LIKELY or read_address(heard.text, among_words=True).is_whole
