"""What a message that is not a plain yes or no is to the open question: an answer in other words, or another wish."""

import re
from collections.abc import Mapping, Set

from actions.agenda import OpenRequest
from actions.customer_requests import REQUESTS
from actions.hearing.heard import Heard
from actions.hearing.intents import ADDRESSES, EXCHANGES
from actions.hearing.wishes import TOLD
from bot.shop.payment_words import speaks_of_method
from bot.shop.words.changes import speaks_of_exchanging
from bot.support.answer_words import meant

_ARTICLES, _ORDERS = frozenset(["articles", "replacement"]), frozenset(["articles", "order", "orders"])
_ADDRESS, _METHOD = frozenset(["address"]), frozenset(["payment_method"])
ELSEWHERE = "elsewhere"
# What a correction of a list may be taken for, as it names a payment method, an address, an order, or what an article should
# be; and the needs that it then corrects.
CORRECTING: Mapping[str, Set[str]] = {
    "change_payment": _METHOD,
    "report_payment_problem": _METHOD,
    "change_address": _ADDRESS,
    "change_own_address": _ADDRESS,
    "set_address": _ADDRESS,
    "change_order": _ARTICLES,
    "exchange_article": _ARTICLES,
    "ask_product": _ARTICLES | _METHOD,
    "ask_stock": _ARTICLES | _METHOD,
    "ask_price": _ARTICLES | _METHOD,
    "ask_order_total": _ARTICLES | _METHOD,
    "track_order": _ORDERS,
    "list_orders": _ORDERS,
}
# "Tempting, but no. Leave it. What I do want is ..."
LEAVES_IT = re.compile(
    r"(?i)(?:^|[.;!?,]\s*)(?:(?:but|so|well|then|ok|oh|better) )*"
    r"(?:no\b(?= *[,.;!])|(?:leave|forget|keep) it\b|never ?mind\b)"
)
# In longer messages it is told what the method is wanted for.
METHOD_WORDS = 4
# Needs that are answered by the name of something.
NAMING = {"articles", "replacement", "order", "orders"}


def is_correction(heard: Heard, request: OpenRequest) -> bool:
    """Whether it may be a no with what should be instead, and is to be offered to the request before it passes for a wish."""
    if heard.intent in EXCHANGES - {request.name} and "replacement" not in _needs(request) and speaks_of_exchanging(heard.text):
        # "No, I want to exchange it": is no other choice of what goes back.
        return False
    if _only_names_method(heard, request):
        return True
    if ELSEWHERE in _needs(request) and heard.intent in ADDRESSES and not (heard.is_pressed or heard.order_numbers):
        # "A new one, but to my office", said of what was broken.
        return True
    if heard.is_proviso and speaks_of_method(heard.text) and _METHOD & _needs(request):
        return True
    return (heard.is_objection or heard.is_proviso) and bool(CORRECTING.get(heard.intent, frozenset()) & _needs(request))


def _only_names_method(heard: Heard, request: OpenRequest) -> bool:
    """'To my card', said of a list that tells where the money goes: no change of how some other order is paid."""
    is_of_list = request.asking == "confirmation" and bool(_METHOD & _needs(request))
    is_short = heard.is_statement and len(heard.text.split()) <= METHOD_WORDS
    return is_of_list and is_short and heard.intent == "change_payment" and not (heard.is_pressed or heard.order_numbers)


def _needs(request: OpenRequest) -> set[str]:
    return {need.name for need in REQUESTS[request.name].needs}


def names_what_is_asked_for(heard: Heard, request: OpenRequest) -> bool:
    """Whether it only states what a question may be about, too: "the bluetooth speaker (blue, 10 hours)"."""
    asks = heard.intent.startswith("ask_") or heard.intent in TOLD or heard.is_list
    return asks and heard.is_statement and request.asking in NAMING


def answers_in_words(heard: Heard, request: OpenRequest) -> bool:
    """Whether it says one of the answers to the open question, whatever it is read as, and orders nothing by number."""
    questions = (need.answered_in_words for need in REQUESTS[request.name].needs if need.name == request.asking)
    question = next(questions, None)
    return question is not None and bool(meant(question, heard.text)) and not heard.order_numbers


def gives_reason(heard: Heard, request: OpenRequest) -> bool:
    """'No longer needed', to who was asked why, takes nothing back."""
    return request.asking == "reason" and heard.first("reason") is not None


def declines(heard: Heard, request: OpenRequest, names: list[str]) -> bool:
    """Whether it says no to what was listed, and wishes for something else: "No, send it to 5 Elm Street instead"."""
    is_no = heard.is_objection or bool(LEAVES_IT.search(heard.text))
    return request.asking == "confirmation" and is_no and request.name not in names
