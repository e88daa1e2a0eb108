"""Suggestions and praise: kept with how the customer sounds, and thanked for."""

from typing import TYPE_CHECKING

from actions.needs.own_words import OwnWords
from actions.request import Known, Request
from bot.services.ratings import comment_on_rating, rate
from bot.support.rating import Tone
from bot.support.tone import tone_of

if TYPE_CHECKING:
    from actions.talk import Talk


class WhatTheyThink(OwnWords):
    response = "utter_ask_feedback"


class GiveFeedback(Request):
    name = "give_feedback"
    also = ("write_review",)
    is_repeatable = False
    needs = (WhatTheyThink(),)

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        _keep(talk, known["comment"], tone_of(known["comment"]))
        talk.say("utter_feedback_taken")
        talk.close("utter_anything_else")


class Praise(Request):
    name = "praise"
    is_repeatable = False
    needs = ()

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        _keep(talk, talk.heard.text, Tone.WARM)
        talk.say("utter_praise")


def _keep(talk: "Talk", words: str, tone: Tone) -> None:
    turn = talk.turn
    about = talk.memory.request or GiveFeedback.name
    rate(turn.db, turn.conversation, about, None, tone, key=turn.message_id, now=turn.now)
    comment_on_rating(turn.db, turn.conversation.id, words, tone)
