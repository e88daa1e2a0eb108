"""Actions at the end of a talk."""

from actions.customer_requests.rate_service import RateService
from actions.talk import Talk
from actions.talk_action import TalkAction


class ActionGoodbye(TalkAction):
    def name(self) -> str:
        return "action_goodbye"

    def respond(self, talk: Talk) -> None:
        talk.say("utter_goodbye")
        RateService.ask(talk)
