"""A message read again with what its writer has ordered: "make the laptop a 13 inch" asks for an exchange, of whoever has one."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from actions.address_wishes import DIRECTS, OF_ADDRESSES, with_address_wish
from actions.customer_requests import ASKED_FOR_BY
from actions.heard import LIKELY_ENOUGH, Heard
from actions.spoken_of import lines_named, lines_to_change, may_change, speaks_of_articles
from bot.services.catalogue import names_said
from bot.shop.order_words import removes_articles, speaks_of_order
from bot.shop.payment_words import speaks_of_method
from bot.shop.words.changes import (
    Change,
    cancels_only_else,
    change_said,
    speaks_of_cancelling,
    speaks_of_refund,
    speaks_of_returning,
    speaks_of_unnamed,
    speaks_of_unwanted,
    without_declined,
)
from bot.shop.words.own import speaks_of_own
from bot.support.human_words import is_glad_to_talk, names_human

if TYPE_CHECKING:
    from actions.talk import Talk

EXCHANGE, CHANGE, RETURN, CANCEL, HUMAN = "exchange_article", "change_order", "start_return", "cancel_order", "request_human"
PAYMENT, PRODUCT, PRICE = "change_payment", "ask_product", "ask_price"
# What a wish may be taken for where it is put in words that many others have, too.
UNSURE = {"inform", "nlu_fallback", "out_of_scope", "ask_faq"}
TAKEN_FOR_CHANGE = UNSURE | {
    *("ask_product", "ask_stock", "ask_price", "ask_promotion", "place_order", "track_order", "list_orders", "ask_order_total"),
    *("start_return", "set_address", "switch_account", "give_feedback", "report_wrong_article", "write_review"),
    *("ask_delivery_options", "track_refund", HUMAN, PAYMENT),
}
TAKEN_FOR_RETURN = {"nlu_fallback", "out_of_scope", "request_refund", "track_refund", "ask_refund_policy", "ask_faq", PAYMENT}
# "I want my money back for the boots": goes back once they are here.
TAKEN_FOR_REFUND = {"nlu_fallback", "request_refund"}
TAKEN_FOR_CANCELLING = {"nlu_fallback", "out_of_scope", "ask_cancellation_fee", "place_order", "track_order", "list_orders"}
TAKEN_FOR_CANCELLING |= {CHANGE, PAYMENT, "change_address"}
TAKEN_FOR_UNWANTED = UNSURE | {EXCHANGE, CHANGE, PRODUCT, "place_order", "track_order", "list_orders", "ask_price"}
# "The price of the speaker I bought": what is told of an own article is the same, whichever of these it was taken for.
ASKED_OF_OWN = {"ask_product", "ask_price", "ask_stock", "ask_order_total"}
SENTENCES = re.compile(r"(?<=[.!?…])\s+")
# So likely two names of one request must be together.
LIKELY_TOGETHER = 0.6
# "oh, and please": what is left of a wish that only says what must not be done.
FEW_WORDS = 3
# "One more thing before you go."
LEADS_OVER = re.compile(
    r"(?i)\W*(?:(?:and|so|oh|ok|okay|well|also|just|now)\W+)*(?:(?:a|one|another|the|my|two|few|some)\W+)?"
    r"(?:(?:more|last|other|final|quick|small|little|next)\W+)*(?:things?|questions?|requests?|favou?rs?|matters?)"
    r"(?:\W+(?:more|left|before (?:you|i) go|please|i promise|promise|though|actually|for you|today|if i may))*\W*$"
)
# "... And I'd rather pay the difference with PayPal."
DIFFERENCE = re.compile(r"(?i)\b(?:difference|charge whatever|whatever it costs|extra cost|the rest with|any extra)\b")
# "Wait no, exchange it": takes back the wish before it. "Actually the watch, too" does not.
TAKES_BACK = re.compile(
    r"(?i)^\W*(?:(?:oh|hm+|ah|er+|um+|ok|sorry|and|but)\W+)*"
    r"(?:wait,? no|no,? wait|actually,? no|no,? actually|scratch that|or rather|correction"
    r"|on second thoughts?|no,? sorry|hold on,? no|(?:actually |wait,? |no,? )+(?:don['\u2019]?t|do not))\b"
)
TOO = re.compile(r"(?i)\b(?:too|also|as well|besides)\b")


def second_look(talk: "Talk", heard: Heard) -> Heard:
    """The message, or each of its wishes, as the request that it comes to; what must not be done is no wish."""
    if heard.is_pressed:
        return heard
    heard = with_address_wish(heard) if talk.agenda.top is None else heard
    if not heard.wishes:
        return _read_again(talk, heard)
    left = (wish for wish in heard.wishes if _is_left(wish) and not _is_courtesy(wish))
    wishes = _joined(talk, [_read_again(talk, wish) for wish in left])
    if len(wishes) == 1:
        is_all_of_it = _taken_back_for(heard) is not heard and bool(names_said(talk.turn.db, wishes[0].text))
        text = wishes[0].text if is_all_of_it else _wanted(heard).text
        return replace(wishes[0], text=text, guesses=heard.guesses, otherwise=False)
    return replace(heard, intent=wishes[0].intent, wishes=tuple(wishes)) if wishes else heard


def _wanted(heard: Heard) -> Heard:
    """The message but for what must not be done."""
    text = without_declined(heard.text)
    if text == heard.text:
        return heard
    # What it said of an extent it said of that: "don't cancel the whole order".
    entities = {name: values for name, values in heard.entities.items() if name != "extent"}
    intent = "nlu_fallback" if heard.intent in {CANCEL, RETURN} else heard.intent
    return replace(heard, text=text.strip(), intent=intent, entities=entities)


def _is_left(wish: Heard) -> bool:
    """Whether it asks for anything but that something is not done."""
    if LEADS_OVER.match(wish.text):
        return False
    # "Cancel it. Actually wait, don't cancel it." comes to nothing.
    wanted = _wanted(_taken_back_for(wish))
    return wanted is wish or len(wanted.text.split()) > FEW_WORDS


def _is_courtesy(wish: Heard) -> bool:
    return wish.intent == HUMAN and is_glad_to_talk(wish.text)


def _read_again(talk: "Talk", message: Heard) -> Heard:
    heard = _wanted(message)
    if _is_courtesy(heard):
        return replace(heard, intent="nlu_fallback")
    last = _taken_back_for(message)
    told = heard if last is message else _wanted(last)
    intent = _change(talk, told) or _way_out(talk, told)
    if intent is None and told is not heard and _is_exchange(told):
        intent = EXCHANGE
    if intent is None:
        return _of_one_request(talk, heard)
    return replace(told if names_said(talk.turn.db, told.text) else heard, intent=intent)


def _taken_back_for(heard: Heard) -> Heard:
    """What it comes to in the end: "Return it. Wait no, exchange it"; the message itself where it takes nothing back."""
    sentences = SENTENCES.split(heard.text)
    later = [place for place, sentence in enumerate(sentences) if place and TAKES_BACK.search(sentence)]
    return replace(heard, text=" ".join(sentences[later[-1] :])) if later else heard


def _is_exchange(heard: Heard) -> bool:
    likely = {guess["name"] for guess in heard.guesses if guess["confidence"] >= LIKELY_ENOUGH}
    return bool({EXCHANGE, CHANGE} & likely) and change_said(heard.text) is Change.PLAIN


def _change(talk: "Talk", heard: Heard) -> str | None:
    """The request for other articles, if it comes to that."""
    is_surely_else = (heard.intent == HUMAN and names_human(heard.text)) or (
        heard.intent == PAYMENT and not DIFFERENCE.search(heard.text)
    )
    if heard.intent in UNSURE and removes_articles(heard.text) and speaks_of_articles(talk, heard):
        return CHANGE
    is_taken = heard.intent in TAKEN_FOR_CHANGE or (heard.intent == CANCEL and cancels_only_else(heard.text))
    if not is_taken or is_surely_else:
        return None
    lines = lines_to_change(talk, heard)
    if lines:
        return CHANGE if all(line.order.is_pending for line in lines) else EXCHANGE
    return EXCHANGE if may_change(talk, heard, is_unsure=heard.intent in UNSURE) else None


def _way_out(talk: "Talk", heard: Heard) -> str | None:
    """The request to send back or to cancel, if it comes to that."""
    returns, cancels = speaks_of_returning(heard.text), speaks_of_cancelling(heard.text)
    if heard.intent in TAKEN_FOR_RETURN and returns and speaks_of_articles(talk, heard):
        lines = lines_named(talk, heard.text)
        # "Cancel or return them."
        return CANCEL if cancels and lines and all(line.order.is_pending for line in lines) else RETURN
    if heard.intent in TAKEN_FOR_REFUND and speaks_of_refund(heard.text) and speaks_of_articles(talk, heard):
        return RETURN
    is_of_address = heard.intent in OF_ADDRESSES and not DIRECTS.search(heard.text)
    if (
        (heard.intent in TAKEN_FOR_CANCELLING or is_of_address)
        and cancels
        and (speaks_of_order(heard.text) or speaks_of_articles(talk, heard))
    ):
        return CANCEL
    if heard.intent in TAKEN_FOR_UNWANTED and speaks_of_unwanted(heard.text) and change_said(heard.text) is not Change.PLAIN:
        return _of_unwanted(talk, heard)
    return None


def _of_unwanted(talk: "Talk", heard: Heard) -> str | None:
    """What is not wanted any more is cancelled, and sent back where it has arrived."""
    if not talk.orders:
        return CANCEL if speaks_of_order(heard.text) else None
    lines = [] if lines_to_change(talk, heard) else lines_named(talk, heard.text)
    return None if not lines else CANCEL if all(line.order.is_pending for line in lines) else RETURN


def _of_one_request(talk: "Talk", heard: Heard) -> Heard:
    """Where only two names of one request were likely, and neither alone likely enough: that request."""
    if heard.intent != "nlu_fallback":
        return heard
    if _asks_of_own(talk, heard):
        return replace(heard, intent=PRODUCT)
    shares: defaultdict[str, float] = defaultdict(float)
    for guess in heard.guesses:
        if guess["name"] in ASKED_FOR_BY:
            shares[ASKED_FOR_BY[guess["name"]]] += guess["confidence"]
    likeliest = max(shares, key=lambda name: shares[name], default=None)
    if likeliest is None or shares[likeliest] < LIKELY_TOGETHER:
        return heard
    intent = next(guess["name"] for guess in heard.guesses if ASKED_FOR_BY.get(guess["name"]) == likeliest)
    return replace(heard, intent=intent)


def _asks_of_own(talk: "Talk", heard: Heard) -> bool:
    """Whether it asks something of an article that they bought."""
    if not speaks_of_own(heard.text):
        return False
    asked = sum(guess["confidence"] for guess in heard.guesses if guess["name"] in ASKED_OF_OWN)
    is_question = "?" in heard.text and asked >= LIKELY_ENOUGH and bool(names_said(talk.turn.db, heard.text))
    return asked >= LIKELY_TOGETHER or is_question


def _joined(talk: "Talk", wishes: Sequence[Heard]) -> list[Heard]:
    """Articles that are to be replaced go in one request; what is taken back gives way."""
    joined: list[Heard] = []
    for wish in wishes:
        if (joined and TAKES_BACK.search(wish.text) and not TOO.search(wish.text)) or (joined and _is_reason(joined[-1], wish)):
            joined[-1] = replace(joined[-1].followed_by(wish), intent=wish.intent)
        elif joined and (_is_one(joined[-1], wish) or _asks_of_it(talk, joined[-1], wish)):
            joined[-1] = joined[-1].followed_by(wish)
        else:
            joined.append(wish)
    return joined


def _is_reason(before: Heard, wish: Heard) -> bool:
    """Whether it only says why: "the chair kills my back. Exchange it for a high one"."""
    speaks_of_it = speaks_of_returning(before.text) or speaks_of_refund(before.text)
    return before.intent == RETURN and not speaks_of_it and wish.intent in {EXCHANGE, CHANGE} and before.is_statement


def _is_one(before: Heard, wish: Heard) -> bool:
    if before.otherwise != wish.otherwise:
        return False
    if before.intent in {EXCHANGE, CHANGE, RETURN} and _says_by_which_method(before, wish):
        return True
    if before.intent not in {EXCHANGE, CHANGE}:
        return False
    if wish.intent in {RETURN, *TAKEN_FOR_RETURN} and DIFFERENCE.search(wish.text):
        # "And put the difference back on my card."
        return True
    if wish.intent not in {EXCHANGE, CHANGE} or removes_articles(before.text) is not removes_articles(wish.text):
        return False
    return not (before.first("order_number") and wish.first("order_number"))


def _says_by_which_method(before: Heard, wish: Heard) -> bool:
    """Whether it only says where the money of the wish before it comes from or goes: "... And use the Mastercard"."""
    of_money = {PAYMENT} if before.intent != RETURN else {PAYMENT, *TAKEN_FOR_RETURN}
    is_of_order = speaks_of_order(wish.text) or wish.first("order_number") is not None
    return wish.intent in of_money and wish.is_statement and not is_of_order and speaks_of_method(wish.text)


def _asks_of_it(talk: "Talk", before: Heard, wish: Heard) -> bool:
    """Whether it only asks what the wish before it comes to, which is told anyway: "and how much is the difference?"."""
    if wish.intent not in ASKED_OF_OWN or before.intent not in ASKED_FOR_BY or before.otherwise or wish.otherwise:
        return False
    is_of_it = bool(DIFFERENCE.search(wish.text)) or (wish.intent == PRICE and speaks_of_unnamed(wish.text))
    return is_of_it and not any(number in wish.text for number in wish.order_numbers) and not names_said(talk.turn.db, wish.text)
