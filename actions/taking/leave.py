"""The end of a talk: a customer who wants nothing else is thanked, and asked how content they are."""

from typing import TYPE_CHECKING

from actions.customer_requests.rate_service import RateService
from actions.hearing.heard import Heard
from actions.hearing.intents import RETURN, UNSURE
from bot.shop.words.changes import puts_off
from bot.support.answer_words import meant

if TYPE_CHECKING:
    from actions.talk import Talk

# What "that's all, thanks" may be taken for.
TAKEN_FOR_LEAVE = UNSURE | {"thank", "affirm", "deny", "stop_request", "praise"}
# In longer messages they say more than that.
MAX_WORDS = 8


def take_putting_off(talk: "Talk") -> bool:
    """Leave for another time what is only wished for then: 'I'll return them later'; whether that was said."""
    heard = talk.heard
    if talk.agenda.top is not None or heard.is_pressed or heard.intent != RETURN:
        return False
    if not (heard.is_statement and puts_off(heard.text)):
        return False
    talk.got_further()
    talk.say("utter_nothing_changed")
    talk.close("utter_anything_else")
    return True


def says_ending(heard: Heard) -> bool:
    """Whether it says little more than that nothing else is wanted."""
    is_short = heard.intent in TAKEN_FOR_LEAVE and len(heard.text.split()) <= MAX_WORDS
    return is_short and not heard.is_pressed and heard.is_statement and bool(meant("ending", heard.text))


def take_leave(talk: "Talk") -> bool:
    """Answer who says that nothing else is wanted while nothing is open; whether they did."""
    heard = talk.heard
    if talk.agenda.top is not None or not says_ending(heard):
        return False
    talk.got_further()
    talk.say("utter_thank" if heard.intent == "thank" else "utter_nothing_else")
    RateService.ask(talk)
    return True
