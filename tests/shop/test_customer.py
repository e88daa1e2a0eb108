"""Customers and how they are recognised."""

import pytest

from tests.factories import a_customer, an_address


@pytest.mark.parametrize("name", ["José Núñez", "jose nunez", " JOSÉ   NUÑEZ "])
def test_names_are_compared_without_case_accents_and_spaces(name: str) -> None:
    assert a_customer(first_name="José", last_name="Núñez").is_named(name)


def test_another_name_is_another_customer() -> None:
    assert not a_customer(first_name="José", last_name="Núñez").is_named("Jose Nunes")


def test_an_email_is_compared_without_case_and_spaces() -> None:
    customer = a_customer(email=" Mary@Example.com")
    assert customer.has_email("mary@EXAMPLE.com ")
    assert not customer.has_email("mary@example.org")


@pytest.mark.parametrize("postcode", ["SW1A 1AA", "sw1a1aa", "SW1A-1AA"])
def test_postcodes_are_compared_by_letters_and_digits(postcode: str) -> None:
    assert an_address(postcode="SW1A 1AA").has_postcode(postcode)


def test_a_postcode_keeps_its_leading_zeros() -> None:
    assert not an_address(postcode="0001").has_postcode("1")


def test_the_postcode_that_is_searched_follows_the_address() -> None:
    customer = a_customer()
    customer.address = an_address(postcode="NW3 1TJ")
    assert customer.normal_postcode == "nw31tj"


@pytest.mark.parametrize("text", ["I'm Ann Brown, 10001", "name: BROWN ANN 10001", "Brown, Ann 10001"])
def test_a_name_is_no_word_for_anything_else(text: str) -> None:
    assert "brown" not in a_customer(first_name="Ann", last_name="Brown").without_name(text).casefold()


def test_the_same_word_elsewhere_stays() -> None:
    assert a_customer(first_name="Ann", last_name="Brown").without_name("the brown one") == "the brown one"
