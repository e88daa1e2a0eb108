"""Confidence is held against what was right."""

import pytest

from bot.evaluate.calibration import bins, expected_calibration_error
from tests.evaluate.factories import an_answer


def test_a_bin_has_its_lower_bound_and_certainty_is_in_the_last() -> None:
    found = bins([an_answer(confidence=confidence) for confidence in (0.5, 0.59, 0.6, 1.0)])

    assert [(one.lowest, one.answers) for one in found] == [(0.5, 2), (0.6, 1), (0.9, 1)]


def test_the_error_is_the_distance_of_confidence_from_accuracy_weighed_by_answers() -> None:
    sure_and_half_right = [an_answer("a", "a", confidence=0.95), an_answer("a", "b", confidence=0.95)]
    honest = [an_answer("a", "a", confidence=0.55), an_answer("a", "b", confidence=0.45)]
    found = bins(sure_and_half_right + honest)

    assert [one.gap for one in found] == pytest.approx([0.45, -0.45, 0.45])
    assert expected_calibration_error(found) == pytest.approx(0.45)


def test_no_answers_have_no_error() -> None:
    assert expected_calibration_error(bins([])) == 0.0
