"""What was paid: for one order, for all articles of a kind, for everything."""

from typing import TYPE_CHECKING

from actions.customer_requests.track_refund import TrackRefund
from actions.hearing.heard import Heard
from actions.needs.identity import Identity
from actions.needs.order import OrderIfNamed, chosen_order, customer_id, orders_with
from actions.order_facts import articles_bought, order_facts, orders_listed
from actions.request import Known, Request
from actions.values import day, money
from bot.services.payments import due_since, spending
from bot.shop.days import Days
from bot.shop.money import Money
from bot.shop.order_line import OrderLine
from bot.shop.order_words import speaks_of_order
from bot.shop.orders_meant import speaks_of_pending
from bot.shop.words.mentions import tell
from bot.shop.words.own import speaks_of_due, speaks_of_money_back, speaks_of_saving, speaks_of_spending

if TYPE_CHECKING:
    from actions.talk import Talk


class WhatWasPaidFor(OrderIfNamed):
    """One order, or all of them: those of a span of days, where one is named."""

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        if "words" not in known:
            known["span"] = heard.first("date")
            names_one = heard.order_numbers or any(heard.first(hint) for hint in ("recency", "reference"))
            known["of_all"] = not names_one and bool(known["span"] or speaks_of_spending(heard.text))
        return super().hear(talk, known, heard, asked)


class AskOrderTotal(Request):
    name = "ask_order_total"
    needs = (Identity(), WhatWasPaidFor())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        if speaks_of_money_back(known["words"]):
            TrackRefund.settle(talk, known)
            return
        if due := _due(talk, known["words"]):
            _tell_due(talk, due)
            return
        lines = _lines_named(talk, known)
        if lines:
            _tell_of_articles(talk, known, lines)
        elif talk.orders and known["of_all"] and not orders_with(talk, known["words"]):
            _tell_total(talk, known)
        elif "order" in known or talk.memory.order is not None:
            known.setdefault("order", talk.memory.order)
            order_facts(talk, chosen_order(talk, known))
            if not known["by_number"] and known.get("reference") is None and not speaks_of_order(known["words"]):
                # They may have meant all that they ever ordered.
                _tell_total(talk, known)
        elif not talk.orders:
            talk.say("utter_no_orders")
        else:
            _tell_of_everything(talk, known)
        talk.close("utter_anything_else")


def _due(talk: "Talk", words: str) -> list[Money]:
    """What the changes of this talk come to, where that is asked for; of the last one alone, where it is what it saves."""
    since = talk.turn.conversation.opened_at
    if speaks_of_saving(words) and talk.memory.order is not None:
        return due_since(talk.turn.db, customer_id(talk), since, order_number=talk.memory.order)
    return due_since(talk.turn.db, customer_id(talk), since) if speaks_of_due(words) else []


def _tell_due(talk: "Talk", due: list[Money]) -> None:
    for total in due:
        talk.say("utter_due_total" if total.is_positive else "utter_due_back_total", total=money(abs(total)))
    talk.close("utter_anything_else")


def _lines_named(talk: "Talk", known: Known) -> list[OrderLine]:
    """All articles that the words name, of the order that they name by its number, if any."""
    numbered = known.get("order") if known["by_number"] else None
    lines = [line for line in talk.lines if numbered in {None, line.order_number}]
    mentions = tell(known["words"], (line.name for line in lines)).mentions
    # "The order with the lamp" is asked about as an order.
    names = {name for mention in mentions if not mention.is_companion for name in mention.names}
    named = [line for line in lines if line.name in names and not line.order.is_cancelled]
    pending = [line for line in named if line.order.is_pending] if speaks_of_pending(known["words"]) else []
    return pending or named


def _tell_of_articles(talk: "Talk", known: Known, lines: list[OrderLine]) -> None:
    articles_bought(talk, lines)
    if len(lines) > 1:
        names = dict.fromkeys(line.name for line in lines)
        for total in Money.totals(one for name in names for one in _spent(talk, known, name)):
            talk.say("utter_spent_on_articles", total=money(total))


def _tell_of_everything(talk: "Talk", known: Known) -> None:
    orders = [order for order in talk.orders if not order.is_cancelled]
    if speaks_of_pending(known["words"]):
        orders = [order for order in orders if order.is_pending] or orders
    if not orders:
        # All were cancelled: what is asked for is what comes back.
        TrackRefund.settle(talk, known)
        return
    orders_listed(talk, orders)
    _tell_total(talk, known)


def _tell_total(talk: "Talk", known: Known) -> None:
    if known["span"]:
        _tell_of_days(talk, Days.of(known["span"]).until(talk.turn.today))
        return
    for total in _spent(talk, known):
        talk.say("utter_spent", total=money(total))


def _tell_of_days(talk: "Talk", days: Days) -> None:
    terms, span = talk.turn.terms, {"first": day(days.first), "last": day(days.last)}
    totals = spending(talk.turn.db, customer_id(talk), placed=(terms.start_of(days.first), terms.end_of(days.last)))
    for total in totals:
        talk.say("utter_spent_between", total=money(total), **span)
    if not totals:
        talk.say("utter_nothing_spent_between", **span)


def _spent(talk: "Talk", known: Known, article: str | None = None) -> list[Money]:
    """Of the pending orders alone, where only these were spoken of."""
    owner, pending_only = customer_id(talk), speaks_of_pending(known["words"])
    return spending(talk.turn.db, owner, article=article, pending_only=pending_only) or spending(
        talk.turn.db, owner, article=article
    )
