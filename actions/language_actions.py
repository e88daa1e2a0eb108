"""Actions about the language of the talk, which is the customer's choice."""

from actions.talk import Talk
from actions.talk_action import TalkAction

# A language that we do not write, as data/nlu names all of them.
NOT_WRITTEN = "foreign"


class ActionSwitchLanguage(TalkAction):
    """Says which language we go on in: the conversation has had it since the message was understood."""

    def name(self) -> str:
        return "action_switch_language"

    def respond(self, talk: Talk) -> None:
        named = talk.heard.entities.get("language", [])
        if talk.turn.conversation.language in named:
            talk.say("utter_language_switched")
        elif NOT_WRITTEN in named:
            talk.say("utter_language_not_spoken")
        else:
            talk.say("utter_ask_language")
