"""The explicit yes without which nothing is written."""

from abc import abstractmethod
from typing import TYPE_CHECKING

from actions.heard import Heard
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
        if listed != self.terms_of(known):
            # The same message changed what was listed: it is shown again before any yes counts.
            return True
        if heard.intent not in {"affirm", "deny"}:
            return False
        known["confirmed"] = heard.intent == "affirm"
        return True

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        answer = known.pop("confirmed", None)
        if answer is True and known["listed"] == self.terms_of(known):
            return None
        if answer is False:
            return Refusal("utter_nothing_changed")
        known["listed"] = self.terms_of(known)
        return self.listing(talk, known)
