"""That a customer wants to hear from us no more unless they write, in any of our languages: "stop"."""

from bot.support.answer_words import is_just, meant


def says_stop(text: str) -> bool:
    """In so many words, whatever was said before."""
    return is_just("silence", text) == "always"


def may_say_stop(text: str) -> bool:
    """If it is about a message that came unasked; about a request "stop" means that one alone."""
    return is_just("silence", text) is not None or "always" in meant("silence", text)
