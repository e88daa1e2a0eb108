"""Sending articles of delivered orders back: listed, confirmed, done once an order, answered with the return numbers."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.needs.confirmation import Confirmation
from actions.needs.identity import Identity
from actions.needs.order import customer_id
from actions.needs.payment_method import WhichPaymentMethod, choices_of
from actions.needs.pieces import Pieces, pieces_of
from actions.needs.scope import chosen_articles
from actions.needs.selection import SelectedArticles
from actions.refunds import tell_total
from actions.request import Known, Question, Refusal, Request
from actions.values import Value, bullets, day, money, phrase
from actions.wording import way_of_payment
from bot.services.returns import ReturnResult, request_return
from bot.shop.customer import PaymentMethod
from bot.shop.money import Money
from bot.shop.order import Order, OrderStatus
from bot.shop.order_line import OrderLine
from bot.shop.payment_words import methods_named, names_method_of_others
from bot.support.answer_words import meant

if TYPE_CHECKING:
    from actions.talk import Talk


class ReturnableArticles(SelectedArticles):
    question = "utter_ask_which_articles"

    def fits(self, talk: "Talk", line: OrderLine) -> bool:
        return line in line.order.returnable_lines(talk.turn.today, talk.turn.terms)

    def beside(self, talk: "Talk", unfit: Sequence[OrderLine]) -> None:
        in_return = [line.title for line in unfit if line.is_in_return]
        if in_return:
            talk.say("utter_articles_in_return", articles=bullets(in_return))

    def refusal(self, talk: "Talk", lines: Sequence[OrderLine]) -> Refusal:
        if not lines:
            return Refusal("utter_nothing_to_return", closing=None)
        order = lines[0].order
        values: dict[str, Value] = {"order_number": order.number}
        if order.status is OrderStatus.CANCELLED:
            return Refusal("utter_return_cancelled", values)
        if order.can_be_cancelled:
            return Refusal("utter_return_not_sent", values, closing=None)
        if order.status is not OrderStatus.DELIVERED:
            return Refusal("utter_return_not_delivered", values)
        closed_on = order.return_window_closes_on(talk.turn.terms)
        if closed_on is not None and not order.is_in_return_window(talk.turn.today, talk.turn.terms):
            return Refusal("utter_return_window_closed", values | {"closed_on": day(closed_on)}, closing=None)
        return _arranged_already(order, lines)


class RefundMethod(WhichPaymentMethod):
    """The way each order was paid, unless a gift card of theirs is named; settles `known["methods"]`, by order number."""

    answered_in_words = "refund_way"

    def methods(self, talk: "Talk", known: Known) -> list[PaymentMethod]:
        """Those to which all of it can be refunded."""
        allowed = [order.refund_methods() for order, _ in _by_order(talk, known)]
        return [method for method in allowed[0] if all(method in others for others in allowed)]

    def unnamed(self, talk: "Talk", methods: list[PaymentMethod]) -> PaymentMethod | None:
        return None

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        methods = self.methods(talk, known) if asked and meant(self.answered_in_words, heard.text) else []
        if methods and not methods_named(heard.text, methods):
            known["method"] = methods[0].id
            return True
        return super().hear(talk, known, heard, asked)

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        words, orders = known.get("method_words", ""), [order for order, _ in _by_order(talk, known)]
        chosen = {order.number: _chosen_for(talk, known, order) for order in orders}
        ways = {order.number: chosen[order.number] or next(iter(order.refund_methods()), None) for order in orders}
        known["methods"] = {number: method.id for number, method in ways.items() if method is not None}
        if known.get("method") or not _is_refused(talk, orders, words):
            return None
        if known.get("refused_words") != words:
            known["refused_words"] = words
            talk.say("utter_refund_only_as_paid")
        methods = self.methods(talk, known)
        if all(chosen.values()) or len(methods) < 2:  # noqa: PLR2004 - one and another
            return None
        # Who wanted it elsewhere has not said which of the others will do.
        numbers = ", ".join(order.number for order in orders)
        return Question("utter_ask_refund_method", {"order_number": numbers}, choices_of(methods))


class ReturnConfirmation(Confirmation):
    def terms_of(self, known: Known) -> list[object]:
        return [known.get("lines"), known.get("pieces"), known.get("methods")]

    def listing(self, talk: "Talk", known: Known) -> Question:
        parts = [_in_words(order, lines, known) for order, lines in _by_order(talk, known)]
        if len(parts) == 1:
            return Question("utter_confirm_return", parts[0])
        return Question("utter_confirm_returns", {"orders": bullets(phrase("utter_return_from_order", **part) for part in parts)})


class ReturnArticles(Request):
    name = "start_return"
    needs = (Identity(), ReturnableArticles(), Pieces(), RefundMethod(), ReturnConfirmation())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        turn, numbers = talk.turn, []
        for number, lines in chosen_articles(talk, known).items():
            outcome = request_return(
                turn.db,
                customer_id(talk),
                number,
                {line.id: pieces_of(known, line) for line in lines},
                terms=turn.terms,
                key=turn.message_id,
                now=turn.now,
                refund_to=known["methods"].get(number),
            )
            if outcome.result is not ReturnResult.DONE or outcome.return_ is None:
                talk.fail("utter_return_failed")
                return
            talk.memory.order = number
            numbers.append(outcome.return_.rma)
        talk.say("utter_return_done" if len(numbers) == 1 else "utter_returns_done", rma=", ".join(numbers))
        tell_total(talk, known.get("words", ""))
        talk.close("utter_anything_else")


def _is_refused(talk: "Talk", orders: Sequence[Order], words: str) -> bool:
    """Whether the money of one of them was wanted where it may not go."""
    named = methods_named(words, talk.payment_methods)
    is_elsewhere = bool(named) and any(set(named).isdisjoint(order.refund_methods()) for order in orders)
    return is_elsewhere or names_method_of_others(words)


def _chosen_for(talk: "Talk", known: Known, order: Order) -> PaymentMethod | None:
    """Where this order's money may go, of what was said or pressed: "on my Visa, and if that can't be done on my gift card"."""
    allowed, words, pressed = order.refund_methods(), known.get("method_words", ""), known.get("method")
    if pressed:
        return next((method for method in allowed if method.id == pressed), None)
    named = [method for method in methods_named(words, talk.payment_methods) if method in allowed]
    return next(iter(named or methods_named(words, allowed)), None)


def _arranged_already(order: Order, lines: Sequence[OrderLine]) -> Refusal:
    if order.is_in_exchange:
        return Refusal("utter_replace_exchanged_already", {"order_number": order.number})
    if any(not line.is_in_return for line in order.lines):
        return Refusal("utter_articles_in_return", {"articles": bullets(line.title for line in lines)})
    return Refusal("utter_return_already", {"order_number": order.number})


def _by_order(talk: "Talk", known: Known) -> Iterator[tuple[Order, list[OrderLine]]]:
    return ((lines[0].order, lines) for lines in chosen_articles(talk, known).values())


def _in_words(order: Order, lines: Sequence[OrderLine], known: Known) -> dict[str, Value]:
    pieces = {line: pieces_of(known, line) for line in lines}
    priced = ((line.title_of(number), money(line.price * number)) for line, number in pieces.items())
    return {
        "order_number": order.number,
        "articles": bullets(phrase("utter_article_priced", article=title, price=price) for title, price in priced),
        "amount": money(Money.total(line.price * number for line, number in pieces.items())),
        "refund_to": way_of_payment(_refund_to(order, known)),
    }


def _refund_to(order: Order, known: Known) -> PaymentMethod | None:
    return order.customer.method(known["methods"].get(order.number)) or order.paid_with
