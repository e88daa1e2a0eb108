"""Telephone numbers in a customer's words."""

import pytest

from bot.nlu.phones import phones


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("call (415) 555-2671", "+14155552671"),
        ("+44 20 7946 0991", "+442079460991"),
        ("my no is +7 701 123 45 67", "+77011234567"),
    ],
)
def test_a_valid_number_is_found_as_the_world_dials_it(text: str, number: str) -> None:
    assert [finding.value for finding in phones(text, "US")] == [number]


@pytest.mark.parametrize("text", ["405-1234567-1234567", "order 10042", "postcode 560034", "12 34 5"])
def test_other_digits_are_no_telephone_number(text: str) -> None:
    assert list(phones(text, "US")) == []


def test_numbers_without_a_countrys_code_are_the_regions() -> None:
    assert [finding.value for finding in phones("8 701 123 45 67", "KZ")] == ["+77011234567"]
