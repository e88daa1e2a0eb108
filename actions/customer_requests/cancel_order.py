"""Cancelling pending orders, whole: listed with what goes back where, confirmed, done once."""

import re
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.needs.confirmation import Confirmation
from actions.needs.identity import Identity
from actions.needs.order import customer_id
from actions.needs.pending_orders import PendingOrders, chosen_orders
from actions.needs.reason import Reason
from actions.refunds import follow_refunds, tell_total
from actions.request import Known, Question, Refusal, Request
from actions.values import Value, bullets, phrase
from actions.wording import order_in_words, refund_in_words
from bot.services.cancellations import CancellationPlan, CancelResult, cancel_order, plan_cancellation
from bot.shop.order import CancelReason, Order, OrderStatus
from bot.shop.order_totals import orders_costing
from bot.shop.order_words import speaks_of_order, speaks_of_part
from bot.shop.orders_kept import others_than_kept
from bot.shop.orders_meant import orders_bound
from bot.shop.selection import select
from bot.shop.words.conditions import Otherwise, without_conditions
from bot.shop.words.phrases import read

if TYPE_CHECKING:
    from actions.talk import Talk

# "Only the hose. Not if it means the whole order."
NOT_WHOLE = re.compile(
    r"\bnot (?:if (?:it|that|this) (?:means|is|takes) )?(?:the |my )(?:whole|entire|complete|full)\b"
    r"|\bif (?:not|that|it|thats|its)\b[^.;!?]*\b(?:dont|do not) (?:touch|cancel) (?:it|anything|that)\b"
)

# "What is the dearest item? Could I cancel only that one?"
ONLY_THAT_ARTICLE = re.compile(r"\b(?:items?|articles?|products?|things?)\b[^!]*\b(?:just|only) (?:that|this) one\b")


class CancellableOrders(PendingOrders):
    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        if not asked:
            leaves_articles = bool(heard.left_out) and not speaks_of_order(f"the {heard.left_out.strip()}")
            known.setdefault("names_articles", leaves_articles or _names_part(heard.text))
        return super().hear(talk, known, heard, asked)

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        others = None if _is_chosen(known) else others_than_kept(known["words"], self.candidates(talk))
        if others is not None and not others.certain:
            # Its words name what stays, and none of what is to go.
            known["words"] = ""
            return self._choose(talk, known)
        if others is not None:
            known["orders"] = [order.number for order in others.orders]
        step = super().check(talk, known)
        if step is None and _is_only_part(known, chosen_orders(talk, known)):
            return Refusal("utter_cancel_whole_orders_only", by_customer=True)
        if step is None:
            _say_that_all_goes(talk, known, chosen_orders(talk, known))
        return step

    def _meant_by_all(self, talk: "Talk", known: Known) -> list[Order]:
        """Of all, or of all that go where it was said, or cost so much: "every order that isn't coming to my home in Boston"."""
        orders, words = super()._meant_by_all(talk, known), known["words"]
        bound = orders_bound(words, self.candidates(talk)) or orders_costing(words, self.candidates(talk))
        return [order for order in orders if order in bound] or bound or orders

    def candidates(self, talk: "Talk") -> list[Order]:
        return [order for order in talk.orders if order.can_be_cancelled]

    def refusal(self, talk: "Talk", order: Order) -> Refusal | None:
        if order.can_be_cancelled:
            return None
        values: dict[str, Value] = {"order_number": order.number}
        if order.is_cancelled:
            return Refusal("utter_cancel_already", values)
        if order.is_pending:
            return Refusal("utter_cancel_items_changed", values, closing=None)
        if order.status is OrderStatus.DELIVERED:
            return Refusal("utter_cancel_delivered", values, closing=None)
        return Refusal("utter_cancel_too_late", values)

    def nothing_to_choose(self, talk: "Talk", known: Known) -> Refusal:
        return Refusal("utter_nothing_to_cancel", closing=None)


class CancelConfirmation(Confirmation):
    def terms_of(self, known: Known) -> list[object]:
        return [known.get("orders"), known.get("reason")]

    def listing(self, talk: "Talk", known: Known) -> Question:
        plans = [plan for order in chosen_orders(talk, known) if (plan := _plan(talk, order)) is not None]
        return Question(
            "utter_confirm_cancel",
            {
                "orders": bullets(order_in_words(plan.order) for plan in plans),
                "refunds": bullets(refund_in_words(refund) for plan in plans for refund in plan.refunds),
                "reason": phrase(f"utter_reason_{known['reason']}"),
            },
        )


class CancelOrder(Request):
    name = "cancel_order"
    needs = (Identity(), CancellableOrders(), Reason(), CancelConfirmation())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        turn = talk.turn
        reason = CancelReason(known["reason"])
        results = [
            cancel_order(turn.db, customer_id(talk), number, reason, key=turn.message_id, now=turn.now)
            for number in known["orders"]
        ]
        if set(results) != {CancelResult.DONE}:
            talk.fail("utter_cancel_failed")
            return
        follow_refunds(talk, known["orders"])
        talk.say("utter_cancel_done" if len(results) == 1 else "utter_cancel_all_done", orders=", ".join(known["orders"]))
        tell_total(talk, known.get("words", ""))
        talk.close("utter_anything_else")


def _plan(talk: "Talk", order: Order) -> CancellationPlan | None:
    turn = talk.turn
    plan = plan_cancellation(turn.db, customer_id(talk), order.number, terms=turn.terms, now=turn.now)
    return plan if isinstance(plan, CancellationPlan) else None


def _is_chosen(known: Known) -> bool:
    return any(known.get(name) for name in ("orders", "order", "order_number", "numbers"))


def _names_part(text: str) -> bool:
    return speaks_of_part(text) or not speaks_of_order(text)


def _is_only_part(known: Known, orders: list[Order]) -> bool:
    """Whether only articles are to go that an order has among others, and never all of it."""
    left_out = select(known["words"], orders).left_out
    named = [line for order in orders for line in order.lines_named(known["words"]) if line not in left_out]
    in_all = sum(len(order.lines) for order in orders)
    plain = read(known["words"]).plain
    if in_all > 1 and ONLY_THAT_ARTICLE.search(plain):
        return True
    is_part = bool(named) and len(named) < in_all
    keeps = any(condition.otherwise is Otherwise.KEEP for condition in without_conditions(plain)[1])
    return is_part and (keeps or bool(NOT_WHOLE.search(plain)))


def _say_that_all_goes(talk: "Talk", known: Known, orders: list[Order]) -> None:
    """Tell, once, who named single articles that the shop cancels orders as a whole."""
    named = [line for order in orders for line in order.lines_named(known["words"])]
    if (
        known.get("names_articles")
        and named
        and len(named) < sum(len(order.lines) for order in orders)
        and not known.get("told_whole")
    ):
        known["told_whole"] = True
        talk.say("utter_cancel_whole_orders_only")
