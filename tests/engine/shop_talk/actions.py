from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.turn import turn_of

Events = list[dict[str, Any]]
OPEN = [{"name": "track_order", "asking": "email"}]


class BrokenShopError(Exception):
    pass


def asked_of(tracker: Tracker) -> str:
    """The entry that was asked for, or the intent that one owns."""
    return next(tracker.get_latest_entity_values("faq"), tracker.latest_message["intent"]["name"])


class TrackOrder(Action):
    def name(self) -> str:
        return "action_track_order"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        dispatcher.utter_message(response="utter_ask_email")
        return [SlotSet("agenda", OPEN)]


class ContinueRequest(Action):
    def name(self) -> str:
        return "action_continue_request"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        if tracker.latest_message["intent"]["name"] == "complain":
            raise BrokenShopError("the shop is closed")
        email = next(tracker.get_latest_entity_values("email"), None)
        if not tracker.get_slot("agenda") and tracker.latest_message["intent"]["name"] == "track_order":
            return TrackOrder().run(dispatcher, tracker, domain)
        if email is None:
            raise ActionExecutionRejection(self.name())
        with turn_of(tracker.sender_id, None) as turn:
            turn.is_taken = True
        dispatcher.utter_message(response="utter_order_found", email=email)
        return [SlotSet("agenda", [])]


class ResumeRequest(Action):
    def name(self) -> str:
        return "action_resume_request"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        dispatcher.utter_message(response="utter_ask_email")
        return []


class AnswerFaq(Action):
    def name(self) -> str:
        return "action_answer_faq"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        dispatcher.utter_message(response="utter_faq", question=asked_of(tracker))
        return []


class AskBack(Action):
    def name(self) -> str:
        return "action_ask_back"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        dispatcher.utter_message(response="utter_ask_back")
        return [SlotSet("misses", tracker.get_slot("misses") + 1)]


def saying(action: str, response: str) -> type[Action]:
    """An action that only says something."""

    class Saying(Action):
        def name(self) -> str:
            return action

        def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
            dispatcher.utter_message(response=response)
            return []

    return Saying


OTHERS = [
    saying(f"action_{name}", "utter_other")
    for name in ("start_return", "request_human", "request_other", "switch_language", "out_of_scope", "nothing_open", "goodbye")
]
