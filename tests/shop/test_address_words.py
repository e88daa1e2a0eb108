"""Addresses as customers write them."""

import pytest

from bot.shop.address import Address
from bot.shop.address_words import AddressSaid, read_address, read_town
from bot.shop.words.vocabulary import vocabulary

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
        "moved last week. 2 of my orders have the new place on elm street, the others do not",
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
        "all I ordered should go to 12 Oak Street, Reno, NV 89501 pretty please, it's two orders",
        "12 Oak Street, Reno, NV 89501 thank u so much, we are so happy there",
        "make it 12 Oak Street, Reno, NV 89501, and I mean the second order",
        "send it to 12 Oak Street, Reno, NV 89501 please",
        "to 12 Oak Street, Reno, NV 89501, not to 5 Elm Road",
    ],
)
def test_what_stands_round_an_address_is_no_part_of_it(text: str) -> None:
    assert read_address(text, among_words=True) == AddressSaid("12 Oak Street", "", "Reno", "NV", "89501")


@pytest.mark.parametrize(
    "text",
    [
        "31 Cedar Street, Reno, NV, 89501",
        "31 Cedar Street, NV, Reno, 89501",
        "31 Cedar Street, Nevada, Reno 89501",
        "31 cedar street reno nv 89501",
        "31 Cedar Street Reno Nevada 89501",
        "31 Cedar Street\nReno, NV 89501",
        "31 Cedar Street, 89501 Reno, NV",
        "31 Cedar Street in Reno, Nevada, the zip is 89501",
        "31 Cedar Street, still Reno NV, zip 89501",
        "31 Cedar Street, city of Reno, state of Nevada, postal code 89501",
        "31 Cedar Street, Reno, NV, and the zip code is 89501",
        "street: 31 Cedar Street, city: Reno, state: NV, zip: 89501",
        "31 Cedar Street - Reno - NV - 89501",
        "31 Cedar Street, Reno (Nevada), 89501",
        "zip 89501, 31 Cedar Street, Reno, Nevada",
        "Reno, NV 89501, 31 Cedar Street",
        "31 Cedar Street, Reno, Washoe County, NV 89501",
        "31 Cedar Street, Reno, NV 89501. Thanks!",
        "31 Cedar Street, Reno, NV 89501 ok?",
        "31 Cedar Street, Reno, NV 89501. Only the profile, leave the order 2 as it is.",
        "31 Cedar Street Reno NV 89501 is my new address",
        "it goes to 8 Lake Drive, Dallas, TX 75201 but it should go to 31 Cedar Street, Reno, NV 89501",
        "to 31 Cedar Street, Reno, NV 89501 and not to 8 Lake Drive, Dallas, TX 75201",
    ],
)
def test_a_street_and_its_town_are_told_apart_however_they_are_written(text: str) -> None:
    assert read_address(text, among_words=True) == AddressSaid("31 Cedar Street", "", "Reno", "NV", "89501")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12 Oak St, New York, New York 10001", AddressSaid("12 Oak St", "", "New York", "NY", "10001")),
        ("12 oak st new york ny 10001", AddressSaid("12 Oak St", "", "New York", "NY", "10001")),
        ("12 Oak St, Brooklyn, New York, NY 11201", AddressSaid("12 Oak St", "", "Brooklyn", "NY", "11201")),
        ("12 Oak St, Washington, D.C. 20001", AddressSaid("12 Oak St", "", "Washington", "DC", "20001")),
        ("12 Oak St Kansas City Missouri 64101-1234", AddressSaid("12 Oak St", "", "Kansas City", "MO", "64101-1234")),
        ("12 Oak St, Port Washington 11050", AddressSaid("12 Oak St", "", "Port Washington", "", "11050")),
        ("5 Elm St St. Louis MO 63101", AddressSaid("5 Elm St", "", "St. Louis", "MO", "63101")),
        ("5 Elm St North Las Vegas NV 89030", AddressSaid("5 Elm St", "", "North Las Vegas", "NV", "89030")),
        ("5 Elm St NE, Gary in 46402", AddressSaid("5 Elm St NE", "", "Gary", "IN", "46402")),
        (
            "55 King St W, Toronto, Ontario, m5v 2t6, Canada",
            AddressSaid("55 King St W", "", "Toronto", "ON", "M5V 2T6", "Canada"),
        ),
        ("70 Broadway suite 8 Tampa fl 33602", AddressSaid("70 Broadway", "Suite 8", "Tampa", "FL", "33602")),
        ("12 Camino Real, Santa Fe, NM 87501", AddressSaid("12 Camino Real", "", "Santa Fe", "NM", "87501")),
        ("Pikk 5, Tallinn, sihtnumber 10123, palun", AddressSaid("Pikk 5", "", "Tallinn", "", "10123")),
        ("Pikk 5 10123 Tallinn", AddressSaid("Pikk 5", "", "Tallinn", "", "10123")),
        ("Абая 12, г. Алматы, индекс: 050000, спасибо", AddressSaid("Абая 12", "", "Алматы", "", "050000")),  # noqa: RUF001
        ("Абай 12, Алматы қаласы, индексі 050000", AddressSaid("Абай 12", "", "Алматы", "", "050000")),
        ("Աբովյան 12, ք. Երևան, ինդեքսը 0001", AddressSaid("Աբովյան 12", "", "Երևան", "", "0001")),  # noqa: RUF001
        ("123 Mabini St, Lungsod ng Makati, 1200 po", AddressSaid("123 Mabini St", "", "Makati", "", "1200")),
    ],
)
def test_towns_and_states_are_found_with_and_without_commas(text: str, said: AddressSaid) -> None:
    assert read_address(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "Apt 5b, 31 Cedar Street, Reno, NV 89501",
        "31 cedar street apt 5b reno nv 89501",
        "31 Cedar Street (Apt 5B), Reno NV 89501",
        "31 Cedar Street, Reno NV 89501, apt 5b",
    ],
)
def test_the_second_line_may_stand_anywhere(text: str) -> None:
    said = read_address(text)

    assert (said.line1, said.line2.casefold(), said.city, said.region) == ("31 Cedar Street", "apt 5b", "Reno", "NV")


@pytest.mark.parametrize(
    "text",
    [
        "31 Cedar Street, Riverside, Reno, NV 89501",
        "31 Cedar Street, Nevada Reno 89501",
        "31 Cedar Street, Reno/NV 89501",
        "31 Cedar Street, it's the blue house, Reno, NV 89501",
        "31 Cedar Street, Reno 89501 or 89502",
        "12 Camino Real Santa Fe NM 87501",
    ],
)
def test_what_is_not_certain_is_left_to_be_asked(text: str) -> None:
    assert not read_address(text).is_whole


@pytest.mark.parametrize(
    "text", ["Reno, NV 89501", "it's Reno Nevada, zip 89501", "in Reno, NV, and the zip code is 89501", "89501 Reno, NV please"]
)
def test_a_town_is_read_however_it_is_written(text: str) -> None:
    assert read_town(text) == AddressSaid("", "", "Reno", "NV", "89501")


@pytest.mark.parametrize("code", sorted(vocabulary()["regions"]))
def test_no_state_is_taken_for_a_word(code: str) -> None:
    """Not Massachusetts for an Estonian I, nor Oregon for an English or."""
    for text in (f"31 Cedar Street, Reno, {code.upper()} 89501", f"31 cedar street reno {code} 89501"):
        assert read_address(text) == AddressSaid("31 Cedar Street", "", "Reno", code.upper(), "89501")


def test_a_town_alone_completes_a_street() -> None:
    assert AddressSaid("12 Oak Street").completed(read_town("Reno, NV 89501")).is_whole


def test_a_street_alone_is_in_the_same_town() -> None:
    assert AddressSaid("45 Maple Drive").correcting(OLD) == Address("45 Maple Drive", "Apt 2", "Denver", "CO", "80014", "US")


def test_a_whole_address_takes_nothing_from_the_old_one_but_the_country() -> None:
    said = AddressSaid("12 Oak Street", "", "Reno", "NV", "89501")
    assert said.correcting(OLD) == Address("12 Oak Street", "", "Reno", "NV", "89501", "US")
