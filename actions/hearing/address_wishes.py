"""An address that is written out beside another wish: "Cancel the lamp. And send the rug to 12 Elm Street, ..."."""

import re
from dataclasses import replace

from actions.hearing.heard import Heard
from actions.hearing.intents import ADDRESS, ADDRESSES
from bot.shop.address_words import read_address
from bot.shop.words.addresses import Whose, address_words
from bot.shop.words.changes import speaks_of_cancelling, speaks_of_returning

# Of whoever only asks where it is, and then says where to.
WHEREABOUTS = {"track_order", "list_orders", "report_delivery_problem", "nlu_fallback", "out_of_scope", "inform"}
DIRECTS = re.compile(
    r"(?i)\b(?:send|ship|deliver|change|update|reroute|redirect|forward|put|set|(?:should|has to|needs? to|must|can) go)\b"
)
# "It goes to Chicago and shouldn't, I want it at my own address."
GOES_WRONG = re.compile(
    r"(?i)\b(?:goes|going|sent|headed|addressed|set|shipped)\b[^.;!?]*"
    r"\b(?:should\s?n['\u2019]?t|should not|not supposed|wrong|mistake|instead)\b"
)
MIN_WORDS = 3


def with_address_wish(heard: Heard) -> Heard:
    """The message with what one sentence of this kind asks for as a wish of its own, where nothing was taken for that."""
    intents = {heard.intent, *(wish.intent for wish in heard.wishes)}
    asking = [sentence for sentence in heard.sentences if _asks(sentence) or (intents <= WHEREABOUTS and _sends(sentence))]
    if heard.is_pressed or intents & ADDRESSES or len(heard.sentences) == 1 or len(asking) != 1:
        return heard
    wish = _part(heard, asking[0], ADDRESS)
    parts = heard.wishes or (heard,)
    left = [_part(part, part.text.replace(asking[0], " ").strip(), part.intent) for part in parts]
    left = [part for part in left if len(part.text.split()) >= MIN_WORDS]
    return replace(heard, wishes=(*left, wish)) if left else replace(heard, intent=ADDRESS, wishes=())


def _sends(sentence: str) -> bool:
    """'Why does it go to Dallas? Send it to me.'"""
    is_other = speaks_of_cancelling(sentence) or speaks_of_returning(sentence) or "?" in sentence
    return not is_other and bool(DIRECTS.search(sentence)) and address_words(sentence).goes_to_known


def _asks(sentence: str) -> bool:
    is_of_orders = Whose.ORDERS in address_words(sentence).whose
    if is_of_orders and DIRECTS.search(sentence) and read_address(sentence, among_words=True).is_whole:
        return True
    is_other = speaks_of_cancelling(sentence) or speaks_of_returning(sentence)
    return not is_other and bool(GOES_WRONG.search(sentence)) and address_words(sentence).goes_to_known


def _part(heard: Heard, text: str, intent: str) -> Heard:
    """A part of the message with what was found in it."""
    if text == heard.text:
        return heard
    said = {name: [value for value in values if value in text] for name, values in heard.entities.items()}
    # Another reading, so that it does not pass for a button.
    guesses = heard.guesses or [{"name": "inform", "confidence": 0.0}]
    return Heard(text, intent, {name: values for name, values in said.items() if values}, guesses, otherwise=heard.otherwise)
