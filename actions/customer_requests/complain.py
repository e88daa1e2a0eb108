"""A complaint: admitted, taken with what went wrong, answered with a reference and the day on which the shop comes back."""

from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.needs.confirmation import Confirmation
from actions.needs.own_words import OwnWords
from actions.request import Known, Question, Request
from actions.values import Value, day, phrase
from bot.services.complaints import make_complaint

if TYPE_CHECKING:
    from actions.talk import Talk

# So much of it is shown again before the yes; all of it is kept.
SHOWN_CHARS = 160


class WhatWentWrong(OwnWords):
    response = "utter_ask_what_happened"

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        number = heard.first("order_number")
        if number is not None:
            known["order_number"] = number
        return super().hear(talk, known, heard, asked)


class ComplaintConfirmation(Confirmation):
    def terms_of(self, known: Known) -> list[object]:
        return [known.get("comment"), known.get("order_number")]

    def listing(self, talk: "Talk", known: Known) -> Question:
        turn, number = talk.turn, _order(talk, known)
        about: Value = phrase("utter_about_order", order_number=number) if number else ""
        by = day(turn.terms.follow_up_on(turn.today))
        words = known["comment"] if len(known["comment"]) <= SHOWN_CHARS else f"{known['comment'][:SHOWN_CHARS]}..."
        return Question("utter_confirm_complaint", {"words": words, "about": about, "answer_by": by})


class Complain(Request):
    name = "complain"
    is_repeatable = False
    needs = (WhatWentWrong(), ComplaintConfirmation())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        turn = talk.turn
        complaint = make_complaint(
            turn.db,
            turn.conversation,
            known["comment"],
            order_number=_order(talk, known),
            key=turn.message_id,
            terms=turn.terms,
            now=turn.now,
        )
        talk.say("utter_complaint_done", reference=complaint.reference, answer_by=day(complaint.follow_up_on))
        talk.close("utter_anything_else")


def _order(talk: "Talk", known: Known) -> str | None:
    """The customer's own order that it is about: the one that was named, or that was talked about last."""
    number = known.get("order_number") or talk.memory.order
    order = talk.order(number) if number else None
    return order.number if order else None
