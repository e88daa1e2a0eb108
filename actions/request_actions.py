"""Actions that open, continue and resume requests; the requests themselves are in actions/customer_requests/."""

from rasa_sdk.interfaces import ActionExecutionRejection

from actions.customer_requests.return_articles import ReturnArticles
from actions.customer_requests.track_order import TrackOrder
from actions.talk import Talk
from actions.talk_action import TalkAction

# Intents that have no rule of their own while a question is open: a failed answer to it.
ANSWERS = {"inform", "affirm", "deny", "nlu_fallback"}


class ActionTrackOrder(TalkAction):
    def name(self) -> str:
        return "action_track_order"

    def respond(self, talk: Talk) -> None:
        talk.start(TrackOrder.name)


class ActionStartReturn(TalkAction):
    def name(self) -> str:
        return "action_start_return"

    def respond(self, talk: Talk) -> None:
        talk.start(ReturnArticles.name)


class ActionContinueRequest(TalkAction):
    """Gives the message to the open request; rejects what is no answer, so that the rules can answer it."""

    def name(self) -> str:
        return "action_continue_request"

    def respond(self, talk: Talk) -> None:
        if talk.take_answer():
            return
        if talk.heard.intent not in ANSWERS:
            raise ActionExecutionRejection(self.name())
        talk.miss()


class ActionResumeRequest(TalkAction):
    """Asks the open question again after something else was answered in between."""

    def name(self) -> str:
        return "action_resume_request"

    def respond(self, talk: Talk) -> None:
        talk.go_on()
