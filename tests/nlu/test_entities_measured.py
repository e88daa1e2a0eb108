"""How many of the entities that customers name in the shared messages are found. `-s` prints the figures and every miss."""

from pathlib import Path

import pytest

from bot.evaluate.entities import (
    LEAST_FOUND,
    SHARED_FILES,
    Score,
    articles,
    extractor_of,
    numbers_in,
    order_numbers,
    value_pattern,
)
from bot.nlu.entities import PhraseEntityExtractor

SHARED = Path(__file__).parents[3] / "shared"
needs_messages = pytest.mark.skipif(
    not all((SHARED / name).exists() for name in SHARED_FILES),
    reason="the customers' messages to measure with lie beside the repository, in ../shared",
)


@pytest.fixture(scope="module")
def extractor() -> PhraseEntityExtractor:
    return extractor_of()


def hold(score: Score) -> None:
    print(f"\n{score.what}: {score.found:.1%} of {score.asked}", *score.missed, sep="\n  ")  # noqa: T201 - for -s
    assert score.asked > 50
    assert score.found >= LEAST_FOUND[score.what]


@needs_messages
def test_order_numbers_of_opening_messages_are_found(extractor: PhraseEntityExtractor) -> None:
    hold(order_numbers(extractor, SHARED))


@needs_messages
def test_products_and_options_that_customers_name_are_found(extractor: PhraseEntityExtractor) -> None:
    for score in articles(extractor, SHARED):
        hold(score)


@pytest.mark.parametrize(
    ("opening", "numbers"),
    [
        ("Order ID: #405-1234567-1234567 and order no. 4567891230", ["405-1234567-1234567", "4567891230"]),
        ("order OD456789123, delivered on 2024-10-27", ["OD456789123"]),
        ("i paid 5000 for an order, transaction 98765432", []),
    ],
)
def test_the_truth_about_order_numbers_needs_no_rules_of_the_extractor(opening: str, numbers: list[str]) -> None:
    assert numbers_in(opening) == numbers


def test_what_says_nothing_by_itself_is_not_asked_for() -> None:
    assert value_pattern("none") is None
