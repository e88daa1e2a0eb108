"""Where the customer's money is: how much, to which way of payment, and when it is expected."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from actions.needs.identity import Identity
from actions.needs.order import OrderIfNamed, customer_id
from actions.refunds import is_of_talk, say_total
from actions.request import Known, Request
from actions.values import Value, bullets, day, money, phrase
from actions.wording import way_of_payment
from bot.services.follow_ups import schedule_refunds
from bot.services.refunds import RefundStage, RefundState, refunds_of
from bot.shop.money import Money

if TYPE_CHECKING:
    from actions.talk import Talk

# "For all of it, the lamp, the rug and that last lot": of more than what is named.
OF_ALL = re.compile(r"(?i)\b(?:all (?:of )?(?:it|that|this|them|those)|everything|it all|in (?:total|all)|altogether)\b")
CANCELLED = re.compile(
    r"(?i)\bcancell?ed (?:ones?|orders?)\b|\borders? (?:that |which )?(?:i |you |got |was |were |is )*cancell?ed\b"
)


class TrackRefund(Request):
    name = "track_refund"
    needs = (Identity(), OrderIfNamed())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        refunds = _asked_for(talk, known)
        if not refunds:
            talk.say("utter_no_refund")
            return
        schedule_refunds(talk.turn.db, talk.turn.conversation, refunds, talk.turn.terms)
        talk.say("utter_refunds", refunds=bullets(_in_words(refund) for refund in refunds))
        say_total(talk, refunds)
        _say_where(talk, refunds)
        is_overdue = any(refund.stage is RefundStage.OVERDUE for refund in refunds)
        talk.close("utter_offer_human_about_refund" if is_overdue else "utter_anything_else")


def _asked_for(talk: "Talk", known: Known) -> list[RefundState]:
    """Of the order that was named; else those of this talk, if any, for they are what "in total" means; else all."""
    turn = talk.turn
    number = known.get("order") if known["by_number"] else None
    refunds = refunds_of(turn.db, customer_id(talk), order_number=number, terms=turn.terms, today=turn.today)
    named = [refund for refund in refunds if refund.order.mentions(known.get("words", ""))]
    if named and not OF_ALL.search(known.get("words", "")):
        # "Did you refund me for the chair?"
        return named
    of_talk = [refund for refund in refunds if is_of_talk(talk, refund)]
    if CANCELLED.search(known.get("words", "")) and any(refund.order.is_cancelled for refund in refunds):
        # "What did you refund me for the cancelled order?"
        refunds = [refund for refund in refunds if refund.order.is_cancelled]
        of_talk = [refund for refund in of_talk if refund.order.is_cancelled]
    return refunds if number else of_talk or refunds


def _say_where(talk: "Talk", refunds: Sequence[RefundState]) -> None:
    """What of the total goes where, where that says more than the refunds alone."""
    methods = list(dict.fromkeys(refund.method for refund in refunds))
    if 1 < len(methods) < len(refunds):
        parts = [
            phrase("utter_refunds_to_method", total=money(total), refund_to=way_of_payment(method))
            for method in methods
            for total in Money.totals(refund.amount for refund in refunds if refund.method == method)
        ]
        talk.say("utter_refunds_by_method", methods=bullets(parts))


def _in_words(refund: RefundState) -> Value:
    values: dict[str, Value] = {
        "amount": money(refund.amount),
        "refund_to": way_of_payment(refund.method),
        "order_number": refund.order.number,
    }
    if refund.sent_on is not None and refund.earliest is not None and refund.latest is not None:
        values |= {"sent_on": day(refund.sent_on), "earliest": day(refund.earliest), "latest": day(refund.latest)}
    return phrase(f"utter_refund_{refund.stage.value}", **values)
