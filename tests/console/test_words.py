"""The console has a word for everything that the store can hold."""

from datetime import timedelta
from enum import Enum

import pytest

from bot.console import words
from bot.services.identity import SIGNED_IN_BY_SHOP
from bot.services.lists import ListName
from bot.services.reach import OWN_MAILBOX
from bot.shop.customer import PaymentKind
from bot.shop.order import OrderStatus
from bot.shop.rma import ReturnState
from bot.shop.terms import Proof
from bot.support.handoff import HandoffReason, Priority
from bot.support.message import Sender
from bot.support.packet import Mood, NextStep


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        (ListName, words.lists.LISTS),
        (ListName, words.lists.EMPTY_LISTS),
        (HandoffReason, words.handoffs.REASONS),
        (Priority, words.handoffs.PRIORITIES),
        (Mood, words.handoffs.MOODS),
        (NextStep, words.handoffs.NEXT_STEPS),
        (Sender, words.conversations.SENDERS),
        (OrderStatus, words.orders.STATUSES),
        (ReturnState, words.orders.RETURN_STATES),
        (PaymentKind, words.orders.PAYMENTS),
    ],
)
def test_every_value_has_a_word(kind: type[Enum], named: dict[Enum, str]) -> None:
    assert set(kind) == set(named)


def test_every_proof_has_a_word() -> None:
    assert {SIGNED_IN_BY_SHOP, OWN_MAILBOX} | {proof.value for proof in Proof} == set(words.handoffs.PROOFS)


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(seconds=59), "under 1 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=1), "1 h 0 min"),
        (timedelta(hours=23, minutes=59), "23 h 59 min"),
        (timedelta(days=2, hours=4), "2 d 4 h"),
    ],
)
def test_lengths_of_time_are_told_in_their_two_largest_units(length: timedelta, text: str) -> None:
    assert words.lengths.duration(length) == text
