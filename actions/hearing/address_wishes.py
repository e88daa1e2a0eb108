"""An address that is written out beside another wish: "Cancel the lamp. And send the rug to 12 Elm Street, ..."."""

import re
from dataclasses import replace
from itertools import pairwise

from actions.hearing.heard import OTHER_READING, Heard
from actions.hearing.intents import ADDRESS, ADDRESSES, OWN_ADDRESS
from actions.hearing.taken_back import keeps_address
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
# "My puzzle is going to my sister. She lives at 5 Elm Street, ..."
GOES_TO_SOMEBODY = re.compile(
    r"(?i)\b(?:is|are|go|goes|going|sent|send|meant|(?:a )?(?:present|gift|surprise)) (?:to|for) (?:my|our|a|the) \w+"
)
LIVES_AT = re.compile(r"(?i)^\W*(?:and\W+)?(?:s?he|they)(?:['\u2019](?:s|re)| is| are| lives?| stays?)\b[^.;!?]*?\b(?:at|in)\b")
# "Could order 10042 please be shipped to 41 Birch Court, ...?"
IS_SENT = re.compile(r"(?i)\b(?:be|get|have)\b[^.;!?]*?\b(?:shipped|delivered|sent|rerouted|redirected)\b[^.;!?]*?\bto\b")
MIN_WORDS = 3


def with_address_wish(heard: Heard) -> Heard:
    """The message with what one sentence of this kind asks for as a wish of its own, where nothing was taken for that."""
    heard = _without_kept(heard)
    intents = {heard.intent, *(wish.intent for wish in heard.wishes)}
    sends_order = heard.order_numbers and intents <= WHEREABOUTS | {OWN_ADDRESS} and any(map(_has_sent, heard.sentences))
    if sends_order and not heard.is_pressed:
        return replace(heard, intent=ADDRESS, wishes=())
    somebody = _of_somebody(heard)
    if somebody and not (heard.is_pressed or heard.wishes or intents & ADDRESSES):
        rest = part_of(heard, heard.text.replace(somebody, " ").strip(), heard.intent)
        wishes = (part_of(heard, somebody, ADDRESS), rest)
        return replace(heard, wishes=wishes) if len(rest.text.split()) >= MIN_WORDS else replace(heard, intent=ADDRESS, wishes=())
    asking = [sentence for sentence in heard.sentences if _asks(sentence) or (intents <= WHEREABOUTS and _sends(sentence))]
    if heard.is_pressed or intents & ADDRESSES or len(heard.sentences) == 1 or len(asking) != 1:
        return heard
    wish = part_of(heard, asking[0], ADDRESS)
    parts = heard.wishes or (heard,)
    left = [part_of(part, part.text.replace(asking[0], " ").strip(), part.intent) for part in parts]
    left = [part for part in left if len(part.text.split()) >= MIN_WORDS]
    return replace(heard, wishes=(*left, wish)) if left else replace(heard, intent=ADDRESS, wishes=())


def _without_kept(heard: Heard) -> Heard:
    """The message without the wishes that only say that an address stays."""
    left = tuple(wish for wish in heard.wishes if not keeps_address(wish))
    if len(left) == len(heard.wishes):
        return heard
    text = heard.text
    for wish in heard.wishes:
        text = text if wish in left else text.replace(wish.text, " ").strip()
    if len(left) == 1:
        return part_of(replace(heard, intent=left[0].intent, wishes=()), text, left[0].intent)
    return replace(heard, intent=left[0].intent, wishes=left) if left else heard


def _of_somebody(heard: Heard) -> str:
    """The sentences that say for whom something is and where they live; nothing where nothing of the kind is said."""
    pairs = pairwise(heard.sentences)
    is_told = ((one, at) for one, at in pairs if GOES_TO_SOMEBODY.search(one) and LIVES_AT.match(at))
    return next((f"{one} {at}" for one, at in is_told if read_address(at, among_words=True).is_whole), "")


def _sends(sentence: str) -> bool:
    """'Why does it go to Dallas? Send it to me.'"""
    is_other = speaks_of_cancelling(sentence) or speaks_of_returning(sentence) or "?" in sentence
    return not is_other and bool(DIRECTS.search(sentence)) and address_words(sentence).goes_to_known


def _has_sent(sentence: str) -> bool:
    return bool(IS_SENT.search(sentence)) and read_address(sentence, among_words=True).is_whole


def _asks(sentence: str) -> bool:
    is_of_orders = Whose.ORDERS in address_words(sentence).whose
    if is_of_orders and DIRECTS.search(sentence) and read_address(sentence, among_words=True).is_whole:
        return True
    is_other = speaks_of_cancelling(sentence) or speaks_of_returning(sentence)
    return not is_other and bool(GOES_WRONG.search(sentence)) and address_words(sentence).goes_to_known


def part_of(heard: Heard, text: str, intent: str) -> Heard:
    """A part of the message with what was found in it."""
    if text == heard.text:
        return heard
    said = {name: [value for value in values if value in text] for name, values in heard.entities.items()}
    guesses = heard.guesses or [OTHER_READING]
    return Heard(text, intent, {name: values for name, values in said.items() if values}, guesses, otherwise=heard.otherwise)
