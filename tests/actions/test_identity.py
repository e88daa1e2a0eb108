"""The pieces of a proof, as customers write them."""

import pytest

from actions.needs.identity import Identity
from actions.talk import Talk
from bot.services.identity import Missing
from tests.actions.conftest import ATalk, a_message


def claim_of(talk: Talk, missing: Missing | None) -> dict[str, str]:
    known = {} if missing is None else {"missing": missing.value}
    Identity().hear(talk, known, talk.heard, asked=missing is not None)
    return talk.memory.claim


@pytest.mark.parametrize(
    ("text", "postcode"),
    [
        ("80279", "80279"),
        ("zip 80279", "80279"),
        ("it's 94107-1234", "94107-1234"),
        ("SW1A 1AA", "SW1A 1AA"),
        ("sw1a 1aa", "sw1a 1aa"),
        ("my postcode is nw3 1tj", "nw3 1tj"),
        ("00-950", "00-950"),
        ("1012 AB", "1012 AB"),
        ("K1A 0B1", "K1A 0B1"),
        ("050008", "050008"),
        ("12 Rose Lane, Tallinn 10133", "10133"),
    ],
)
def test_a_postcode_is_heard_where_one_was_asked_for(talk: ATalk, text: str, postcode: str) -> None:
    assert claim_of(talk(a_message(text)), Missing.POSTCODE) == {"postcode": postcode}


@pytest.mark.parametrize(
    ("text", "name"),
    [("Marten Tamm", "Marten Tamm"), ("Núñez, José", "Núñez, José"), ("my name is Ann O'Neill.", "my name is Ann O'Neill")],
)
def test_a_name_is_heard_where_one_was_asked_for(talk: ATalk, text: str, name: str) -> None:
    assert claim_of(talk(a_message(text)), Missing.NAME) == {"name": name}


def test_name_and_postcode_are_heard_in_one_message(talk: ATalk) -> None:
    claim = claim_of(talk(a_message("Marten Tamm, 10133")), Missing.EMAIL_OR_NAME)
    assert claim == {"name": "Marten Tamm", "postcode": "10133"}


@pytest.mark.parametrize("text", ["no", "Marten", "i have no idea what you could possibly want from me now, why do you ask"])
def test_not_every_answer_is_a_name(talk: ATalk, text: str) -> None:
    assert claim_of(talk(a_message(text)), Missing.NAME) == {}


def test_names_and_postcodes_are_not_looked_for_before_they_are_asked_for(talk: ATalk) -> None:
    assert claim_of(talk(a_message("Marten Tamm, 10133")), None) == {}


def test_number_and_address_are_heard_before_they_are_asked_for(talk: ATalk) -> None:
    message = a_message("W-1 of ann@example.com", "track_order", order_number="W-1", email="ann@example.com")
    assert claim_of(talk(message), None) == {"order_number": "W-1", "email": "ann@example.com"}


def test_a_question_is_no_answer(talk: ATalk) -> None:
    assert claim_of(talk(a_message("do you ship to 10133 Tallinn", "ask_faq")), Missing.POSTCODE) == {}
