"""What is delivered is what platforms deliver: three of ten again, one of ten late, in batches."""

import random
from collections import Counter
from itertools import pairwise

import pytest

from bot.evaluate.deliveries.traffic import LINES, MAX_BATCH, Traffic, traffic


@pytest.fixture
def some() -> Traffic:
    return traffic(1000, 1, random.Random(3))


def test_every_message_is_delivered_and_three_of_ten_deliveries_are_repetitions(some: Traffic) -> None:
    delivered = Counter(said for batch in some.batches for said in batch)
    assert set(delivered) == set(some.messages)
    assert (len(some.messages), delivered.total()) == (700, 1000)


def test_batches_are_of_one_to_twenty(some: Traffic) -> None:
    assert {1, MAX_BATCH} <= {len(batch) for batch in some.batches} <= set(range(1, MAX_BATCH + 1))


def test_one_message_of_ten_is_overtaken_by_its_customers_next_one(some: Traffic) -> None:
    first = list(dict.fromkeys(said for batch in some.batches for said in batch))
    places: dict[object, list[int]] = {}
    for said in first:
        places.setdefault(said.buyer, []).append(said.place)
    late = sum(one > other for talk in places.values() for one, other in pairwise(talk))
    assert late >= some.overtaken == 70


def test_talks_have_their_lines_in_order_as_they_were_said(some: Traffic) -> None:
    for buyer in {said.buyer for said in some.messages}:
        said = [message.text for message in some.messages if message.buyer == buyer]
        assert said == buyer.lines[: len(said)]
    assert len(LINES) == 6


def test_a_return_is_wanted_where_its_lines_came_in_order(some: Traffic) -> None:
    finished = {said.buyer for said in some.messages if said.place == 4}
    assert 0 < len(some.returning) < len(finished)
    assert set(some.returning) <= finished


def test_no_two_messages_of_a_channel_have_one_number(some: Traffic) -> None:
    assert len({said.number for said in some.messages}) == len(some.messages)
