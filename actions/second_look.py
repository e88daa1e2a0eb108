"""A message read again with what its writer has ordered: "make the laptop a 13 inch" asks for an exchange, of whoever has one."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from actions.customer_requests import ASKED_FOR_BY
from actions.heard import Heard
from bot.services.catalogue import names_said
from bot.shop.exchange_wishes import combined_wish, current_variant
from bot.shop.order import Order
from bot.shop.order_line import OrderLine
from bot.shop.selection import orders_of_status, select
from bot.shop.variant_match import MatchResult, match_variant
from bot.shop.words.changes import (
    Change,
    change_said,
    speaks_of_cancelling,
    speaks_of_returning,
    speaks_of_unnamed,
    without_declined,
)
from bot.shop.words.own import says_my, speaks_of_own

if TYPE_CHECKING:
    from actions.talk import Talk

EXCHANGE, CHANGE, RETURN, CANCEL = "exchange_article", "change_order", "start_return", "cancel_order"
# What a wish may be taken for where it is put in words that many others have, too.
UNSURE = {"inform", "nlu_fallback", "out_of_scope", "ask_faq"}
TAKEN_FOR_CHANGE = UNSURE | {
    *("ask_product", "ask_stock", "ask_price", "ask_promotion", "place_order", "track_order", "list_orders", "ask_order_total"),
    *("start_return", "set_address", "switch_account", "give_feedback", "report_wrong_article", "write_review"),
}
TAKEN_FOR_RETURN = {"nlu_fallback", "out_of_scope", "request_refund", "track_refund", "ask_refund_policy", "ask_faq"}
TAKEN_FOR_CANCELLING = {"nlu_fallback", "out_of_scope", "ask_cancellation_fee"}
# So likely two names of one request must be together.
LIKELY_TOGETHER = 0.6
# "oh, and please": what is left of a wish that only says what must not be done.
FEW_WORDS = 3
# With these an article would become another one.
WOULD_CHANGE = {MatchResult.ONE, MatchResult.SEVERAL, MatchResult.NONE}


def second_look(talk: "Talk", heard: Heard) -> Heard:
    """The message, or each of its wishes, as the request that it comes to; what must not be done is no wish."""
    if heard.is_pressed:
        return heard
    if not heard.wishes:
        return _read_again(talk, heard)
    wishes = _joined([_read_again(talk, wish) for wish in heard.wishes if _is_left(wish)])
    if len(wishes) == 1:
        return replace(wishes[0], text=_wanted(heard).text, guesses=heard.guesses, otherwise=False)
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
    wanted = _wanted(wish)
    return wanted is wish or len(wanted.text.split()) > FEW_WORDS


def _read_again(talk: "Talk", message: Heard) -> Heard:
    heard = _wanted(message)
    if heard.intent in TAKEN_FOR_CHANGE:
        lines = _lines_to_change(talk, heard)
        if lines:
            return replace(heard, intent=CHANGE if all(line.order.is_pending for line in lines) else EXCHANGE)
        if not talk.orders and change_said(heard.text) is Change.PLAIN and _speaks_of_order(talk, heard):
            return replace(heard, intent=EXCHANGE)
    if heard.intent in TAKEN_FOR_RETURN and speaks_of_returning(heard.text) and _speaks_of_articles(talk, heard):
        return replace(heard, intent=RETURN)
    if heard.intent in TAKEN_FOR_CANCELLING and speaks_of_cancelling(heard.text) and _speaks_of_articles(talk, heard):
        return replace(heard, intent=CANCEL)
    return _of_one_request(heard)


def _of_one_request(heard: Heard) -> Heard:
    """Where only two names of one request were likely, and neither alone likely enough: that request."""
    if heard.intent != "nlu_fallback":
        return heard
    shares: defaultdict[str, float] = defaultdict(float)
    for guess in heard.guesses:
        if guess["name"] in ASKED_FOR_BY:
            shares[ASKED_FOR_BY[guess["name"]]] += guess["confidence"]
    likeliest = max(shares, key=lambda name: shares[name], default=None)
    if likeliest is None or shares[likeliest] < LIKELY_TOGETHER:
        return heard
    intent = next(guess["name"] for guess in heard.guesses if ASKED_FOR_BY.get(guess["name"]) == likeliest)
    return replace(heard, intent=intent)


def _may_be_answer(talk: "Talk") -> bool:
    """Whether a question is open that the same words may answer: "the 10 inch tablet please"."""
    request = talk.agenda.top
    return request is not None and request.name != EXCHANGE and request.asking != "confirmation"


def _lines_to_change(talk: "Talk", heard: Heard) -> list[OrderLine]:
    """Those that the text speaks of, and wants to be something that they are not."""
    said = change_said(heard.text)
    if said is None or (said is Change.LIKELY and _may_be_answer(talk)):
        return []
    lines = _lines_spoken_of(talk, heard.text)
    return [line for line in lines if _becomes_another(talk, heard.text, line, lines)]


def _lines_spoken_of(talk: "Talk", text: str) -> list[OrderLine]:
    selection = select(text, talk.orders, exchanges=True)
    named = [*selection.lines, *(line for group in selection.unclear for line in group)]
    if named or selection.left_out or not speaks_of_unnamed(text) or names_said(talk.turn.db, text):
        return named
    lines = [line for order in _orders_spoken_of(talk, text) for line in order.lines]
    return [line for line in lines if line.id in talk.memory.articles] or (lines if len(lines) == 1 else [])


def _orders_spoken_of(talk: "Talk", text: str) -> list[Order]:
    last = talk.order(talk.memory.order) if talk.memory.order else None
    return orders_of_status(text, talk.orders) or ([last] if last else [])


def _becomes_another(talk: "Talk", text: str, line: OrderLine, lines: Sequence[OrderLine]) -> bool:
    variants = list(line.variant.product.variants) if line.variant is not None else []
    wish = combined_wish([text], line, lines, talk.orders, variants)
    return match_variant(wish, current_variant(line, variants), variants).result in WOULD_CHANGE


def _speaks_of_order(talk: "Talk", heard: Heard) -> bool:
    """Whether somebody who is not known yet speaks of an article that they ordered."""
    is_own = says_my(heard.text) or heard.first("order_number") is not None
    return is_own and bool(names_said(talk.turn.db, heard.text))


def _speaks_of_articles(talk: "Talk", heard: Heard) -> bool:
    """Whether it names what was ordered, or, of somebody who is not known yet, what may have been."""
    if heard.first("order_number") is not None or not select(heard.text, talk.orders).says_nothing:
        return True
    if talk.memory.order is not None and speaks_of_unnamed(heard.text):
        return True
    return not talk.orders and (speaks_of_own(heard.text) or bool(names_said(talk.turn.db, heard.text)))


def _joined(wishes: Sequence[Heard]) -> list[Heard]:
    """Articles that are to be replaced go in one request."""
    joined: list[Heard] = []
    for wish in wishes:
        if joined and _is_one(joined[-1], wish):
            joined[-1] = joined[-1].followed_by(wish)
        else:
            joined.append(wish)
    return joined


def _is_one(before: Heard, wish: Heard) -> bool:
    if not {before.intent, wish.intent} <= {EXCHANGE, CHANGE} or before.otherwise != wish.otherwise:
        return False
    return not (before.first("order_number") and wish.first("order_number"))
