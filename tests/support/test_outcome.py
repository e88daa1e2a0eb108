"""Each conversation has exactly one outcome."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.support.outcome import OVER_AFTER, Course, Outcome
from tests.factories import NOW

OVER = Course(last_at=NOW - OVER_AFTER)
COURSES = st.builds(
    Course,
    last_at=st.timedeltas(timedelta(), timedelta(days=2)).map(lambda ago: NOW - ago),
    was_handed_over=st.booleans(),
    is_closed=st.booleans(),
    has_spoken=st.booleans(),
    is_content=st.booleans(),
    is_unhappy=st.booleans(),
    is_asked=st.booleans(),
)


@pytest.mark.parametrize(
    ("course", "outcome"),
    [
        (OVER, Outcome.SILENT),
        (replace(OVER, is_content=True), Outcome.CONFIRMED),
        (replace(OVER, is_content=True, is_asked=True), Outcome.CONFIRMED),
        (replace(OVER, is_asked=True), Outcome.ABANDONED),
        (replace(OVER, is_unhappy=True), Outcome.ABANDONED),
        (replace(OVER, has_spoken=False), Outcome.ABANDONED),
        (replace(OVER, was_handed_over=True, is_content=True), Outcome.HANDED_OVER),
        (replace(OVER, last_at=NOW), Outcome.RUNNING),
        (replace(OVER, last_at=NOW, is_closed=True), Outcome.SILENT),
    ],
)
def test_an_outcome_says_how_it_ended(course: Course, outcome: Outcome) -> None:
    assert course.outcome(NOW) is outcome


@given(COURSES)
def test_only_what_no_human_was_called_for_is_the_assistants(course: Course) -> None:
    outcome = course.outcome(NOW)

    assert (outcome is Outcome.HANDED_OVER) == course.was_handed_over
    assert outcome is not Outcome.CONFIRMED or (course.is_content and course.has_spoken and not course.is_unhappy)
