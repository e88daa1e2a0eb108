"""Wishes of one message that come to one, as they were read with what their writer has ordered."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from actions.customer_requests import ASKED_FOR_BY
from actions.hearing.address_wishes import DIRECTS
from actions.hearing.heard import Heard
from actions.hearing.intents import (
    ADDRESSES,
    ASKED_OF_OWN,
    CANCEL,
    EXCHANGE,
    EXCHANGES,
    NOT_UNDERSTOOD,
    PAYMENT,
    PAYMENT_PROBLEM,
    PRICE,
    RETURN,
    TAKEN_FOR_RETURN,
)
from actions.hearing.taken_back import TAKES_BACK
from bot.services.catalogue import names_said
from bot.shop.order_words import removes_articles, speaks_of_order
from bot.shop.payment_words import speaks_of_difference, speaks_of_method, speaks_of_own_method, splits_payment
from bot.shop.words.changes import (
    Change,
    change_said,
    speaks_of_cancelling,
    speaks_of_refund,
    speaks_of_returning,
    speaks_of_told,
    speaks_of_unnamed,
)
from bot.shop.words.conditions import Otherwise, outcome_of
from bot.shop.words.focus import BOUGHT, WISHED
from bot.shop.words.phrases import read

if TYPE_CHECKING:
    from actions.talk import Talk

METHODS = "ask_payment_methods"
WHAT_IF = re.compile(
    r"(?i)^\W*(?:(?:hi|hello|hey|so|and|ok|okay)\W+)*(?:if|what if|suppose|say) (?:i|we) (?:were to |wanted to |would )?"
    r"(?:return|send back|give back)\w*\b"
)
MOVES = re.compile(r"(?i)\b(?:moving|moved|move|relocat\w+|emigrat\w+)\b")
LIVES = re.compile(r"(?i)\b(?:i|we)(?:['\u2019]?ve| have)?(?: just| recently| now)? (?:live|moved|relocated)\b")
# Said of what they have, and asked of nothing that the shop sells.
TWO_OF_OWN = re.compile(
    r"^(?!.*\b(?:do you|have you|is there|are there|in stock|address|deliver\w*|how much)\b)"
    r"(?=.*\b(?:i|we|my|our)\b).*\b(?:twice|two|both|double|duplicates?)\b"
)
# "Can someone explain how ..."
RIDDLE = re.compile(
    r"\b(?:can|could) (?:someone|somebody|anyone|anybody|you)(?: please)? (?:tell|explain|say|remind)\b"
    r"|\bplease (?:tell|explain)\b"
)
TOO = re.compile(r"(?i)\b(?:too|also|as well|besides)\b")


def join_wishes(talk: "Talk", wishes: Sequence[Heard]) -> list[Heard]:
    """Articles that are to be replaced go in one request; what is taken back gives way."""
    joined: list[Heard] = []
    for wish in wishes:
        before = joined[-1] if joined else None
        if before is None:
            joined.append(wish)
        elif wish.otherwise and outcome_of(read(wish.text).plain) is Otherwise.KEEP:
            # "If you can't cancel only these, leave the order as it is."
            joined[-1] = before.followed_by(wish)
        elif _takes_back(wish) or _is_reason(before, wish) or _tells_where(before, wish):
            joined[-1] = replace(before.followed_by(wish), intent=wish.intent)
        elif (
            _only_moves(before, wish) or _names_another(before, wish) or _is_one(before, wish) or _asks_of_it(talk, before, wish)
        ):
            joined[-1] = before.followed_by(wish)
        elif _becomes_told(before, wish):
            joined.append(replace(wish, intent=EXCHANGE))
        else:
            joined.append(wish)
    return joined


def asks_what_if(heard: Heard) -> bool:
    """'If I return the vest, the jacket and the kit, what do I get back?' asks of all of it together."""
    of_one = {RETURN, "track_refund", "request_refund", "ask_refund_policy", "ask_order_total", PRICE}
    return bool(WHAT_IF.match(heard.text)) and {wish.intent for wish in heard.wishes} <= of_one


def with_story(talk: "Talk", wishes: Sequence[Heard]) -> list[Heard]:
    """The wishes with what is only told before one of them put to it: "I ordered two tablets. Cancel the order with only one"."""
    told: list[Heard] = []
    for wish in wishes:
        if told and (_only_tells(told[-1]) or _is_heading(told[-1]) or _tells_of_two(talk, told[-1], wish)):
            told[-1] = replace(told[-1].followed_by(wish), intent=wish.intent, otherwise=wish.otherwise)
        else:
            told.append(wish)
    return told


def _tells_of_two(talk: "Talk", wish: Heard, following: Heard) -> bool:
    """'Two rugs lie in our hall now. The bigger one goes back.', 'Who knows how I got the same rug twice! One goes back.'"""
    is_taken = wish.intent in {*ADDRESSES, *ASKED_OF_OWN, NOT_UNDERSTOOD} and following.intent in {RETURN, CANCEL, *EXCHANGES}
    plain = read(wish.text).plain
    is_told = bool(TWO_OF_OWN.match(plain)) and not WISHED.search(RIDDLE.sub(" ", plain))
    return is_taken and is_told and not (wish.otherwise or wish.order_numbers) and bool(names_said(talk.turn.db, wish.text))


def _is_heading(wish: Heard) -> bool:
    """'The parcel with the lamp in it:', and what is wanted of it comes behind."""
    return wish.text.rstrip().endswith(":") and wish.is_statement


def _only_tells(wish: Heard) -> bool:
    plain = read(wish.text).plain
    is_told = bool(BOUGHT.search(plain)) and not WISHED.search(plain) and wish.is_statement
    return is_told and wish.intent in EXCHANGES and change_said(wish.text) is None and not wish.otherwise


def _takes_back(wish: Heard) -> bool:
    """Whether it takes the place of the wish before it."""
    return bool(TAKES_BACK.search(wish.text)) and not TOO.search(wish.text)


def _becomes_told(before: Heard, wish: Heard) -> bool:
    """'Is there a 2L one? Then change mine to it.'"""
    is_vague = wish.intent in {NOT_UNDERSTOOD, "edit_account", "inform", "out_of_scope"}
    is_change = change_said(wish.text) is Change.PLAIN and speaks_of_told(wish.text)
    return before.intent in ASKED_OF_OWN and is_vague and is_change


def _is_reason(before: Heard, wish: Heard) -> bool:
    """Whether it only says why: "the chair kills my back. Exchange it for a high one", "my card is nearly empty. Split it"."""
    if before.intent == PAYMENT_PROBLEM and wish.intent == PAYMENT:
        return before.is_statement and splits_payment(wish.text)
    speaks_of_it = speaks_of_returning(before.text) or speaks_of_refund(before.text)
    return before.intent == RETURN and not speaks_of_it and wish.intent in EXCHANGES and before.is_statement


def _tells_where(before: Heard, wish: Heard) -> bool:
    """'Two orders go to Austin. Please send them to my home': of an address the first sentence tells which and whose."""
    tells = before.intent == NOT_UNDERSTOOD or (before.intent in ADDRESSES and _only_lives(before.text))
    is_one = wish.intent in ADDRESSES and tells and before.is_statement
    return is_one and not (before.otherwise or wish.otherwise)


def _only_lives(text: str) -> bool:
    """'Hi, we live in Austin now.'"""
    return bool(LIVES.search(text)) and not DIRECTS.search(text) and not any(char.isdigit() for char in text)


def _only_moves(before: Heard, wish: Heard) -> bool:
    """'I'm moving abroad and don't need any of it': says why, and where nothing should go."""
    is_told = before.intent in {CANCEL, RETURN} and wish.intent in ADDRESSES and bool(MOVES.search(wish.text))
    return is_told and wish.is_statement and not (DIRECTS.search(wish.text) or any(char.isdigit() for char in wish.text))


def _names_another(before: Heard, wish: Heard) -> bool:
    """'Cancel W-30001 and W-30002, I no longer need them'"""
    is_order = before.intent == wish.intent == CANCEL and wish.first("order_number") is not None
    return is_order and before.otherwise is wish.otherwise and not speaks_of_cancelling(wish.text)


def _is_one(before: Heard, wish: Heard) -> bool:
    if before.otherwise is not wish.otherwise:
        return False
    if before.intent in EXCHANGES | {RETURN} and _says_by_which_method(before, wish):
        return True
    if before.intent not in EXCHANGES:
        return False
    if wish.intent in {RETURN, *TAKEN_FOR_RETURN} and speaks_of_difference(wish.text):
        # "And put the difference back on my card."
        return True
    if wish.intent not in EXCHANGES or removes_articles(before.text) is not removes_articles(wish.text):
        return False
    return not (before.first("order_number") and wish.first("order_number"))


def _says_by_which_method(before: Heard, wish: Heard) -> bool:
    """Whether it only says where the money of the wish before it comes from or goes: "... And use the Mastercard"."""
    of_money = {PAYMENT, METHODS} if before.intent != RETURN else {PAYMENT, METHODS, *TAKEN_FOR_RETURN}
    is_of_order = speaks_of_order(wish.text) or wish.first("order_number") is not None
    # "Would my Visa work for the refund?"
    is_theirs = wish.is_statement or speaks_of_own_method(wish.text)
    return wish.intent in of_money and is_theirs and not is_of_order and speaks_of_method(wish.text)


def _asks_of_it(talk: "Talk", before: Heard, wish: Heard) -> bool:
    """Whether it only asks what the wish before it comes to, which is told anyway: "and how much is the difference?"."""
    if wish.intent not in ASKED_OF_OWN or before.intent not in ASKED_FOR_BY or before.otherwise or wish.otherwise:
        return False
    is_of_it = speaks_of_difference(wish.text) or (wish.intent == PRICE and speaks_of_unnamed(wish.text))
    return is_of_it and not any(number in wish.text for number in wish.order_numbers) and not names_said(talk.turn.db, wish.text)
