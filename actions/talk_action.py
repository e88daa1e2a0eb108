"""What all our actions share: they work in the running turn, on the talk that the tracker holds."""

from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk.events import ActionExecutionRejected
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, ActionExecutionRejection, Tracker
from rasa_sdk.types import DomainDict

from actions.talk import Talk
from actions.turn import turn_of


class TalkAction(Action, ABC):
    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict) -> list[dict[str, Any]]:
        with turn_of(tracker.sender_id, tracker.latest_message.get("message_id")) as turn:
            talk = Talk(turn, dispatcher, tracker)
            try:
                self.respond(talk)
            except ActionExecutionRejection:
                if not (passed_over := talk.slots_when_refused()):
                    raise
                return [*passed_over, ActionExecutionRejected(self.name())]
            return talk.slots()

    @abstractmethod
    def respond(self, talk: Talk) -> None:
        """Answer the customer's latest message."""
