"""Trouble with a delivery: what the store knows of the parcel, and a human who asks the carrier."""

from typing import TYPE_CHECKING

from actions.needs.identity import Identity
from actions.needs.order import WhichOrder, chosen_order
from actions.order_facts import order_facts
from actions.request import Known, Request
from bot.support.handoff import HandoffReason

if TYPE_CHECKING:
    from actions.talk import Talk


class ReportDeliveryProblem(Request):
    name = "report_delivery_problem"
    needs = (Identity(), WhichOrder())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        talk.say("utter_sorry_about_delivery")
        order_facts(talk, chosen_order(talk, known))
        talk.hand_over(HandoffReason.NOT_COVERED)
