"""Actions that give messages to requests; the requests themselves are in actions/customer_requests/."""

from rasa_sdk.interfaces import ActionExecutionRejection

from actions.talk import Talk
from actions.talk_action import TalkAction

# Intents that have no rule of their own while a question is open: a failed answer to it.
ANSWERS = {"inform", "affirm", "deny", "nlu_fallback"}


class ActionContinueRequest(TalkAction):
    """Gives the message to the open request, or opens those that it asks for; rejects anything else, for the rules to answer."""

    def name(self) -> str:
        return "action_continue_request"

    def respond(self, talk: Talk) -> None:
        if talk.take_message():
            return
        if talk.agenda.top is None or talk.heard.intent not in ANSWERS:
            raise ActionExecutionRejection(self.name())
        talk.miss()


class ActionResumeRequest(TalkAction):
    """Asks the open question again after something else was answered in between."""

    def name(self) -> str:
        return "action_resume_request"

    def respond(self, talk: Talk) -> None:
        talk.go_on()
