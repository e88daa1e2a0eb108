"""Paying a pending order another way."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from actions.agenda import OpenRequest
from actions.hearing.heard import Heard
from actions.needs.confirmation import Confirmation
from actions.needs.identity import Identity
from actions.needs.order import chosen_order, customer_id
from actions.needs.payment_method import WhichPaymentMethod
from actions.needs.pending_orders import PendingOrders
from actions.refunds import follow_refunds
from actions.request import Known, Question, Refusal, Request
from actions.values import money
from actions.wording import name_of_method, refund_in_words
from bot.services.order_changes import OrderChangeResult, PaymentPlan, change_payment, plan_payment_change
from bot.shop.customer import PaymentMethod
from bot.shop.order import Order
from bot.shop.payment_words import methods_named, methods_paid_with, pays_whatever, splits_payment
from bot.shop.words.changes import speaks_also
from bot.support.handoff import HandoffReason

if TYPE_CHECKING:
    from actions.talk import Talk

# Where "all" and "both" are of orders.
OF_ORDERS = re.compile(r"(?i)\b(?:orders|both|each|all of (?:them|those)|заказ\w*|тапсырыс\w*|պատվեր\w*|tellimus\w*)\b")


class OrdersToPay(PendingOrders):
    """Several are listed, and said yes to, one after the other; settles `known["order"]`, and the others in `known["rest"]`."""

    goes_on = True

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        if heard.first("extent") and not OF_ORDERS.search(heard.text):
            # "Everything on the Mastercard": all of the amount.
            heard = replace(heard, entities={name: said for name, said in heard.entities.items() if name != "extent"})
        if heard.first("payment_method") is None and splits_payment(heard.text):
            known["splits"] = True
        is_first = "words" not in known
        another = super().hear(talk, known, heard, asked)
        if is_first and pays_whatever(heard.text) and not heard.order_numbers:
            known["every"] = True
        return another

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        step = super().check(talk, known)
        if step is None:
            known["order"], *known["rest"] = known["orders"]
        if known.get("splits") and not isinstance(step, Refusal):
            return Refusal("utter_payment_not_split", closing="utter_anything_else")
        return step

    def _meant_by_all(self, talk: "Talk", known: Known) -> list[Order]:
        """But for those that are paid that way already."""
        orders = super()._meant_by_all(talk, known)
        if pays_whatever(known["words"]):
            # "Whatever I paid with PayPal": where there is none, it is asked which is meant.
            sources = methods_paid_with(known["words"], talk.payment_methods)
            return [order for order in orders if order.paid_with in sources]
        named = methods_named(known["words"], talk.payment_methods)
        return [order for order in orders if order.paid_with not in named] or orders

    def refusal(self, talk: "Talk", order: Order) -> Refusal | None:
        return None if order.is_pending else Refusal("utter_payment_too_late", {"order_number": order.number})

    def nothing_to_choose(self, talk: "Talk", known: Known) -> Refusal:
        return Refusal("utter_no_order_to_change")


class NewPaymentMethod(WhichPaymentMethod):
    def methods(self, talk: "Talk", known: Known) -> list[PaymentMethod]:
        order = chosen_order(talk, known)
        return [method for method in order.customer.payment_methods if method is not order.paid_with]

    def unnamed(self, talk: "Talk", methods: list[PaymentMethod]) -> PaymentMethod | None:
        """The only other one, or the one that an order was just put on: "the same for the order to Seattle"."""
        is_same = speaks_also(talk.heard.text)
        latest = [method for method in methods if method.id == talk.memory.method and is_same]
        return (latest or methods)[0] if latest or len(methods) == 1 else None

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        step = super().check(talk, known)
        if step is not None:
            return step
        plan = _plan(talk, known)
        if plan is OrderChangeResult.GIFT_CARD_TOO_LOW:
            return Refusal("utter_gift_card_too_low", {"amount": money(chosen_order(talk, known).total)})
        if isinstance(plan, OrderChangeResult):
            return Refusal("utter_payment_not_covered", handoff=HandoffReason.NOT_COVERED)
        return None


class PaymentConfirmation(Confirmation):
    def terms_of(self, known: Known) -> list[object]:
        return [known.get("order"), known.get("method")]

    def listing(self, talk: "Talk", known: Known) -> Question:
        plan = _plan(talk, known)
        if isinstance(plan, OrderChangeResult):
            raise LookupError(f"the payment of {known['order']} cannot be changed: {plan.value}")
        return Question(
            "utter_confirm_payment",
            {
                "order_number": plan.order.number,
                "amount": money(plan.amount),
                "method": name_of_method(plan.new),
                "refund": refund_in_words(plan.refund),
            },
        )


class ChangePayment(Request):
    name = "change_payment"
    needs = (Identity(), OrdersToPay(), NewPaymentMethod(), PaymentConfirmation())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        turn = talk.turn
        result = change_payment(
            turn.db, customer_id(talk), known["order"], known["method"], key=turn.message_id, terms=turn.terms, now=turn.now
        )
        if result is not OrderChangeResult.DONE:
            talk.fail("utter_change_failed")
            return
        follow_refunds(talk, [known["order"]])
        talk.memory.method = known["method"]
        talk.say("utter_payment_done", order_number=known["order"])
        if known.get("rest"):
            others = {"numbers": known["rest"], "words": "", "method": known["method"]}
            talk.agenda.put_on_top([OpenRequest(cls.name, others)])
        talk.close("utter_anything_else")


def _plan(talk: "Talk", known: Known) -> PaymentPlan | OrderChangeResult:
    turn = talk.turn
    return plan_payment_change(turn.db, customer_id(talk), known["order"], known["method"], terms=turn.terms, now=turn.now)
