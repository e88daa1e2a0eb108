"""A message read again with what its writer has ordered: "make the laptop a 13 inch" asks for an exchange, of whoever has one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from actions.customer_requests import ASKED_FOR_BY
from actions.hearing.address_wishes import DIRECTS, with_address_wish
from actions.hearing.asides import asks_for_more, is_courtesy, without_chatter
from actions.hearing.heard import Heard
from actions.hearing.intents import (
    ABOUT_ORDERS,
    ADDRESSES,
    ASKED_OF_OWN,
    CANCEL,
    CHANGE,
    DAMAGE,
    EXCHANGE,
    EXCHANGES,
    HUMAN,
    LACK,
    NOT_UNDERSTOOD,
    ORDERS,
    PAYMENT,
    PAYMENT_METHODS,
    PAYMENT_PROBLEM,
    PRICE,
    PRODUCT,
    RETURN,
    STOP,
    TAKEN_FOR_CANCELLING,
    TAKEN_FOR_CHANGE,
    TAKEN_FOR_FAULT,
    TAKEN_FOR_REFUND,
    TAKEN_FOR_REMOVAL,
    TAKEN_FOR_RETURN,
    TAKEN_FOR_UNWANTED,
    TRACK_REFUND,
    UNSURE,
)
from actions.hearing.joined_wishes import asks_what_if, join_wishes, with_story
from actions.hearing.left_over import with_left_over
from actions.hearing.order_wishes import asks_of_refunds, of_orders
from actions.hearing.parted_wishes import with_parted_wishes
from actions.hearing.questions import asks_for_options, asks_of_own, asks_price_alone, asks_whether_there_is
from actions.hearing.spoken_of import lines_named, lines_to_change, may_change, speaks_of_articles
from actions.hearing.taken_back import wanted, what_stands
from bot.services.catalogue import names_said
from bot.services.knowledge import faq_of_intent
from bot.shop.order import OrderStatus
from bot.shop.order_line import OrderLine
from bot.shop.order_words import is_of_another_order, removes_articles, speaks_of_order, speaks_of_part
from bot.shop.orders_meant import is_before_shipping, orders_meant
from bot.shop.payment_words import ends_with_method, puts_all_on_one, speaks_of_difference, speaks_of_method, splits_payment
from bot.shop.words.addresses import address_words, asks_where_to
from bot.shop.words.changes import (
    Change,
    cancels_only_else,
    change_said,
    speaks_of_cancelling,
    speaks_of_refund,
    speaks_of_returning,
    speaks_of_unwanted,
    would_have_exchanged,
)
from bot.shop.words.going_back import says_goes_back
from bot.support.answer_words import meant
from bot.support.human_words import names_human

if TYPE_CHECKING:
    from actions.talk import Talk

# So likely two names of one request must be together.
LIKELY_TOGETHER = 0.6


def second_look(talk: "Talk", heard: Heard) -> Heard:
    """The message, or each of its wishes, as the request that it comes to; what must not be done is no wish."""
    if heard.is_pressed:
        return heard
    heard = with_parted_wishes(talk, with_address_wish(heard)) if talk.agenda.top is None else heard
    if asks_of_refunds(talk, heard):
        return replace(heard, intent=TRACK_REFUND, wishes=())
    if heard.wishes and asks_what_if(heard):
        heard = replace(heard, intent=heard.wishes[0].intent, wishes=())
    if not heard.wishes:
        return with_left_over(talk, _read(talk, heard))
    left = (wish for wish in with_story(talk, heard.wishes) if asks_for_more(wish))
    wishes = join_wishes(talk, without_chatter(talk, [_read(talk, wish) for wish in left]))
    if len(wishes) == 1 and talk.agenda.top is None and _is_question(wishes[0]):
        # By itself the message would be answered as what all of it was taken for.
        return replace(heard, intent=wishes[0].intent, wishes=(wishes[0],))
    if len(wishes) == 1:
        is_all_of_it = what_stands(heard) is not heard and bool(names_said(talk.turn.db, wishes[0].text))
        text = wishes[0].text if is_all_of_it else wanted(heard).text
        return replace(wishes[0], text=text, guesses=heard.guesses, otherwise=False)
    return replace(heard, intent=wishes[0].intent, wishes=tuple(wishes)) if wishes else heard


def _is_question(wish: Heard) -> bool:
    """Whether an entry of the knowledge base answers it."""
    return wish.intent not in ASKED_FOR_BY and bool(wish.first("faq") or faq_of_intent(wish.intent))


def _read(talk: "Talk", heard: Heard) -> Heard:
    """Who first says what they lack, unasked, may go on to a wish: "I've no number. The hat should be red"."""
    if heard.intent != LACK or talk.agenda.top is not None:
        return _read_again(talk, heard)
    again = _read_again(talk, replace(heard, intent=NOT_UNDERSTOOD))
    return heard if again.intent == NOT_UNDERSTOOD else again


def _read_again(talk: "Talk", message: Heard) -> Heard:
    heard = wanted(message)
    if is_courtesy(heard):
        return replace(heard, intent=NOT_UNDERSTOOD)
    if asks_price_alone(talk, message):
        return replace(message, intent=PRICE)
    last = what_stands(message)
    told = heard if last is message else wanted(last)
    intent = _fault(told) or _split(told) or of_orders(talk, told) or _change(talk, told) or _way_out(talk, told)
    if intent is None and told is not heard and (_is_exchange(told) or told.intent in EXCHANGES):
        intent = EXCHANGE
    if intent is None and heard.intent == NOT_UNDERSTOOD and _is_exchange(heard):
        intent = next(guess["name"] for guess in heard.guesses if guess["name"] in EXCHANGES)
    if intent is None and (asks_for_options(talk, told) or asks_whether_there_is(talk, told)):
        intent = PRODUCT
    if intent is None:
        return _of_one_request(talk, heard)
    return replace(told if names_said(talk.turn.db, told.text) else heard, intent=intent)


def _fault(heard: Heard) -> str | None:
    """The report of a fault that is told beside what is wanted for it; who says how the article goes back has it returned."""
    is_taken = heard.intent in TAKEN_FOR_FAULT and meant("fault", heard.text) and meant("remedy", heard.text)
    return DAMAGE if is_taken and not speaks_of_returning(heard.text) else None


def _split(heard: Heard) -> str | None:
    """'Can you split it with another card?' asks for another way to pay, not for another order; so does "all of it on Visa"."""
    is_split = heard.intent in UNSURE | {CHANGE, PAYMENT_PROBLEM} and splits_payment(heard.text)
    is_joined = heard.intent in UNSURE | {PAYMENT_METHODS} and puts_all_on_one(heard.text)
    return PAYMENT if (is_split or is_joined) and speaks_of_method(heard.text) else None


def _is_exchange(heard: Heard) -> bool:
    return bool(EXCHANGES & heard.likely) and change_said(heard.text) is Change.PLAIN


def _change(talk: "Talk", heard: Heard) -> str | None:
    """The request for other articles, if it comes to that."""
    if heard.intent in TAKEN_FOR_REMOVAL and removes_articles(heard.text) and speaks_of_articles(talk, heard):
        return CHANGE
    is_pending = is_before_shipping(heard.text)
    is_taken = heard.intent in TAKEN_FOR_CHANGE or is_pending or (heard.intent == CANCEL and cancels_only_else(heard.text))
    if not is_taken or _is_surely_else(heard):
        return None
    lines = lines_to_change(talk, heard)
    if lines:
        return CHANGE if is_pending or all(line.order.is_pending for line in lines) else EXCHANGE
    return EXCHANGE if may_change(talk, heard, is_unsure=heard.intent in UNSURE) else None


def _is_surely_else(heard: Heard) -> bool:
    """Whether it asks for a human by name, or how to pay for what is to be paid anyway."""
    if heard.intent == HUMAN:
        return names_human(heard.text)
    return heard.intent == PAYMENT and not (speaks_of_difference(heard.text) or ends_with_method(heard.text))


def _way_out(talk: "Talk", heard: Heard) -> str | None:
    """The request to send back or to cancel, if it comes to that."""
    cancels = speaks_of_cancelling(heard.text)
    if heard.intent in UNSURE and not cancels and address_words(heard.text).goes_to_known:
        # "Send it to the same place as the order that I'm returning things from."
        return None
    if _goes_back(talk, heard):
        # "Cancel or return them."
        return (_fitting_way_out(lines_named(talk, heard.text)) if cancels else None) or RETURN
    is_taken = heard.intent in TAKEN_FOR_CANCELLING or (heard.intent in ADDRESSES and not DIRECTS.search(heard.text))
    if is_taken and cancels and (speaks_of_order(heard.text) or speaks_of_articles(talk, heard)):
        return CANCEL
    if heard.intent == STOP and cancels and (lines_named(talk, heard.text) or names_said(talk.turn.db, heard.text)):
        # "Then at least cancel my kettle, no longer needed either."
        return CANCEL
    if heard.intent in TAKEN_FOR_UNWANTED and speaks_of_unwanted(heard.text) and change_said(heard.text) is not Change.PLAIN:
        return _of_unwanted(talk, heard)
    return None


def _goes_back(talk: "Talk", heard: Heard) -> bool:
    is_data = heard.intent == "inform" and talk.agenda.top is None
    is_taken_for_wrong = heard.intent == "report_wrong_article" and is_of_another_order(heard.text)
    is_data = is_data or (is_taken_for_wrong and not meant("fault", heard.text))
    is_regretted = heard.intent in EXCHANGES and would_have_exchanged(heard.text)
    if (is_data or is_regretted or heard.intent in TAKEN_FOR_RETURN) and speaks_of_returning(heard.text):
        return speaks_of_articles(talk, heard)
    if heard.intent in ASKED_OF_OWN and says_goes_back(heard.text):
        return speaks_of_articles(talk, heard)
    if not speaks_of_refund(heard.text):
        return False
    if heard.intent == PAYMENT:
        # "Refund my headphones to PayPal, not to the card I paid with."
        return _is_of_delivered(talk, heard)
    # "Are you sure that I get all my money back?" sends nothing back.
    is_wish = heard.is_statement or bool(names_said(talk.turn.db, heard.text) or heard.order_numbers)
    return is_wish and heard.intent in TAKEN_FOR_REFUND and speaks_of_articles(talk, heard)


def _is_of_delivered(talk: "Talk", heard: Heard) -> bool:
    """Whether it names articles, of whoever has orders those that have arrived."""
    lines = lines_named(talk, heard.text)
    return all(line.order.status is OrderStatus.DELIVERED for line in lines) and bool(names_said(talk.turn.db, heard.text))


def _of_unwanted(talk: "Talk", heard: Heard) -> str | None:
    """What is not wanted any more is cancelled, and sent back where it has arrived."""
    if not talk.orders:
        return CANCEL if speaks_of_order(heard.text) else None
    if speaks_of_order(heard.text) and not speaks_of_part(heard.text):
        # "There's an order with two lamps in it, I don't need them": not the one lamp that has arrived.
        orders = orders_meant(heard.text, talk.orders)
        if len(orders) == 1 and orders[0].is_pending:
            return CANCEL
    lines = [] if lines_to_change(talk, heard) else lines_named(talk, heard.text)
    return _fitting_way_out(lines)


def _fitting_way_out(lines: Sequence[OrderLine]) -> str | None:
    """What has not been sent yet is cancelled, what has been goes back."""
    if not lines:
        return None
    return CANCEL if all(line.order.is_pending for line in lines) else RETURN


def _of_one_request(talk: "Talk", heard: Heard) -> Heard:
    """Where only two names of one request were likely, and neither alone likely enough: that request."""
    if heard.intent != NOT_UNDERSTOOD:
        return heard
    if asks_of_own(talk, heard):
        return replace(heard, intent=PRODUCT)
    if not ABOUT_ORDERS.isdisjoint(heard.likely) and asks_where_to(heard.text):
        return replace(heard, intent=ORDERS)
    shares: defaultdict[str, float] = defaultdict(float)
    for guess in heard.guesses:
        if guess["name"] in ASKED_FOR_BY:
            shares[ASKED_FOR_BY[guess["name"]]] += guess["confidence"]
    likeliest = max(shares, key=lambda name: shares[name], default=None)
    if likeliest is None or shares[likeliest] < LIKELY_TOGETHER:
        return heard
    intent = next(guess["name"] for guess in heard.guesses if ASKED_FOR_BY.get(guess["name"]) == likeliest)
    return replace(heard, intent=intent)
