"""Actions that bring in a human."""

from actions.customer_requests.something_else import SomethingElse
from actions.talk import Talk
from actions.talk_action import TalkAction


class ActionRequestHuman(TalkAction):
    def name(self) -> str:
        return "action_request_human"

    def respond(self, talk: Talk) -> None:
        talk.call_human()


class ActionRequestOther(TalkAction):
    """An order matter that the assistant cannot settle: a human does."""

    def name(self) -> str:
        return "action_request_other"

    def respond(self, talk: Talk) -> None:
        talk.start(SomethingElse.name)
