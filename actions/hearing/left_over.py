"""What a message asks of something else at its end, without saying what: "... and what about the other thing I bought"."""

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from actions.customer_requests import ASKED_FOR_BY, REQUESTS
from actions.hearing.heard import OTHER_READING, Heard
from actions.hearing.spoken_of import lines_named
from bot.services.catalogue import find_products, names_said
from bot.shop.words.options import words_for
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
    if said is None or lines_named(talk, wording.plain[said.start :]) or _says_how(talk, heard.text, wording.plain[said.end :]):
        return heard
    rest = replace(heard, text=wording.plain[said.start :], entities={}, left_out="", guesses=[OTHER_READING])
    first = replace(heard, text=wording.plain[: said.start].strip(), guesses=rest.guesses)
    return replace(heard, wishes=(first, rest))


def _says_how(talk: "Talk", text: str, behind: str) -> bool:
    """'One of the hoses in red and the other one in blue': of what was named it says what the other is to be."""
    products = (product for name in names_said(talk.turn.db, text) for product in find_products(talk.turn.db, name))
    return any(words_for(variant.options for variant in product.variants).said.find(read(behind)) for product in products)


@cache
def _others() -> Phrases[str]:
    return Phrases((phrase, phrase) for phrase in vocabulary()["own"]["others"])
