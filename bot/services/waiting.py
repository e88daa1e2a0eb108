"""How long somebody waits for an agent, from the desk's own figures; where these are no basis, nothing is said."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.support.agent import PRESENT, Agent, AgentSession
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import Handoff, HandoffReason
from bot.support.service_level import ServiceLevel

# The latest handoffs that tell the usual wait: enough to be usual, few and fresh enough to be of now.
SAMPLE = 20
SMALLEST_SAMPLE = 5
FRESH = timedelta(days=7)
# Minutes; longer waits are rounded to five.
TOLD_EXACTLY = 10
# Beyond this a number of minutes is no comfort, and hardly right.
LONGEST_TOLD = timedelta(hours=1)


@dataclass(frozen=True)
class Outlook:
    """What an agent's customer can expect."""

    # 1 is next.
    place: int
    # Whole minutes, rounded up; None where the figures do not tell.
    usual_minutes: int | None


def outlook(db: Session, handoff: Handoff, level: ServiceLevel, now: datetime) -> Outlook:
    """The place in the queue, and the usual wait: told while agents are at the desk, and nobody before waits longer."""
    before = _waiting_before(db, handoff, level, now)
    usual = _usual_wait(db, now)
    longest = max((now - other.waiting_since for other in before), default=timedelta())
    is_told = usual is not None and longest <= usual <= LONGEST_TOLD and agents_present(db, now) > 0
    return Outlook(len(before) + 1, _minutes(usual) if usual is not None and is_told else None)


def agents_present(db: Session, now: datetime) -> int:
    """How many agents have a page of the console open and are not away."""
    seen = (AgentSession.seen_at > now - PRESENT, AgentSession.expires_at > now)
    present = select(func.count(func.distinct(AgentSession.agent_id))).join(AgentSession.agent)
    return db.scalar(present.where(*seen, Agent.away_since.is_(None))) or 0


def _waiting_before(db: Session, handoff: Handoff, level: ServiceLevel, now: datetime) -> list[Handoff]:
    waiting = db.scalars(
        select(Handoff)
        .join(Conversation)
        .where(Handoff.ended_at.is_(None), Conversation.owner == Owner.QUEUED, Handoff.id != handoff.id)
    )
    own = (level.priority(handoff, now), handoff.waiting_since)
    return [other for other in waiting if (level.priority(other, now), other.waiting_since) <= own]


def _usual_wait(db: Session, now: datetime) -> timedelta | None:
    """The median of the latest waits that ended with an agent; of tickets nobody waited at the desk."""
    taken = (
        select(Handoff.requested_at, Handoff.claimed_at)
        .where(
            Handoff.claimed_at > now - FRESH,
            Handoff.ticket.is_(None),
            Handoff.returned_at.is_(None),
            Handoff.reason != HandoffReason.TAKEN_OVER,
        )
        .order_by(Handoff.claimed_at.desc())
        .limit(SAMPLE)
    )
    waits = [(claimed - requested).total_seconds() for requested, claimed in db.execute(taken).tuples() if claimed is not None]
    return timedelta(seconds=median(waits)) if len(waits) >= SMALLEST_SAMPLE else None


def _minutes(wait: timedelta) -> int:
    """Rounded up, beyond a while to the next five."""
    minutes = max(1, math.ceil(wait / timedelta(minutes=1)))
    return minutes if minutes <= TOLD_EXACTLY else 5 * math.ceil(minutes / 5)
