"""The difference for articles that became cheaper since they were ordered: told without being asked, paid back after a yes."""

from typing import TYPE_CHECKING

from actions.needs.offer import Offer
from actions.needs.order import customer_id
from actions.refunds import follow_refunds
from actions.request import Known, Question, Request
from actions.values import bullets, money, phrase
from actions.wording import refund_in_words
from bot.services.price_protection import (
    PriceProtectionPlan,
    PriceProtectionResult,
    claim_price_protection,
    plan_price_protection,
)

if TYPE_CHECKING:
    from actions.talk import Talk


class PriceDropOffer(Offer):
    def terms_of(self, known: Known) -> list[object]:
        return [known["order"], known["prices"]]

    def listing(self, talk: "Talk", known: Known) -> Question:
        plan = _plan(talk, known["order"])
        if plan is None:
            raise LookupError(f"nothing of order {known['order']} became cheaper")
        articles = (
            phrase("utter_article_cheaper", article=drop.line.title, paid=money(drop.line.price), price_now=money(drop.price_now))
            for drop in plan.drops
        )
        return Question("utter_offer_price_protection", {"articles": bullets(articles), "refund": refund_in_words(plan.refund)})


class PriceProtection(Request):
    name = "price_protection"
    is_repeatable = False
    is_invitation = True
    needs = (PriceDropOffer(),)

    @classmethod
    def offer(cls, talk: "Talk", order_number: str) -> bool:
        """Tell what became cheaper and offer the difference; whether there is any."""
        plan = _plan(talk, order_number)
        return plan is not None and talk.invite(cls.name, order=order_number, prices=_prices(plan))

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        turn, plan = talk.turn, _plan(talk, known["order"])
        if plan is None or _prices(plan) != known["prices"]:
            result = PriceProtectionResult.NO_DROP
        else:
            result = claim_price_protection(
                turn.db, customer_id(talk), known["order"], key=turn.message_id, terms=turn.terms, now=turn.now
            )
        if result is not PriceProtectionResult.DONE:
            talk.fail("utter_change_failed")
            return
        follow_refunds(talk, [known["order"]])
        talk.say("utter_price_protection_done")
        talk.close("utter_anything_else")


def _plan(talk: "Talk", order_number: str) -> PriceProtectionPlan | None:
    turn = talk.turn
    plan = plan_price_protection(turn.db, customer_id(talk), order_number, terms=turn.terms, now=turn.now)
    return plan if isinstance(plan, PriceProtectionPlan) else None


def _prices(plan: PriceProtectionPlan) -> list[list[str]]:
    """What a yes holds for, as JSON keeps it."""
    return [[str(drop.line.id), str(drop.price_now.amount)] for drop in plan.drops]
