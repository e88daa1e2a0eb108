"""A yes holds for just what was listed."""

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.needs.confirmation import Confirmation
from actions.request import Known, Question, Refusal
from actions.talk import Talk
from tests.actions.conftest import ATalk, a_message, said

LISTING = Question("utter_confirm_return")


class ConfirmLines(Confirmation):
    def listing(self, talk: Talk, known: Known) -> Question:
        return LISTING

    def terms_of(self, known: Known) -> list[object]:
        return [known["lines"]]


def answered(talk: Talk, known: Known) -> Question | Refusal | None:
    need = ConfirmLines()
    need.hear(talk, known, talk.heard, asked=True)
    return need.check(talk, known)


def listed(talk: ATalk) -> Known:
    known: Known = {"lines": [1]}
    assert ConfirmLines().check(talk(a_message("return the lamp", "start_return")), known) == LISTING
    return known


def test_a_yes_to_the_listing_is_enough(talk: ATalk) -> None:
    assert answered(talk(a_message("yes", "affirm")), listed(talk)) is None


def test_a_no_ends_the_request(talk: ATalk) -> None:
    assert answered(talk(a_message("no", "deny")), listed(talk)) == Refusal("utter_nothing_changed", by_customer=True)


def test_a_changed_listing_is_shown_again_before_a_yes_counts(talk: ATalk) -> None:
    known = listed(talk)
    known["lines"] = [1, 2]
    assert answered(talk(a_message("yes, and the mug", "affirm")), known) == LISTING
    assert answered(talk(a_message("yes", "affirm")), known) is None


def test_a_yes_before_anything_was_listed_counts_for_nothing(talk: ATalk) -> None:
    known: Known = {"lines": [1]}
    assert answered(talk(a_message("yes", "affirm")), known) == LISTING


def test_a_yes_to_another_question_counts_for_nothing(talk: ATalk) -> None:
    known = listed(talk)
    message = talk(a_message("yes", "affirm"))
    assert not ConfirmLines().hear(message, known, message.heard, asked=False)
    assert ConfirmLines().check(message, known) == LISTING


@pytest.mark.parametrize("text", ["yes?", "/affirm"])
def test_a_yes_that_is_not_plain_is_asked_about(talk: ATalk, dispatcher: CollectingDispatcher, text: str) -> None:
    assert answered(talk(a_message(text, "affirm")), listed(talk)) == LISTING
    assert said(dispatcher) == ["utter_answer_yes_or_no"]


def test_a_yes_holds_once(talk: ATalk) -> None:
    known = listed(talk)
    assert answered(talk(a_message("yes", "affirm")), known) is None
    assert ConfirmLines().check(talk(a_message("hello", "greet")), known) == LISTING
