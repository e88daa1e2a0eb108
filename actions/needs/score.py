"""How content the customer is, in points or in words."""

from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.request import Known, Need, Question, Refusal
from bot.services.ratings import rate
from bot.support.rating import Rating, Tone
from bot.support.tone import score_of, tone_of

if TYPE_CHECKING:
    from actions.talk import Talk

# Whoever says anything else wants something.
ANSWERING = {"inform", "praise", "complain", "affirm", "deny", "stop_request", "out_of_scope", "nlu_fallback"}
ANSWERING |= {"give_feedback", "write_review", "greet", "thank"}
# Words that mean the service rather than anything that is wanted.
IN_WORDS = {"praise": Tone.WARM, "complain": Tone.SOUR}


class Score(Need):
    """Taken as soon as it is given: many leave without another word."""

    name = "score"

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        if not asked or heard.intent not in ANSWERING:
            return False
        if heard.intent in {"deny", "stop_request"} and tone_of(heard.text) is Tone.NEUTRAL:
            known["declined"] = True
            return True
        score, tone = score_of(heard.text), tone_of(heard.text)
        if score is None and tone is Tone.NEUTRAL:
            tone = IN_WORDS.get(heard.intent, tone)
        if score is None and tone is Tone.NEUTRAL:
            return False
        rating = _take(talk, known, score, tone)
        known["unhappy"] = rating.is_unhappy
        if score is None and not rating.is_unhappy:
            known["comment"] = heard.text
        return True

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        if known.get("declined"):
            return Refusal("utter_rating_declined", closing=None, by_customer=True)
        return None if "unhappy" in known else Question("utter_ask_rating")


def _take(talk: "Talk", known: Known, score: int | None, tone: Tone) -> Rating:
    turn = talk.turn
    return rate(turn.db, turn.conversation, known["request"], score, tone, key=turn.message_id, now=turn.now)
