"""What a message asks of something else at its end, without saying what: "... and what about the other thing I bought"."""

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from actions.customer_requests import ASKED_FOR_BY, REQUESTS
from actions.hearing.heard import Heard
from actions.hearing.spoken_of import lines_named
from bot.shop.words.phrases import Phrases, read
from bot.shop.words.vocabulary import vocabulary

if TYPE_CHECKING:
    from actions.talk import Talk


def with_left_over(talk: "Talk", heard: Heard) -> Heard:
    """The message with a second wish for the same, which asks what is meant; as it is where nothing is left over."""
    name = ASKED_FOR_BY.get(heard.intent)
    if heard.wishes or name is None or not REQUESTS[name].is_listed() or talk.agenda.top is not None:
        return heard
    wording = read(heard.text)
    said = next((span for span in _others().find(wording) if span.start > 0), None)
    if said is None or lines_named(talk, wording.plain[said.start :]):
        return heard
    rest = replace(
        heard, text=wording.plain[said.start :], entities={}, left_out="", guesses=[{"name": "inform", "confidence": 0.0}]
    )
    first = replace(heard, text=wording.plain[: said.start].strip(), guesses=rest.guesses)
    return replace(heard, wishes=(first, rest))


@cache
def _others() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in vocabulary()["own"]["others"])
