"""What was done in this talk, for who asks: "what did you just do?"."""

from typing import TYPE_CHECKING

from actions.values import bullets, phrase
from bot.support.answer_words import is_just, meant

if TYPE_CHECKING:
    from actions.talk import Talk

# Longer messages ask for something else besides.
MAX_WORDS = 7


def take_recap(talk: "Talk") -> bool:
    """Tell what was done, and go on with what is open; whether that was asked."""
    heard = talk.heard
    if heard.is_pressed or len(heard.text.split()) > MAX_WORDS:
        return False
    # "Are you sure?" asks it of what was done or listed.
    doubts = is_just("doubt", heard.text) and (talk.agenda.top is not None or bool(talk.memory.done))
    if not (doubts or meant("recap", heard.text)):
        return False
    if talk.agenda.top is not None and doubts:
        talk.go_on()
        return True
    talk.got_further()
    done = [
        phrase("utter_done_one", request=phrase(f"utter_request_{one['request']}"), about=", ".join(one["about"]))
        if one["about"]
        else phrase(f"utter_request_{one['request']}")
        for one in talk.memory.done
    ]
    if done:
        talk.say("utter_done_so_far", done=bullets(done))
    else:
        talk.say("utter_nothing_done")
    talk.go_on()
    return True
