"""Why an order is cancelled."""

from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.request import Choice, Known, Need, Question, Refusal
from actions.values import phrase
from bot.shop.order import CancelReason

if TYPE_CHECKING:
    from actions.talk import Talk

MISTAKE = CancelReason.ORDERED_BY_MISTAKE.value
# Intents of words that are a reason, whatever it is.
FREE_WORDS = {"inform", "out_of_scope", "nlu_fallback", "cancel_order", "complain", "ask_faq"}
MIN_FREE_WORDS = 2


class Reason(Need):
    """One of the two that the shop takes; what is no mistake comes to "no longer needed"."""

    name = "reason"

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        named = heard.first("reason")
        if named is not None:
            known["reason"] = MISTAKE if named == MISTAKE else CancelReason.NO_LONGER_NEEDED.value
            return asked
        if asked and heard.intent in FREE_WORDS and "?" not in heard.text and len(heard.text.split()) >= MIN_FREE_WORDS:
            known["reason"] = CancelReason.NO_LONGER_NEEDED.value
            return True
        return False

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        if "reason" in known:
            return None
        return Question(
            "utter_ask_cancel_reason",
            choices=[Choice.answer(phrase(f"utter_reason_{reason.value}"), "reason", reason.value) for reason in CancelReason],
        )
