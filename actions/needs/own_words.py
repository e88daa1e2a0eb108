"""What the customer tells in their own words."""

from typing import TYPE_CHECKING, ClassVar

from actions.hearing.heard import Heard
from actions.request import Known, Need, Question, Refusal
from bot.services.knowledge import faq_of_intent

if TYPE_CHECKING:
    from actions.talk import Talk

# Intents under which customers tell what was good or bad, besides what is not understood at all.
TELLING = {"inform", "complain", "praise", "give_feedback", "write_review", "out_of_scope", "nlu_fallback"}
TELLING |= {"report_delivery_problem", "report_payment_problem", "affirm", "ask_faq"}
# Names what was bad, however short it is.
TELLS_BY_ITSELF = {"report_delivery_problem"}
NOTHING_TO_TELL = {"deny", "stop_request"}
# A first message of so many words tells it already: "I want to complain about ..., because ...".
TELLS_ALREADY = 9
MIN_WORDS = 2


class OwnWords(Need):
    """One message, kept as it is written; a question or a wish is none."""

    name = "comment"
    answered_by = frozenset({"complain", "give_feedback", "praise", "write_review", "report_delivery_problem"})
    response: ClassVar[str]

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        if not asked:
            if "comment" not in known and (len(heard.text.split()) >= TELLS_ALREADY or heard.intent in TELLS_BY_ITSELF):
                known["comment"] = heard.text
            return False
        if heard.intent in NOTHING_TO_TELL and len(heard.text.split()) <= MIN_WORDS:
            known["comment"] = ""
            return True
        if heard.is_pressed or not _tells(heard):
            return False
        known["comment"] = heard.text
        return True

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        if known.get("comment") == "":
            return Refusal("utter_offer_declined", by_customer=True)
        return None if "comment" in known else Question(self.response)


def _tells(heard: Heard) -> bool:
    if heard.intent not in TELLING or "?" in heard.text or faq_of_intent(heard.intent):
        return False
    return len(heard.text.split()) >= MIN_WORDS or heard.intent in {"complain", "praise"}
