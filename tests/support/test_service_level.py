"""How quickly people mean to help."""

from datetime import timedelta
from typing import Any

import pytest

from bot.shop.office_hours import OfficeHours
from bot.shop.terms import Terms
from bot.support.handoff import Handoff, HandoffReason, Priority
from bot.support.kept import Kept
from bot.support.service_level import Clock, ServiceLevel, Target
from tests.factories import NOW

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LEVEL = ServiceLevel.of(Terms(first_response=15 * MINUTE, resolution=8 * HOUR, unanswered=5 * MINUTE))
ANNA, BERT = "anna", "bert"


def a_handoff(**changes: Any) -> Handoff:
    return Handoff(**{"reason": HandoffReason.ASKED_FOR_HUMAN, "requested_at": NOW, **changes})


def test_the_first_word_is_due_before_the_end() -> None:
    handoff = a_handoff()
    assert LEVEL.clock(handoff, NOW + 10 * MINUTE) == Clock(Target.FIRST_RESPONSE, 5 * MINUTE)
    assert LEVEL.clock(handoff, NOW + 16 * MINUTE).is_overdue

    handoff.be_answered(NOW + 16 * MINUTE)

    assert LEVEL.clock(handoff, NOW + HOUR) == Clock(Target.RESOLUTION, 7 * HOUR)


def test_nobody_waits_for_the_first_word_of_who_came_unasked() -> None:
    assert LEVEL.clock(a_handoff(reason=HandoffReason.TAKEN_OVER), NOW).target is Target.RESOLUTION


def test_the_clock_stands_still_while_nobody_is_at_the_desk() -> None:
    hours = OfficeHours.of("Mon-Fri 09:00-10:35", OfficeHours().zone)
    level = ServiceLevel.of(Terms(first_response=15 * MINUTE, office_hours=hours))

    assert level.clock(a_handoff(), NOW + HOUR).left == level.clock(a_handoff(), NOW + 48 * HOUR).left == 10 * MINUTE


def test_an_agent_owes_a_word_from_when_they_took_the_conversation() -> None:
    handoff = a_handoff()
    assert LEVEL.is_unanswered(handoff, NOW + 5 * MINUTE)

    handoff.be_taken(ANNA, NOW + 6 * MINUTE)

    assert not LEVEL.is_unanswered(handoff, NOW + 10 * MINUTE)
    assert LEVEL.is_unanswered(handoff, NOW + 11 * MINUTE)


def test_the_oldest_word_without_an_answer_counts() -> None:
    handoff = a_handoff()
    handoff.be_taken(ANNA, NOW)
    handoff.be_answered(NOW + MINUTE)
    assert handoff.unanswered_since is None

    handoff.be_written_to(NOW + 2 * MINUTE)
    handoff.be_written_to(NOW + 6 * MINUTE)

    assert handoff.unanswered_since == NOW + 2 * MINUTE


def test_who_gets_a_conversation_owes_what_was_owed_from_then_on() -> None:
    owing, settled = a_handoff(), a_handoff()
    for handoff in (owing, settled):
        handoff.be_taken(ANNA, NOW)
    settled.be_answered(NOW)

    for handoff in (owing, settled):
        handoff.be_given(BERT, NOW + HOUR)

    assert (owing.unanswered_since, settled.unanswered_since) == (NOW + HOUR, None)


def test_who_waits_too_long_is_pressing_but_not_before_danger() -> None:
    later = NOW + HOUR

    assert LEVEL.priority(a_handoff(), later) is Priority.HIGH
    assert LEVEL.priority(a_handoff(reason=HandoffReason.SAFETY), later) is Priority.URGENT
    assert LEVEL.priority(a_handoff(), NOW) is Priority.NORMAL


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"answered_at": NOW + 15 * MINUTE}, Kept(1, 0, 0)),
        ({"answered_at": NOW + 16 * MINUTE}, Kept(0, 1, 0)),
        ({}, Kept(0, 0, 1)),
        ({"requested_at": NOW - HOUR}, Kept(0, 1, 0)),
        ({"ended_at": NOW + MINUTE}, Kept(1, 0, 0)),
        ({"reason": HandoffReason.TAKEN_OVER}, Kept(0, 0, 0)),
    ],
)
def test_the_first_word_was_in_time_or_late_or_is_not_due(changes: dict[str, Any], kept: Kept) -> None:
    assert LEVEL.kept(Target.FIRST_RESPONSE, [a_handoff(**changes)], NOW) == kept
