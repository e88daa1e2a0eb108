"""Whether anybody is there, asked by who waits for a word: "hello? are you there?"."""

import re
from typing import TYPE_CHECKING

from bot.support.answer_words import is_just

if TYPE_CHECKING:
    from actions.talk import Talk

PARTS = re.compile(r"[.,!?;\u2026\u0589]+")


def take_call(talk: "Talk") -> bool:
    """Say that we are here, and go on with what is open; whether that was asked and nothing else."""
    if talk.heard.is_pressed or not _only_calls(talk.heard.text):
        return False
    talk.got_further()
    talk.say("utter_present_free" if talk.agenda.top is None else "utter_present")
    talk.go_on()
    return True


def _only_calls(text: str) -> bool:
    said = [is_just("presence", part) for part in PARTS.split(text) if part.strip()]
    return "there" in said and None not in said
