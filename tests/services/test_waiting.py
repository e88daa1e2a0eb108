"""An honest waiting time."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.services import handoffs
from bot.services.waiting import Outlook, agents_present, outlook
from bot.shop.terms import Terms
from bot.support.agent import AgentSession
from bot.support.handoff import Handoff, HandoffReason
from bot.support.service_level import ServiceLevel
from tests.factories import NOW, a_conversation, an_agent, saved

MINUTE = timedelta(minutes=1)
LEVEL = ServiceLevel.of(Terms(unanswered=timedelta(hours=1)))


def queued(db: Session, ago: timedelta = timedelta(), reason: HandoffReason = HandoffReason.NOT_COVERED) -> Handoff:
    return handoffs.hand_off(db, saved(db, a_conversation()).id, reason, NOW - ago)


def taken(db: Session, *waits: timedelta, ago: timedelta = timedelta(hours=1), reason: HandoffReason | None = None) -> None:
    """Handoffs that agents took, so long ago, after these waits."""
    for wait in waits:
        claimed = NOW - ago
        conversation = saved(db, a_conversation())
        why = reason or HandoffReason.NOT_COVERED
        ends = {"claimed_at": claimed, "ended_at": claimed}
        db.add(Handoff(conversation_id=conversation.id, reason=why, requested_at=claimed - wait, **ends))
    db.flush()


def at_the_desk(db: Session, seen_ago: timedelta = MINUTE) -> None:
    agent = saved(db, an_agent())
    session = {"token_digest": agent.id, "csrf_token": "c", "expires_at": NOW + timedelta(hours=1)}
    db.add(AgentSession(agent_id=agent.id, seen_at=NOW - seen_ago, **session))
    db.flush()


def test_the_usual_wait_is_the_median_of_the_latest_rounded_up(db: Session) -> None:
    at_the_desk(db)
    taken(db, 2 * MINUTE, 3 * MINUTE, 4.5 * MINUTE, 30 * MINUTE, 50 * MINUTE)

    assert outlook(db, queued(db), LEVEL, NOW) == Outlook(place=1, usual_minutes=5)


def test_beyond_ten_minutes_it_is_told_in_fives(db: Session) -> None:
    at_the_desk(db)
    taken(db, *[11.2 * MINUTE] * 5)

    assert outlook(db, queued(db), LEVEL, NOW).usual_minutes == 15


def test_few_figures_are_no_basis(db: Session) -> None:
    at_the_desk(db)
    taken(db, *[MINUTE] * 4)

    assert outlook(db, queued(db), LEVEL, NOW).usual_minutes is None


@pytest.mark.parametrize("reason", [HandoffReason.TAKEN_OVER, None])
def test_old_figures_and_those_of_nobody_who_waited_do_not_count(db: Session, reason: HandoffReason | None) -> None:
    at_the_desk(db)
    taken(db, *[MINUTE] * 9, reason=reason, ago=MINUTE if reason else timedelta(days=8))

    assert outlook(db, queued(db), LEVEL, NOW).usual_minutes is None


def test_nothing_is_told_while_nobody_is_at_the_desk(db: Session) -> None:
    at_the_desk(db, seen_ago=timedelta(hours=1))
    taken(db, *[MINUTE] * 9)

    assert agents_present(db, NOW) == 0
    assert outlook(db, queued(db), LEVEL, NOW).usual_minutes is None


def test_nothing_is_told_while_somebody_before_waits_longer_already(db: Session) -> None:
    at_the_desk(db)
    taken(db, *[3 * MINUTE] * 9)
    queued(db, ago=10 * MINUTE)

    assert outlook(db, queued(db), LEVEL, NOW) == Outlook(place=2, usual_minutes=None)


def test_the_more_pressing_stand_before(db: Session) -> None:
    queued(db, ago=MINUTE)
    own = queued(db)
    queued(db, ago=-MINUTE, reason=HandoffReason.SAFETY)

    assert outlook(db, own, LEVEL, NOW).place == 3


def test_who_has_waited_too_long_stands_before_those_who_come_angry(db: Session) -> None:
    queued(db, ago=61 * MINUTE)
    queued(db, ago=MINUTE)

    assert outlook(db, queued(db, reason=HandoffReason.ANGER), LEVEL, NOW).place == 2
