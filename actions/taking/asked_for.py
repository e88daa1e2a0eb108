"""Which requests a message asks for: by its intent, and where intents are too alike, by its words."""

import re
from typing import TYPE_CHECKING

from actions.customer_requests import ASKED_FOR_BY, REQUESTS
from actions.customer_requests.change_address import ChangeAddress
from actions.customer_requests.change_own_address import ChangeOwnAddress
from actions.hearing.address_wishes import DIRECTS
from actions.hearing.heard import Heard
from actions.hearing.intents import (
    CHANGE,
    DELIVERY,
    NOT_UNDERSTOOD,
    PAYMENT,
    REFUNDED,
    REFUNDING,
    RETURN,
    TRACK_REFUND,
)
from actions.hearing.spoken_of import lines_named
from actions.needs.address import NewAddress, meant_address
from bot.services.catalogue import names_said
from bot.shop.address_words import read_address
from bot.shop.order_words import speaks_of_order
from bot.shop.orders_meant import orders_meant
from bot.shop.payment_words import methods_named
from bot.shop.words.addresses import AddressWords, Whose, address_words, asks_where_to
from bot.shop.words.changes import asks_if_cancelled, goes_on, speaks_also, speaks_of_cancelling, speaks_of_returning
from bot.shop.words.own import speaks_of_money_back

if TYPE_CHECKING:
    from actions.talk import Talk

BY_OWNER = {Whose.ORDERS: ChangeAddress.name, Whose.OWN: ChangeOwnAddress.name}
# "and in my account too" is taken for any of these.
VAGUE = {"inform", "affirm", "nlu_fallback", "out_of_scope", "ask_own_data", "edit_account", "delete_account", "create_account"}
VAGUE |= {"switch_account", "change_order", "list_orders"}

TRACK_ORDER, LIST_ORDERS = "track_order", "list_orders"
SPENDING = "ask_order_total"
OF_ORDERS = {TRACK_ORDER, LIST_ORDERS}
# "What will I get back for the two of them?" is taken for any of these.
ASKED_OF_MONEY = {"nlu_fallback", "out_of_scope", "start_return", "request_refund", "ask_refund_policy", "ask_payment_methods"}
ASKED_FOR_SUM = {SPENDING, "ask_price"}
PAID = re.compile(r"(?i)\b(?:pa(?:y|id|ying)|spen[dt]|spending|costs?)\b")
HOW_MUCH = re.compile(r"(?i)\b(?:how much|what (?:sum|amount|total|money)|what(?:['\u2019]?s| is| will| do| did| would| am)\b)")
# "When will the money be there?", "will it be on my card today?"; how long a refund takes is asked of the shop in general.
WHEN_MONEY = re.compile(
    r"(?i)\b(?:when|how (?:long|soon|fast|quickly))\b[^.;!?]*"
    r"\b(?:money|(?<!\ba )refund(?!s\b)\w*|paid back|back on|(?:see|get|have) it)\b"
    r"|\b(?:money|refund|it)\b[^.;!?]*\b(?:on|in|to) (?:my|the) (?:\w+ )?(?:card|account|paypal)\b[^.;!?]*"
    r"\b(?:today|tomorrow|soon|now|already|this week|by)\b"
    # "Any chance the money is there by Friday?"
    r"|\b(?:chance|hope|will|can|could|would|is|does)\b[^.;!?]*\b(?:money|(?<!\ba )refund)\b[^.;!?]*"
    r"\b(?:by|before|until|till|on|in time for) (?:next |the )?(?:\w+day|tonight|tomorrow|weekend|end of|christmas|\d+)"
)
# "And is the other kettle on its way?" asks, and wants nothing done.
YES_OR_NO = re.compile(r"(?i)^\W*(?:(?:and|also|ok|oh|so|but)\W+)*(?:is|are|was|were|has|have|did|does|do)\b")
# Of what was just sent back or cancelled: "How long will it take?"
HOW_LONG = re.compile(
    r"(?i)^\W*(?:(?:and|ok|okay|so|thanks|great)\W+)*how long (?:will|does|is|would) (?:it|that|this)\b[^.;!?]{0,20}\W*$"
)
UNCLEAR = {"inform", "nlu_fallback", "out_of_scope"}
# Where the address is said to be the one that was spoken of last.
GOES_THERE = re.compile(r"(?i)\b(?:go|goes|sent|send|ship|shipped|deliver|delivered|come) (?:it |them |that )?there\b")
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
    """'And what is that in total?', when something was just cancelled or sent back."""
    if heard.intent == "cancel_order" and not heard.is_pressed and speaks_of_money_back(heard.text):
        # "What did I get back for the cancelled one?"
        return not (speaks_of_cancelling(heard.text) or asks_if_cancelled(heard.text))
    if _asks_of_money(talk, heard):
        return True
    is_open = talk.agenda.top is not None or heard.is_pressed or talk.memory.settled not in REFUNDING
    if is_open or heard.order_numbers or not _asks_for_sum(heard):
        return False
    says_else = speaks_of_order(heard.text) or PAID.search(heard.text) or names_said(talk.turn.db, heard.text)
    return not says_else


def _asks_for_sum(heard: Heard) -> bool:
    """'How much money is that altogether?', of an article or an order."""
    likely = sum(guess["confidence"] for guess in heard.guesses if guess["name"] in ASKED_FOR_SUM)
    return heard.intent in ASKED_FOR_SUM or (heard.intent == NOT_UNDERSTOOD and likely >= LIKELY)


def _asks_of_money(talk: "Talk", heard: Heard) -> bool:
    """'What sum will be returned to my PayPal?', when something was cancelled, sent back or changed in this talk."""
    if heard.is_pressed or talk.agenda.top is not None or talk.memory.settled not in REFUNDED:
        return False
    if talk.memory.settled in REFUNDING and HOW_LONG.match(heard.text):
        return True
    if heard.intent in ASKED_OF_MONEY | {"ask_faq"} and WHEN_MONEY.search(heard.text) and not heard.is_statement:
        return not heard.order_numbers
    is_asked = heard.intent in ASKED_OF_MONEY and bool(HOW_MUCH.search(heard.text))
    return is_asked and speaks_of_money_back(heard.text) and not heard.order_numbers and not _is_of_kept(talk, heard)


def _is_of_kept(talk: "Talk", heard: Heard) -> bool:
    """'What would I get back for the camera?', which neither goes back nor was cancelled."""
    lines = lines_named(talk, heard.text)
    return bool(lines) and not any(line.has_returns or line.order.is_cancelled for line in lines)


def _asks_the_same(talk: "Talk", heard: Heard) -> bool:
    """Whether it asks what was asked last of another article, order or payment method: "and the phone, in the other order"."""
    kind = REQUESTS.get(talk.memory.request or "")
    is_open = talk.agenda.top is not None or heard.is_pressed
    if is_open or kind is None or not (kind.is_listed() or kind.name == SPENDING) or heard.intent not in UNCLEAR:
        return False
    if kind.name == PAYMENT and methods_named(heard.text, talk.payment_methods):
        return True
    if kind.name == SPENDING:
        # "And last year?"
        return heard.first("date") is not None
    if YES_OR_NO.match(heard.text):
        return False
    names_one = bool(heard.order_numbers or lines_named(talk, heard.text) or orders_meant(heard.text, talk.orders))
    return names_one and goes_on(heard.text)


def _is_free(talk: "Talk", heard: Heard) -> bool:
    """Whether no request is open that an address may belong to, or that its no leaves."""
    top = talk.agenda.top
    return top is None or (heard.is_objection and not any(need.name == NewAddress.name for need in REQUESTS[top.name].needs))


def _goes_on(talk: "Talk", heard: Heard) -> bool:
    is_settled = talk.memory.settled in BY_OWNER.values()
    is_of_article = bool(names_said(talk.turn.db, heard.text)) and not GOES_THERE.search(heard.text)
    is_more = speaks_also(heard.text) or (goes_on(heard.text) and Whose.OWN in address_words(heard.text).whose)
    return is_settled and heard.intent in VAGUE and is_more and not is_of_article


def _is_likely(heard: Heard) -> bool:
    """Whether a change of some address is among the likely readings."""
    return any(ASKED_FOR_BY.get(intent) in BY_OWNER.values() for intent in heard.likely)


def _is_taken_for_else(talk: "Talk", heard: Heard, words: AddressWords) -> bool:
    """Whether what was taken for another request says by its words that something is to go to another address."""
    if heard.intent == RETURN and not heard.is_pressed and words.goes_to_known and not speaks_of_returning(words.told):
        # "The kettle shouldn't go there any more, send it home."
        return True
    is_of_own = bool(lines_named(talk, heard.text) or speaks_of_order(heard.text) or names_said(talk.turn.db, heard.text))
    if heard.intent == DELIVERY and words.goes_to_known and _is_likely(heard) and is_of_own:
        # "The lamp that's going to Reno, can you send it to my address in Austin?"
        return True
    if heard.intent in OF_ORDERS and heard.is_statement and words.goes_to_known and _is_likely(heard):
        # "My laptop order, I need it to go to my Reno address, it's on one of my orders."
        return True
    is_of_known = (words.goes_to_known or words.is_of_talk) and _is_likely(heard)
    if heard.intent in {CHANGE, *UNCLEAR} and is_of_known and not names_said(talk.turn.db, heard.text):
        # "Make my daughter's address my default one, then I don't have to change it every time I order something."
        return True
    goes_there = Whose.ORDERS in words.whose and GOES_THERE.search(heard.text)
    # "And whatever hasn't been sent yet has to go there too."
    is_of_talk = goes_there and talk.memory.address is not None and heard.intent in {*UNCLEAR, TRACK_ORDER}
    return bool(is_of_talk) and heard.is_statement


def _sends_to_address(heard: Heard, words: AddressWords) -> bool:
    """'Order W-1 should go to 123 Elm St, Austin, TX 78701.', whatever it is taken for."""
    is_taken = heard.intent in {*UNCLEAR, TRACK_ORDER} and not heard.is_pressed
    sends = is_taken and heard.is_statement and Whose.ORDERS in words.whose and DIRECTS.search(heard.text)
    return bool(sends) and read_address(heard.text, among_words=True).is_whole


def _is_change_of_address(talk: "Talk", heard: Heard) -> bool:
    """Whether a message that is not understood is one all the same: by an address in it, or by what it was nearly taken for."""
    words = address_words(heard.text)
    if _is_taken_for_else(talk, heard, words) or _sends_to_address(heard, words):
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
