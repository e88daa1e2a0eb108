"""A yes to what the assistant offers of its own accord."""

from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.needs.confirmation import Confirmation
from actions.request import Known, Question, Refusal

if TYPE_CHECKING:
    from actions.talk import Talk


class Offer(Confirmation):
    """Says all that would be given; a no is no stop of anything."""

    name = "offer"

    def terms_of(self, known: Known) -> list[object]:
        return [known["order"]]

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        if asked and heard.intent == "stop_request":
            known["answer"] = "no"
            return True
        return super().hear(talk, known, heard, asked)

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        step = super().check(talk, known)
        return Refusal("utter_offer_declined", by_customer=True) if isinstance(step, Refusal) else step
