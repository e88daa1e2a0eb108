"""Knowing when not: what is caught, and what it costs."""

import pytest

from bot.evaluate.contender import Heard
from bot.evaluate.out_of_scope import caught, choose_threshold, doubt, in_scope_accuracy, in_scope_label, refuse
from bot.evaluate.score import Answer
from tests.evaluate.factories import an_answer


def outside(doubt: float) -> Answer:
    return an_answer("out_of_scope", "a", confidence=1 - doubt)


def inside(doubt: float, heard: str = "a") -> Answer:
    return an_answer("a", heard, confidence=1 - doubt)


def test_asking_back_catches_what_is_out_of_scope_too() -> None:
    given = [
        an_answer("out_of_scope", "out_of_scope"),
        an_answer("out_of_scope", "a", sure=False),
        an_answer("out_of_scope", "a"),
    ]
    found = caught([*given, an_answer("a", "out_of_scope"), an_answer("a", "a", sure=False)])

    assert found.recall == pytest.approx(2 / 3)
    assert found.recognised == pytest.approx(1 / 3)
    assert found.false_alarms == 0.5


def test_doubt_is_what_the_likeliest_intent_in_scope_leaves() -> None:
    heard = Heard("out_of_scope", [("out_of_scope", 0.75), ("a", 0.25)], 1.0)

    assert doubt(heard) == 0.75
    assert in_scope_label(heard) == "a"
    assert in_scope_accuracy([Answer(an_answer("a").example, heard)]) == 1.0


def test_doubt_is_what_the_pipeline_says_where_it_says_so() -> None:
    assert doubt(an_answer(out_of_scope=0.3).heard) == 0.3


@pytest.mark.parametrize(("most_lost", "threshold"), [(0.0, 0.9), (0.25, 0.6), (0.5, 0.2)])
def test_no_more_of_the_validation_set_is_lost_than_may_be(most_lost: float, threshold: float) -> None:
    validation = [inside(0.9), inside(0.6), inside(0.2), inside(0.1), outside(1.0)]

    chosen = choose_threshold(validation, most_lost)

    assert chosen == pytest.approx(threshold)
    assert refuse(validation, chosen).lost <= most_lost


def test_turning_away_what_was_misunderstood_anyway_loses_no_accuracy() -> None:
    refusal = refuse([inside(0.9, heard="b"), inside(0.1), outside(0.8), outside(0.2)], 0.5)

    assert (refusal.recall, refusal.lost, refusal.lost_accuracy) == (0.5, 0.5, 0.0)
