"""What a message that is not a plain yes or no is to the open question: an answer in other words, or another wish."""

from collections.abc import Mapping, Set

from actions.agenda import OpenRequest
from actions.customer_requests import REQUESTS
from actions.heard import Heard
from actions.wishes import TOLD

_ARTICLES, _ORDERS = frozenset(["articles", "replacement"]), frozenset(["articles", "order", "orders"])
_ADDRESS, _METHOD = frozenset(["address"]), frozenset(["payment_method"])
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
# Needs that are answered by the name of something.
NAMING = {"articles", "replacement", "order", "orders"}


def is_correction(heard: Heard, request: OpenRequest) -> bool:
    """Whether it may be a no with what should be instead, and is to be offered to the request before it passes for a wish."""
    needs = {need.name for need in REQUESTS[request.name].needs}
    return heard.is_objection and bool(CORRECTING.get(heard.intent, frozenset()) & needs)


def names_what_is_asked_for(heard: Heard, request: OpenRequest) -> bool:
    """Whether it only states what a question may be about, too: "the bluetooth speaker (blue, 10 hours)"."""
    asks = heard.intent.startswith("ask_") or heard.intent in TOLD or heard.is_list
    return asks and heard.is_statement and request.asking in NAMING


def declines(heard: Heard, request: OpenRequest, names: list[str]) -> bool:
    """Whether it says no to what was listed, and wishes for something else: "No, send it to 5 Elm Street instead"."""
    return request.asking == "confirmation" and heard.is_objection and request.name not in names
