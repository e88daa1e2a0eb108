"""Other variants in the place of what was ordered: changed in a pending order, exchanged from a delivered one; once an order.

Which of the two it is depends on the state of the order, not on the customer's words for it.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.instead import instead_of
from actions.needs.confirmation import Confirmation
from actions.needs.difference import DifferenceMethod
from actions.needs.identity import Identity
from actions.needs.if_short import IfShort
from actions.needs.order import customer_id
from actions.needs.pieces import ReplacedPieces
from actions.needs.price_limit import WithinLimit
from actions.needs.replacement import Replacements, chosen_swaps, plan_swaps
from actions.needs.scope import chosen_articles, chosen_lines
from actions.needs.selection import SelectedArticles
from actions.request import Known, Question, Refusal, Request
from actions.values import Value, bullets, day, money, phrase
from actions.wording import name_of_method, way_of_payment
from bot.services.exchanges import request_exchange
from bot.services.item_changes import change_items
from bot.services.replacements import ReplacementPlan, ReplaceResult, Swap
from bot.shop import option_values
from bot.shop.exchange_wishes import is_to_be_like_own
from bot.shop.order import Order, OrderStatus
from bot.shop.order_line import OrderLine
from bot.shop.order_words import adds_articles, removes_articles
from bot.shop.words.changes import change_said
from bot.shop.words.conditions import fallback_said

if TYPE_CHECKING:
    from actions.talk import Talk


CANNOT = {"remove": "utter_cannot_remove_articles", "add": "utter_cannot_add_articles"}


class ReplaceableArticles(SelectedArticles):
    exchanges = True

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        if "intent" not in known:
            known["intent"] = heard.intent
            if heard.intent == "change_order":
                known["fixed"] = "remove" if removes_articles(heard.text) else "add" if adds_articles(heard.text) else None
        return super().hear(talk, known, heard, asked)

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        step = super().check(talk, known)
        otherwise = fallback_said(known["words"]) if known.get("fixed") == "remove" else ""
        if otherwise and change_said(otherwise) is not None:
            # "Take the lamp out, or if that can't be, make it the white one."
            talk.say(CANNOT["remove"])
            known["fixed"], known["wishes"] = None, [[otherwise, None]]
        if known.get("fixed"):
            # An order keeps as many articles as were ordered.
            talk.memory.order = next(iter(chosen_articles(talk, known)), talk.memory.order)
            talk.memory.articles = _of_that_kind(talk, known) or talk.memory.articles
            return instead_of(Refusal(CANNOT[known["fixed"]], closing=None), known["words"])
        return step

    def fits(self, talk: "Talk", line: OrderLine) -> bool:
        order = line.order
        if order.is_pending:
            return order.can_change_items
        is_free = not (order.is_in_exchange or order.is_in_return)
        return is_free and order.is_in_return_window(talk.turn.today, talk.turn.terms)

    def likelier(self, talk: "Talk", known: Known, line: OrderLine) -> bool:
        """Who says exchange means what has arrived, who says change what has not; so does who wants it like what they have."""
        if is_to_be_like_own(known["words"]):
            return line.order.is_pending
        return line.order.is_pending is (known.get("intent") == "change_order")

    def refusal(self, talk: "Talk", lines: Sequence[OrderLine]) -> Refusal:
        if not lines:
            return Refusal("utter_nothing_to_replace", closing=None)
        order = lines[0].order
        values: dict[str, Value] = {"order_number": order.number}
        if order.status is OrderStatus.CANCELLED:
            return Refusal("utter_replace_cancelled", values)
        if order.is_pending:
            return Refusal("utter_replace_changed_already", values)
        if order.status is not OrderStatus.DELIVERED:
            return Refusal("utter_replace_on_its_way", values)
        if order.is_in_exchange or order.is_in_return:
            return Refusal("utter_replace_exchanged_already", values)
        closed_on = order.return_window_closes_on(talk.turn.terms) or talk.turn.today
        return Refusal("utter_return_window_closed", values | {"closed_on": day(closed_on)}, closing=None)


def _of_that_kind(talk: "Talk", known: Known) -> list[int]:
    """All that are like what was named: "both of them", after "take one of the two mugs out"."""
    return [like.id for line in chosen_lines(talk, known) for like in line.order.lines if like.sku == line.sku]


class ReplacementConfirmation(Confirmation):
    def terms_of(self, known: Known) -> list[object]:
        return [known.get("lines"), known.get("pieces"), known.get("replacements"), known.get("methods")]

    def listing(self, talk: "Talk", known: Known) -> Question:
        orders = [_in_words(_plan(talk, number, swaps, known)) for number, swaps in chosen_swaps(talk, known).items()]
        return Question("utter_confirm_replacements", {"orders": orders[0] if len(orders) == 1 else bullets(orders)})


class ExchangeArticles(Request):
    name = "exchange_article"
    also = ("change_order",)
    needs = (
        Identity(),
        ReplaceableArticles(),
        Replacements(),
        # Behind those of which some stay as they are, so that a yes is to those that are left.
        ReplacedPieces(),
        IfShort(),
        WithinLimit(),
        DifferenceMethod(),
        ReplacementConfirmation(),
    )

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        for number, swaps in chosen_swaps(talk, known).items():
            order = talk.order(number)
            if order is None or not _write(talk, order, swaps, known["methods"].get(number)):
                talk.fail("utter_change_failed")
                return
            talk.memory.order = number
        talk.memory.articles = list(known["lines"])
        talk.close("utter_anything_else")


def _write(talk: "Talk", order: Order, swaps: Sequence[Swap], method_id: str | None) -> bool:
    turn, owner = talk.turn, customer_id(talk)
    if order.is_pending:
        result = change_items(
            turn.db, owner, order.number, swaps, method_id=method_id, key=turn.message_id, terms=turn.terms, now=turn.now
        )
        if result is ReplaceResult.DONE:
            talk.say("utter_items_changed", order_number=order.number)
        return result is ReplaceResult.DONE
    outcome = request_exchange(
        turn.db, owner, order.number, swaps, method_id=method_id, key=turn.message_id, terms=turn.terms, now=turn.now
    )
    if outcome.exchange is not None:
        talk.say("utter_exchange_done", rma=outcome.exchange.rma)
    return outcome.exchange is not None


def _plan(talk: "Talk", number: str, swaps: Sequence[Swap], known: Known) -> ReplacementPlan:
    plan = plan_swaps(talk, number, swaps, known["methods"].get(number))
    if isinstance(plan, ReplaceResult):
        raise LookupError(f"articles of {number} cannot be replaced: {plan.value}")
    return plan


def _in_words(plan: ReplacementPlan) -> Value:
    articles = bullets(
        phrase(
            "utter_replaced_by",
            article=one.line.title_of(one.quantity),
            options=option_values.in_words(one.variant.options) or one.variant.product.name,
            price=money(one.variant.price),
        )
        for one in plan.replacements
    )
    return phrase(
        "utter_change_in_order" if plan.order.is_pending else "utter_exchange_from_order",
        order_number=plan.order.number,
        articles=articles,
        difference=_difference(plan),
    )


def _difference(plan: ReplacementPlan) -> Value:
    """What it costs, by which method, and when."""
    if not plan.difference or plan.method is None:
        return phrase("utter_difference_none")
    amount, is_now = money(abs(plan.difference)), plan.order.is_pending
    if plan.difference.is_positive:
        return phrase(
            "utter_difference_charged_now" if is_now else "utter_difference_charged_on_arrival",
            amount=amount,
            method=name_of_method(plan.method),
        )
    return phrase(
        "utter_difference_refunded_now" if is_now else "utter_difference_refunded_on_arrival",
        amount=amount,
        refund_to=way_of_payment(plan.method),
    )
