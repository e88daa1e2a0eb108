"""When a model is worse than another."""

from datetime import timedelta

import pytest

from bot.support.training import GONE, Figures, Right, Training, TrainingState
from tests.factories import NOW


def figures(en: int = 1900, et: int = 700, questions: int = 450, wrong: int = 20, taught: Right = (0, 3)) -> Figures:
    return Figures({"en": (en, 2000), "et": (et, 750)}, (questions, 500), (wrong, 3250), taught)


def test_a_model_is_not_worse_than_its_equal() -> None:
    assert not figures().is_worse_than(figures())
    assert not figures(en=1950, taught=(3, 3)).is_worse_than(figures())


def test_a_phrasing_or_two_of_thousands_is_chance() -> None:
    assert not figures(en=1898).is_worse_than(figures())


@pytest.mark.parametrize(
    "worse",
    [figures(en=1880), figures(et=690, en=1920), figures(questions=440), figures(wrong=30)],
    ids=["in all", "in one language", "in frequent questions", "in sure mistakes"],
)
def test_a_model_that_falls_by_more_is_worse(worse: Figures) -> None:
    assert worse.is_worse_than(figures())


def test_what_was_taught_makes_up_for_nothing() -> None:
    assert figures(en=1880, taught=(3, 3)).is_worse_than(figures())


def test_figures_are_kept_as_they_are() -> None:
    assert Figures.of_json(figures().as_json()) == figures()


def test_a_training_that_gives_no_sign_is_dead() -> None:
    training = Training(state=TrainingState.TRAINING, seen_at=NOW)
    assert not training.is_dead(NOW + GONE)
    assert training.is_dead(NOW + GONE + timedelta(seconds=1))
    training.end(TrainingState.LIVE, NOW)
    assert not training.is_dead(NOW + 9 * GONE)
