"""What is asked of products, and of own articles, in words that are easily taken for a wish."""

import re
from typing import TYPE_CHECKING

from actions.hearing.heard import LIKELY_ENOUGH, Heard
from actions.hearing.intents import ASKED_OF_OWN, EXCHANGES, FAQ, RETURN, TAKEN_FOR_RETURN, UNSURE
from bot.services.catalogue import find_products, names_said
from bot.shop.words.options import asks_which, words_for
from bot.shop.words.own import speaks_of_own
from bot.shop.words.phrases import read
from bot.shop.words.prices import asks_only_price, asks_only_refund

if TYPE_CHECKING:
    from actions.talk import Talk

# So likely several names of one question must be together.
LIKELY_TOGETHER = 0.6
# "Yo, u got any mats in pink?"
ASKS_WHETHER = re.compile(
    r"(?i)\b(?:you|u|ya|you guys|y['\u2019]?all)(?: guys)?(?: still| also)? (?:got|have|sell|carry|stock|do)\b"
    r"(?! any (?:idea|news|clue|word|update)s?\b)"
    r"|\b(?:is|are) there any\b|\bany\b[^.;!?]*\b(?:left|available|in stock|on sale)\b"
)


def asks_price_alone(talk: "Talk", heard: Heard) -> bool:
    """'Just asking: what would my lamp cost in red?' changes no lamp, 'what would you refund me for it?' returns none."""
    is_taken = heard.intent in UNSURE | EXCHANGES | ASKED_OF_OWN and asks_only_price(heard.text)
    is_taken = is_taken or (heard.intent in UNSURE | TAKEN_FOR_RETURN | {RETURN} and asks_only_refund(heard.text))
    return is_taken and bool(names_said(talk.turn.db, heard.text))


def asks_for_options(talk: "Talk", heard: Heard) -> bool:
    """'What sizes do you have for the shoes I ordered?': of a product, and not in general."""
    if heard.intent not in UNSURE or heard.is_statement or not asks_which(heard.text):
        return False
    products = (product for name in names_said(talk.turn.db, heard.text) for product in find_products(talk.turn.db, name))
    wording = read(heard.text)
    return any(words_for(variant.options for variant in product.variants).named.find(wording) for product in products)


def asks_whether_there_is(talk: "Talk", heard: Heard) -> bool:
    """'Yo, u got any mats in pink?'"""
    is_question = heard.intent in UNSURE - {FAQ} and "?" in heard.text and bool(ASKS_WHETHER.search(heard.text))
    return is_question and bool(names_said(talk.turn.db, heard.text))


def asks_of_own(talk: "Talk", heard: Heard) -> bool:
    """Whether it asks something of an article that they bought."""
    if not speaks_of_own(heard.text):
        return False
    asked = sum(guess["confidence"] for guess in heard.guesses if guess["name"] in ASKED_OF_OWN)
    is_question = "?" in heard.text and asked >= LIKELY_ENOUGH and bool(names_said(talk.turn.db, heard.text))
    return asked >= LIKELY_TOGETHER or is_question
