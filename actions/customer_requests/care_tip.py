"""The shop's tip on caring for an article, offered once it has arrived."""

from typing import TYPE_CHECKING

from actions.needs.offer import Offer
from actions.request import Known, Question, Request
from bot.shop.order import Order
from bot.shop.order_line import OrderLine

if TYPE_CHECKING:
    from actions.talk import Talk


class CareTipOffer(Offer):
    def listing(self, talk: "Talk", known: Known) -> Question:
        return Question("utter_offer_care_tip", {"article": known["article"]})


class CareTip(Request):
    name = "care_tip"
    is_repeatable = False
    is_invitation = True
    needs = (CareTipOffer(),)

    @classmethod
    def offer(cls, talk: "Talk", order: Order) -> bool:
        """Offer the tip on the first article of the order that has one; whether one has."""
        tips = ((line.name, tip) for line in order.lines if (tip := _tip(talk, line)))
        article, tip = next(tips, (None, None))
        return article is not None and talk.invite(cls.name, order=order.number, article=article, tip=tip)

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        talk.say_text(known["tip"])
        talk.close("utter_anything_else")


def _tip(talk: "Talk", line: OrderLine) -> str | None:
    return line.variant.product.care_tip(talk.turn.conversation.language) if line.variant else None
