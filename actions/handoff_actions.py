"""Actions that bring in a human."""

from actions.talk import Talk
from actions.talk_action import TalkAction
from bot.support.handoff import HandoffReason


class ActionRequestHuman(TalkAction):
    def name(self) -> str:
        return "action_request_human"

    def respond(self, talk: Talk) -> None:
        talk.hand_over(HandoffReason.ASKED_FOR_HUMAN)


class ActionRequestOther(TalkAction):
    """An order matter that the assistant cannot settle: a human does."""

    def name(self) -> str:
        return "action_request_other"

    def respond(self, talk: Talk) -> None:
        talk.say("utter_request_not_covered")
        talk.hand_over(HandoffReason.NOT_COVERED)


class ActionComplain(TalkAction):
    """Admits that it was not good, and offers help or a human."""

    def name(self) -> str:
        return "action_complain"

    def respond(self, talk: Talk) -> None:
        talk.say("utter_complaint")
