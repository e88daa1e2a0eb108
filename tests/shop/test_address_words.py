"""Addresses as customers write them."""

import pytest

from bot.shop.address import Address
from bot.shop.address_words import AddressSaid, read_address, read_town

OLD = Address("7 Pine Street", "Apt 2", "Denver", "CO", "80014", "US")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("123 Elm St, Apt 4, Denver CO 80014", AddressSaid("123 Elm St", "Apt 4", "Denver", "CO", "80014")),
        ("it's going to: 1234 Elm St, Springfield, IL, 62701.", AddressSaid("1234 Elm St", "", "Springfield", "IL", "62701")),
        ("12 Oak St Apt 4, New York, NY 10001, USA", AddressSaid("12 Oak St", "Apt 4", "New York", "NY", "10001", "USA")),
        (
            "565 Maple Drive, Suite 501, Reno, NV, USA, 89501",
            AddressSaid("565 Maple Drive", "Suite 501", "Reno", "NV", "89501", "USA"),
        ),
        ("27 Primrose Gardens, Flat 2, London, NW3 1TJ", AddressSaid("27 Primrose Gardens", "Flat 2", "London", "", "NW3 1TJ")),
        ("Pikk 5, 10123 Tallinn", AddressSaid("Pikk 5", "", "Tallinn", "", "10123")),
        ("ул. Абая 12, кв 5, Алматы, 050000", AddressSaid("ул. Абая 12", "кв 5", "Алматы", "", "050000")),
    ],
)
def test_an_address_is_read_into_its_parts(text: str, said: AddressSaid) -> None:
    assert read_address(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "the second one",
        "cancel it",
        "same as before",
        "change order 10042",
        "I mean every pending order of mine that costs more than, 3000",
    ],
)
def test_other_words_are_no_address(text: str) -> None:
    assert read_address(text, among_words=True) == AddressSaid()


def test_an_address_is_found_behind_other_words() -> None:
    said = read_address("I am moving, so change it to 12 Oak Street, Reno, NV 89501", among_words=True)
    assert said == AddressSaid("12 Oak Street", "", "Reno", "NV", "89501")


@pytest.mark.parametrize(
    "text",
    [
        "ok good, it has to go somewhere else. 12 Oak Street, Reno, NV 89501",
        "please send it over 12 Oak Street, Reno, NV 89501",
        "make it 12 Oak Street, Reno, NV 89501, and I mean the second order",
        "send it to 12 Oak Street, Reno, NV 89501 please",
        "to 12 Oak Street, Reno, NV 89501, not to 5 Elm Road",
    ],
)
def test_what_stands_round_an_address_is_no_part_of_it(text: str) -> None:
    assert read_address(text, among_words=True) == AddressSaid("12 Oak Street", "", "Reno", "NV", "89501")


def test_a_town_alone_completes_a_street() -> None:
    assert AddressSaid("12 Oak Street").completed(read_town("Reno, NV 89501")).is_whole


def test_a_street_alone_is_in_the_same_town() -> None:
    assert AddressSaid("45 Maple Drive").correcting(OLD) == Address("45 Maple Drive", "Apt 2", "Denver", "CO", "80014", "US")


def test_a_whole_address_takes_nothing_from_the_old_one_but_the_country() -> None:
    said = AddressSaid("12 Oak Street", "", "Reno", "NV", "89501")
    assert said.correcting(OLD) == Address("12 Oak Street", "", "Reno", "NV", "89501", "US")
