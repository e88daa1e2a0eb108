"""What the assistant cannot settle by itself: a human does, after everything else that was asked for."""

from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.request import Known, Request
from bot.support.handoff import HandoffReason

if TYPE_CHECKING:
    from actions.talk import Talk


class SomethingElse(Request):
    name = "something_else"
    is_repeatable = False
    needs = ()

    @classmethod
    def hear(cls, talk: "Talk", known: Known, heard: Heard, asking: str | None) -> bool:
        """Keep what it is, for the agent."""
        known.setdefault("intent", heard.intent)
        return False

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        talk.say("utter_request_not_covered")
        talk.hand_over(HandoffReason.NOT_COVERED)
