"""That a customer wants to hear from us no more unless they write, in any of our languages: "stop"."""

from enum import Enum

from bot.support.answer_words import is_just, meant

# Who says so is brief; longer messages are about something else.
LONGEST_CHARS = 80


class Stop(Enum):
    # In so many words, whatever was said before.
    CLEAR = "clear"
    # If it is about a message that came unasked; about a request "stop" means that one alone.
    IF_ABOUT_THAT = "if_about_that"


def stop_said(text: str) -> Stop | None:
    """None for nearly all messages."""
    if len(text) > LONGEST_CHARS:
        return None
    said = is_just("silence", text)
    if said == "always":
        return Stop.CLEAR
    return Stop.IF_ABOUT_THAT if said is not None or "always" in meant("silence", text) else None
