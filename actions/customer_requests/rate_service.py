"""How content the customer is: asked once, when they want nothing else; a low or sour answer is asked about."""

from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.needs.own_words import TELLING, OwnWords
from actions.needs.score import Score
from actions.request import Known, Question, Refusal, Request
from bot.services.ratings import comment_on_rating
from bot.support.rating import Tone
from bot.support.tone import tone_of

if TYPE_CHECKING:
    from actions.talk import Talk


class Comment(OwnWords):
    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        # What came with the score is the score's.
        if not asked:
            return False
        is_praise = heard.intent in TELLING and not heard.is_pressed and tone_of(heard.text) is Tone.WARM
        if is_praise and not known["unhappy"]:
            # "Great!" is short, and all that there is to say.
            known["comment"] = heard.text
            return True
        return super().hear(talk, known, heard, asked)

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        if "comment" in known:
            return None
        return Question("utter_ask_what_was_wrong" if known["unhappy"] else "utter_ask_comment")


class RateService(Request):
    name = "rate_service"
    is_repeatable = False
    is_invitation = True
    needs = (Score(), Comment())

    @classmethod
    def ask(cls, talk: "Talk") -> None:
        """Once, and only of what was settled."""
        if talk.memory.settled is not None:
            talk.invite(cls.name, request=talk.memory.settled)

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        if not known["comment"]:
            talk.say("utter_rating_declined")
            return
        tone = Tone.SOUR if known["unhappy"] else tone_of(known["comment"])
        comment_on_rating(talk.turn.db, talk.turn.conversation.id, known["comment"], tone)
        talk.say("utter_comment_taken_unhappy" if known["unhappy"] else "utter_comment_taken")
