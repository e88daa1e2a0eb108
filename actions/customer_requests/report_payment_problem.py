"""A payment that went wrong: what the store knows of it, the next step, and a human for what it does not know."""

from typing import TYPE_CHECKING

from actions.needs.identity import Identity
from actions.needs.order import OrderIfNamed, chosen_order, customer_id
from actions.request import Known, Request
from actions.values import Value, bullets, day, money, phrase
from actions.wording import name_of_method
from bot.services.payments import PaymentState, payment_state
from bot.shop.payment import Payment
from bot.support.handoff import HandoffReason

if TYPE_CHECKING:
    from actions.talk import Talk


class ReportPaymentProblem(Request):
    name = "report_payment_problem"
    needs = (Identity(), OrderIfNamed())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        orders = [chosen_order(talk, known)] if "order" in known else talk.orders
        found = [payment_state(talk.turn.db, customer_id(talk), order.number) for order in orders]
        states = [state for state in found if state is not None]
        unsettled = [state for state in states if not state.is_settled]
        for state in unsettled:
            _tell_of_unpaid(talk, state)
        if unsettled:
            talk.close("utter_offer_payment_change")
            return
        if "order" in known:
            for state in states:
                talk.say("utter_payments", order_number=state.order.number, payments=_payments(talk, state.order.payments))
        talk.say("utter_payment_problem_unseen")
        talk.hand_over(HandoffReason.NOT_COVERED)


def _tell_of_unpaid(talk: "Talk", state: PaymentState) -> None:
    talk.say("utter_payment_open", order_number=state.order.number, owed=money(state.owed))
    if state.failed:
        talk.say("utter_payments", order_number=state.order.number, payments=_payments(talk, state.failed))


def _payments(talk: "Talk", payments: list[Payment]) -> Value:
    return bullets(_in_words(talk, payment) for payment in payments)


def _in_words(talk: "Talk", payment: Payment) -> Value:
    kind = payment.problem or payment.direction
    what = phrase(f"utter_payment_was_{kind.value}", amount=money(payment.amount), method=_name(payment))
    if payment.at is None:
        return what
    return phrase("utter_on_day", what=what, day=day(talk.turn.terms.day_of(payment.at)))


def _name(payment: Payment) -> Value:
    return phrase("utter_method_other") if payment.method is None else name_of_method(payment.method)
