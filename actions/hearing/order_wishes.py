"""What is asked or wanted of orders in words that are easily taken for something else."""

import re
from typing import TYPE_CHECKING

from actions.hearing.address_wishes import DIRECTS
from actions.hearing.heard import Heard
from actions.hearing.intents import (
    ADDRESS,
    ADDRESSES,
    ASKED_OF_OWN,
    CANCEL,
    DELIVERY,
    EXCHANGE,
    NOT_UNDERSTOOD,
    PAYMENT,
    PRICE,
    PRODUCT,
    REFUNDED,
    RETURN,
    UNSURE,
)
from actions.hearing.order_questions import asks_for_sum_of_all, asks_what_is_in
from actions.hearing.spoken_of import lines_named, speaks_of_articles
from bot.services.catalogue import names_said
from bot.shop.address_words import read_address
from bot.shop.order import OrderStatus
from bot.shop.order_words import speaks_of_order
from bot.shop.orders_meant import status_said
from bot.shop.payment_words import asks_what_comes_to, puts_on_method
from bot.shop.words.addresses import Whose, address_words, asks_where_it_went, is_to_go
from bot.shop.words.changes import asks_if_cancelled, speaks_of_cancelling, speaks_of_returning
from bot.shop.words.own import asks_for_tracking_number, speaks_of_money_back, speaks_of_own, speaks_of_saving
from bot.shop.words.phrases import read
from bot.shop.words.prices import asks_price

if TYPE_CHECKING:
    from actions.talk import Talk

TRACK_ORDER, LIST_ORDERS, SUM, DELIVERY_PROBLEM = "track_order", "list_orders", "ask_order_total", "report_delivery_problem"
REFUND = "track_refund"
OWN_ADDRESS = "change_own_address"
TAKEN_FOR_ADDRESS = UNSURE | {TRACK_ORDER, LIST_ORDERS, DELIVERY_PROBLEM}
TAKEN_FOR_PAYMENT = UNSURE | {"ask_payment_methods", "report_payment_problem", TRACK_ORDER}
TAKEN_FOR_SAVING = UNSURE | ASKED_OF_OWN | {"ask_promotion", "ask_capabilities"}
TAKEN_FOR_COST = UNSURE | {PRICE, PRODUCT, "ask_stock"}
# "What did it cost me?", "tell me what the kettle cost again"
HAS_COST = re.compile(
    r"(?i)\b(?:what|how much)\b(?! (?:would|will|could|might)\b)[^.;!?]{0,40}?"
    r"\b(?:did\b[^.;!?]{0,30}?\b(?:cost|pay|set (?:me|us) back)"
    r"|cost (?:me|us|again|back then))\b"
    r"|\b(?:how much|what) (?:was|were) (?:it|that|they|the|my)\b[^.;!?]{0,30}?\b(?:again|when i (?:bought|ordered))\b"
)
TAKEN_FOR_PRICE = frozenset([NOT_UNDERSTOOD, "out_of_scope", "ask_cancellation_fee"])
# "Undo that", of an address.
TAKEN_FOR_UNDOING = UNSURE | {RETURN, "cancel_order", "change_order", TRACK_ORDER}
SENT_THERE = re.compile(
    r"(?i)\b(?:send|sent|ship|shipped|deliver|delivered|go|come|redirect\w*|rerout\w*)\b[^.;!?]{0,20}\bthere\b"
)
# "Can you reroute it to Denver?", "divert the parcel to my sister"
REROUTES = re.compile(
    r"(?i)\b(?:re-?rout(?:e|ed|ing)|re-?direct(?:ed|ing)?|divert(?:ed|ing)?)\b[^.;!?]{0,40}?"
    # Not money: "redirect the refund to my PayPal".
    r"\bto (?!(?:me|you|them)\b|(?:(?:my|the|a|an|our) )?(?:\w+ )?(?:card|paypal|visa|mastercard|amex|account|bank)\b)\w"
)
# "Could it come to my home in Reno?", "can you send my order to the address on file"; not "do you deliver to my home?".
_IT = (
    r"(?:it|that|this|them|those|these|everything|both|(?:the|my|that|this)(?: other)?(?: \w+){1,3}?"
    r"|(?:(?:my |the )?(?:order|number) )*#?[A-Za-z]{0,3}-?\d{4,})"
)
_NICELY = r"(?: (?:please|maybe|perhaps|possibly|just|also|instead|still|rather))*"
SEND_IT = re.compile(
    rf"(?i)\b(?:can|could|would|will) (?:you|u|we|somebody|someone){_NICELY}"
    rf" (?:send|ship|deliver|redirect|reroute|forward|bring) {_IT} [^.;!?]*"
    rf"|\b(?:can|could|may) (?:i|we){_NICELY} (?:have|get) {_IT}"
    r" (?:sent|shipped|delivered|redirected|rerouted|forwarded) [^.;!?]*"
    rf"|\bpossible (?:for you )?to (?:have|get|send|ship|deliver|redirect|reroute|forward) {_IT} [^.;!?]*"
    rf"|\b(?:can|could|may) {_IT}{_NICELY} (?:come|go|be (?:sent|shipped|delivered|redirected|rerouted|forwarded)) [^.;!?]*"
)
# What sending costs, and how long it takes, is asked in general.
HOW_FAST = re.compile(
    r"(?i)\b(?:by (?!mistake\b)\w+|before|until|till|today|tomorrow|tonight|express|faster|sooner|quicker|when|how|free|extra"
    r"|charge|cost\w*)\b"
)
# "One is coming here already, where are the others?"
WHERE_OR_WHEN = re.compile(
    r"(?i)\b(?:where(?:['\u2019]?s| is| are| have| did)|when (?:do|does|will|are|is)) (?:(?:the|my|all|both|any|those|of) )*"
    r"(?:others?|rest|remaining)\b"
)
MONEY_PAID = re.compile(r"(?i)\b(?:i|we|ive|i['\u2019]ve|that was|was) (?:\w+ )?(?:paid|bought|ordered)\b")


def of_orders(talk: "Talk", heard: Heard) -> str | None:
    """The request, if it comes to one of these."""
    return None if heard.is_pressed else _wanted(talk, heard) or _asked(talk, heard)


def _wanted(talk: "Talk", heard: Heard) -> str | None:
    if _undoes_address(talk, heard):
        return talk.memory.settled if talk.memory.settled in ADDRESSES else ADDRESS
    if _sends_elsewhere(heard):
        return ADDRESS
    if _asks_what_cancelling_brings(talk, heard):
        return CANCEL
    if _sets_own_address(heard):
        return OWN_ADDRESS
    return PAYMENT if _puts_on_method(talk, heard) else None


def _asked(talk: "Talk", heard: Heard) -> str | None:
    if heard.intent in UNSURE and asks_for_tracking_number(heard.text):
        return TRACK_ORDER
    if _asks_where_it_went(talk, heard) or asks_what_is_in(talk, heard):
        return LIST_ORDERS
    if _asks_what_came_back(heard) or asks_for_sum_of_all(talk, heard):
        return REFUND
    if _asks_what_it_saves(talk, heard) or _asks_what_it_cost(talk, heard):
        return SUM
    # "No cancellation then. What is the rate of the bulb?"
    is_of_price = heard.intent in TAKEN_FOR_PRICE and asks_price(heard.text)
    return PRICE if is_of_price and names_said(talk.turn.db, heard.text) else None


def asks_of_refunds(talk: "Talk", heard: Heard) -> bool:
    """'What turns up on my Visa, and what on the gift card?', when something was cancelled, sent back or changed in this talk."""
    is_asked = talk.memory.settled in REFUNDED and not heard.is_statement and not heard.order_numbers
    return is_asked and talk.agenda.top is None and asks_what_comes_to(heard.text)


def _undoes_address(talk: "Talk", heard: Heard) -> bool:
    """'Undo that one, it should go back to the address it had', where this talk has changed it."""
    if heard.intent not in TAKEN_FOR_UNDOING or not talk.memory.former_addresses:
        return False
    says_address = re.search(r"(?i)\baddress\b", heard.text) or talk.memory.settled in ADDRESSES
    return bool(says_address) and address_words(heard.text).is_former


def _sends_elsewhere(heard: Heard) -> bool:
    """'My lamp is on its way to Reno, and it should come to my home address.'"""
    is_else = speaks_of_cancelling(heard.text) or speaks_of_returning(heard.text)
    if is_else or not _may_be_of_address(heard):
        return False
    is_sent = SENT_THERE.search(heard.text) or is_to_go(heard.text) or _asks_to_send(heard.text)
    if is_sent and read_address(heard.text, among_words=True).is_whole:
        # "Her new address is 5 Elm Road, Reno, NV 89501. Could you have it sent there?", "all should go to 5 Elm Road, ..."
        return True
    is_for_others = address_words(heard.text).is_for_others and not WHERE_OR_WHEN.search(heard.text)
    if REROUTES.search(heard.text) or is_for_others:
        # "One of my orders has the Austin address already, could the others get it, too?"
        return True
    if not address_words(heard.text).goes_to_known:
        return False
    return (heard.is_statement and is_to_go(heard.text)) or _asks_to_send(heard.text)


def _may_be_of_address(heard: Heard) -> bool:
    """Whether it is taken for something that who sends an article elsewhere may be taken for."""
    if heard.intent in TAKEN_FOR_ADDRESS or (heard.intent == DELIVERY and _asks_to_send(heard.text)):
        return True
    # "My lamp is on its way to Reno. I'd prefer to have it sent home."
    return heard.intent in {DELIVERY, PRODUCT} and heard.is_statement and is_to_go(heard.text)


def _asks_to_send(text: str) -> bool:
    """'Could it come to my home in Reno?', 'can W-1 go to 5 Elm Road, Reno, NV 89501?': puts a wish as a question"""
    asked = [match.group() for match in SEND_IT.finditer(text) if not HOW_FAST.search(match.group())]
    return any(address_words(one).goes_to_known or read_address(one, among_words=True).is_whole for one in asked)


def _asks_what_cancelling_brings(talk: "Talk", heard: Heard) -> bool:
    """'If I cancelled it, what would I get back?': the listing tells, and asks before anything is done."""
    if heard.intent not in UNSURE | {RETURN, CANCEL} or not asks_if_cancelled(heard.text):
        return False
    is_named = speaks_of_order(heard.text) or speaks_of_articles(talk, heard)
    return is_named and speaks_of_money_back(heard.text)


def _sets_own_address(heard: Heard) -> bool:
    """'Could you put that down as my main address? You find it on my other order.'"""
    is_taken = heard.intent in TAKEN_FOR_ADDRESS and bool(heard.likely & ADDRESSES)
    return is_taken and address_words(heard.text).whose == (Whose.OWN,) and bool(DIRECTS.search(heard.text))


def _puts_on_method(talk: "Talk", heard: Heard) -> bool:
    """'What I paid with PayPal, can you put that on my Visa?', and not 'can I pay with a gift card?'."""
    if heard.intent not in TAKEN_FOR_PAYMENT or not puts_on_method(heard.text) or speaks_of_returning(heard.text):
        return False
    is_of_order = heard.order_numbers or speaks_of_order(heard.text) or MONEY_PAID.search(heard.text)
    return bool(is_of_order or lines_named(talk, heard.text)) or talk.memory.settled == PAYMENT


def _asks_where_it_went(talk: "Talk", heard: Heard) -> bool:
    """'I had a lamp sent to my son. Which address did that go to?'"""
    if heard.intent not in UNSURE or heard.is_statement or not asks_where_it_went(heard.text):
        return False
    is_named = lines_named(talk, heard.text) or names_said(talk.turn.db, heard.text) or speaks_of_order(heard.text)
    return bool(is_named) or talk.memory.order is not None


def _asks_what_it_saves(talk: "Talk", heard: Heard) -> bool:
    """'And what does that save me?', when articles were just changed."""
    is_taken = heard.intent in TAKEN_FOR_SAVING and talk.memory.settled == EXCHANGE
    return is_taken and speaks_of_saving(heard.text) and not names_said(talk.turn.db, heard.text)


def _asks_what_came_back(heard: Heard) -> bool:
    """'I had an order that was cancelled. How much came back for that one?'"""
    is_taken = heard.intent in UNSURE and not heard.is_statement and not asks_if_cancelled(heard.text)
    states = status_said(read(heard.text).plain)
    return is_taken and states == {OrderStatus.CANCELLED} and speaks_of_money_back(heard.text)


def _asks_what_it_cost(talk: "Talk", heard: Heard) -> bool:
    """'What did the kettle cost me?', of one that they have: no matter what it would cost today."""
    if heard.intent not in TAKEN_FOR_COST or heard.order_numbers or not HAS_COST.search(heard.text):
        return False
    return bool(lines_named(talk, heard.text) or (speaks_of_own(heard.text) and names_said(talk.turn.db, heard.text)))
