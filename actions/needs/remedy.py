"""What a customer would like for an article that was not as it should be."""

from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.request import Choice, Known, Need, Question, Refusal
from actions.values import phrase
from bot.shop.article_report import Wish
from bot.support.answer_words import meant

if TYPE_CHECKING:
    from actions.talk import Talk

# Either will do, or the shop shall say: "I don't care".
EITHER = "either"


class Remedy(Need):
    """Another one, or the money."""

    name = "remedy"
    answered_by = frozenset({"request_refund", "exchange_article", "report_damage"})
    answered_in_words = "remedy"

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        # "Money back", in answer, asks for no terms.
        if heard.is_aside and not (heard.intent in self.answered_by or (asked and heard.is_statement)):
            return False
        pressed = heard.first("reason") if heard.is_pressed else None
        wishes = [pressed] if pressed else meant("remedy", heard.text)
        if asked and not wishes:
            wishes = meant("remedy_when_asked", heard.text)
        if not wishes and asked and heard.intent == "request_refund":
            wishes = [Wish.REFUND.value]
        elif not wishes and asked and heard.intent == "exchange_article":
            wishes = [Wish.REPLACEMENT.value]
        if not wishes or (len(wishes) > 1 and EITHER not in wishes and not asked):
            return False
        known["remedy"] = EITHER if EITHER in wishes or len(wishes) > 1 else wishes[0]
        return True

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        if "remedy" in known:
            return None
        choices = [Choice.answer(phrase(f"utter_remedy_{wish.value}"), "reason", wish.value) for wish in Wish]
        return Question("utter_ask_remedy", choices=choices)


def wish_of(known: Known) -> Wish | None:
    """The wish that this need settled on; None where the customer leaves it to the shop."""
    return None if known["remedy"] == EITHER else Wish(known["remedy"])
