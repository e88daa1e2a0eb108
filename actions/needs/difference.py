"""How the difference between what was ordered and what comes in its place is paid or refunded."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from actions.needs.payment_method import WhichPaymentMethod
from actions.needs.replacement import plans_of
from actions.request import Known, Question, Refusal
from actions.values import money
from bot.services.replacements import ReplacementPlan
from bot.shop.customer import PaymentMethod
from bot.shop.money import Money
from bot.shop.payment_words import methods_named
from bot.support.handoff import HandoffReason

if TYPE_CHECKING:
    from actions.talk import Talk


class DifferenceMethod(WhichPaymentMethod):
    """The way each order was paid, unless another is named or that one does not cover it.

    Settles `known["methods"]`, by order number.
    """

    def methods(self, talk: "Talk", known: Known) -> list[PaymentMethod]:
        """The customer's that cover all that is to be paid."""
        return _covering(talk, plans_of(talk, known) or [])

    def unnamed(self, talk: "Talk", methods: list[PaymentMethod]) -> PaymentMethod | None:
        return methods[0] if len(methods) == 1 else None

    def nothing_to_choose(self, talk: "Talk", known: Known) -> Refusal:
        plans = plans_of(talk, known) or []
        _say_what_it_takes(talk, known, plans)
        if plans:
            # "Then take the blue one": goes on about the same articles.
            talk.memory.order, talk.memory.articles = plans[0].order.number, list(known["lines"])
        return super().nothing_to_choose(talk, known)

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        known["methods"] = {}
        all_plans = plans_of(talk, known)
        if all_plans is None:
            # For what the needs before could not see, such as the last piece wished for twice.
            return Refusal("utter_replacements_not_covered", handoff=HandoffReason.NOT_COVERED)
        plans = [plan for plan in all_plans if plan.difference]
        if not plans:
            return None
        _reject_what_does_not_cover(talk, known, plans)
        named = methods_named(known.get("method_words", ""), talk.payment_methods)
        if not known.get("method") and not named and all(_pays_itself(plan) for plan in plans):
            known["methods"] = {plan.order.number: plan.order.paid_with.id for plan in plans if plan.order.paid_with}
            return None
        step = super().check(talk, known)
        if step is None:
            known["methods"] = {plan.order.number: known["method"] for plan in plans}
        return step


def _covering(talk: "Talk", plans: list[ReplacementPlan]) -> list[PaymentMethod]:
    """The customer's that cover all that is to be paid."""
    due = [plan.difference for plan in plans if plan.difference.is_positive]
    return [method for method in talk.payment_methods if not due or method.covers(Money.total(due))]


def _reject_what_does_not_cover(talk: "Talk", known: Known, plans: list[ReplacementPlan]) -> None:
    named = methods_named(known.get("method_words", ""), talk.payment_methods)
    if named and not set(named) & set(_covering(talk, plans)):
        known["method_words"] = ""
        _say_what_it_takes(talk, known, plans)


def _say_what_it_takes(talk: "Talk", known: Known, plans: Sequence[ReplacementPlan]) -> None:
    """Why the gift card will not do, once."""
    due = [plan.difference for plan in plans if plan.difference.is_positive]
    if due and known.get("told_due") != str(Money.total(due)):
        known["told_due"] = str(Money.total(due))
        talk.say("utter_gift_card_below_difference", amount=money(Money.total(due)))


def _pays_itself(plan: ReplacementPlan) -> bool:
    method = plan.order.paid_with
    return method is not None and (not plan.difference.is_positive or method.covers(plan.difference))
