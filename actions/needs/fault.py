"""What is wrong with an article that was sent."""

from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.request import Choice, Known, Need, Question, Refusal
from actions.values import phrase
from bot.shop.article_report import Fault
from bot.support.answer_words import meant

if TYPE_CHECKING:
    from actions.talk import Talk

FAULTS = {
    "report_damage": Fault.DAMAGED,
    "report_wrong_article": Fault.WRONG,
    "report_missing_article": Fault.MISSING,
    "report_fake": Fault.FAKE,
}


class WhatIsWrong(Need):
    """Asked where only a replacement was wished for; an article of which another variant is wanted may be quite all right."""

    name = "fault"
    answered_by = frozenset(FAULTS)

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        told = (heard.first("reason") if heard.is_pressed else fault_told(heard.text)) if asked else None
        if told is None:
            return False
        known["fault"] = told
        return True

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        if "fault" in known:
            return None
        choices = [Choice.answer(phrase(f"utter_fault_{fault.value}"), "reason", fault.value) for fault in FAULTS.values()]
        return Question("utter_ask_fault", choices=[*choices, Choice(phrase("utter_fault_none"), "exchange_article")])


def fault_told(text: str) -> str | None:
    """The fault that the words tell; the mere wish for a replacement tells none."""
    return next(iter(meant("fault", text)), None)
