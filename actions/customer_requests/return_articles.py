"""Sending articles of a delivered order back: listed, confirmed, done once, answered with the return number."""

from typing import TYPE_CHECKING

from actions.needs.articles import WhichArticles, chosen_lines
from actions.needs.confirmation import Confirmation
from actions.needs.identity import Identity
from actions.needs.order import WhichOrder, chosen_order, customer_id
from actions.request import Known, Question, Refusal, Request
from actions.values import Value, bullets, day, money, phrase
from bot.services.returns import ReturnResult, request_return
from bot.shop.customer import PaymentKind, PaymentMethod
from bot.shop.money import Money
from bot.shop.order import Order, OrderStatus
from bot.support.handoff import HandoffReason

if TYPE_CHECKING:
    from actions.talk import Talk


class ReturnableOrder(WhichOrder):
    def candidates(self, talk: "Talk") -> list[Order]:
        orders = talk.orders
        return [order for order in orders if order.returnable_lines(talk.turn.today, talk.turn.terms)]

    def unnamed(self, talk: "Talk", orders: list[Order]) -> Order | None:
        """The order that was talked about last, or the only one: what is to be returned is listed before it is done."""
        last = (order for order in orders if order.number == talk.memory.order)
        return next(last, None) or super().unnamed(talk, orders)

    def refusal(self, talk: "Talk", order: Order) -> Refusal | None:
        if order.returnable_lines(talk.turn.today, talk.turn.terms):
            return None
        if order.status is OrderStatus.CANCELLED:
            return Refusal("utter_return_cancelled", {"order_number": order.number})
        if order.status is not OrderStatus.DELIVERED:
            return Refusal("utter_return_not_delivered", {"order_number": order.number})
        closed_on = order.return_window_closes_on(talk.turn.terms)
        if closed_on is not None and not order.is_in_return_window(talk.turn.today, talk.turn.terms):
            values: dict[str, Value] = {"order_number": order.number, "closed_on": day(closed_on)}
            return Refusal("utter_return_window_closed", values, closing=None)
        return Refusal("utter_return_already", {"order_number": order.number})

    def nothing_to_choose(self, talk: "Talk") -> Refusal:
        return Refusal("utter_nothing_to_return", closing=None)


class ReturnConfirmation(Confirmation):
    def terms_of(self, known: Known) -> list[object]:
        return [known.get("order"), known.get("lines")]

    def listing(self, talk: "Talk", known: Known) -> Question:
        lines = chosen_lines(talk, known)
        return Question(
            "utter_confirm_return",
            {
                "order_number": chosen_order(talk, known).number,
                "articles": bullets(
                    phrase("utter_article_priced", article=line.title, price=money(line.total)) for line in lines
                ),
                "amount": money(Money.total(line.total for line in lines)),
                "refund_to": _way_of_payment(chosen_order(talk, known)),
            },
        )


class ReturnArticles(Request):
    name = "start_return"
    needs = (Identity(), ReturnableOrder(), WhichArticles(), ReturnConfirmation())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        turn = talk.turn
        outcome = request_return(
            turn.db, customer_id(talk), known["order"], known["lines"], terms=turn.terms, key=turn.message_id, now=turn.now
        )
        if outcome.result is not ReturnResult.DONE or outcome.return_ is None:
            # The store changed since the list was shown; the customer said yes to something else.
            talk.say("utter_return_failed")
            talk.hand_over(HandoffReason.NOT_COVERED)
            return
        talk.say("utter_return_done", rma=outcome.return_.rma)
        talk.close("utter_anything_else")


def _way_of_payment(order: Order) -> Value:
    """Where the refund goes, in words."""
    method: PaymentMethod | None = order.paid_with
    if method is None:
        return phrase("utter_original_payment")
    if method.kind is PaymentKind.CREDIT_CARD and method.last_four:
        return phrase("utter_payment_card", last_four=method.last_four)
    return phrase(f"utter_payment_{method.kind.value}")
