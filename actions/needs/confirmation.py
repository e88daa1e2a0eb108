"""The explicit yes without which nothing is written."""

from abc import abstractmethod
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.request import Known, Need, Question, Refusal

if TYPE_CHECKING:
    from actions.talk import Talk


class Confirmation(Need):
    """Lists what will happen and asks; a no ends the request, a correction is listed anew."""

    name = "confirmation"

    @abstractmethod
    def listing(self, talk: "Talk", known: Known) -> Question:
        """Everything that a yes would do."""

    @abstractmethod
    def terms_of(self, known: Known) -> list[object]:
        """What the customer says yes to: a yes holds for just this."""

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        listed = known.get("listed")
        if not asked or listed is None:
            return False
        if listed != self.terms_of(known) or known.get("unfit"):
            # The same message changed what was listed: it is shown again before any yes counts.
            return True
        if heard.intent not in {"affirm", "deny"}:
            return False
        known["answer"] = "no" if heard.intent == "deny" else "yes" if heard.is_plain_yes else "unclear"
        return True

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        answer = known.pop("answer", None)
        if answer == "yes" and known["listed"] == self.terms_of(known):
            return None
        if answer == "no":
            return Refusal("utter_nothing_changed", by_customer=True)
        if answer == "unclear":
            talk.say("utter_answer_yes_or_no")
        known["listed"] = self.terms_of(known)
        return self.listing(talk, known)
