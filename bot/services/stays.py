"""The stays with the humans that have not ended: who waits in the queue, and who waits too long for a word."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, joinedload

from bot.support.agent import Agent
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import Handoff
from bot.support.service_level import ServiceLevel

# Handoffs that nobody has taken yet.
WAITING = (
    Handoff.ended_at.is_(None),
    or_(
        Conversation.owner == Owner.QUEUED,
        and_(Conversation.owner == Owner.BOT, Handoff.ticket.is_not(None), Handoff.claimed_at.is_(None)),
    ),
)
WAITING_SINCE = func.coalesce(Handoff.returned_at, Handoff.requested_at)
# As `Handoff.unanswered_since`.
UNANSWERED_SINCE = case((Handoff.claimed_at.is_(None), WAITING_SINCE), else_=Handoff.owed_since)


def waiting_too_long(level: ServiceLevel, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Handoffs whose customers have waited too long for a human's word, in the queue or with an agent."""
    return (Handoff.ended_at.is_(None), level.too_long_since(now) >= UNANSWERED_SINCE)


def held_by(agent: Agent) -> tuple[ColumnElement[bool], ...]:
    """Handoffs of the conversations that the agent has now."""
    return (Handoff.ended_at.is_(None), Conversation.owner == Owner.AGENT, Conversation.agent_id == agent.id)


def newest_waiting(db: Session, limit: int) -> list[Handoff]:
    """Of those in the queue, who came last."""
    return newest(db, select(Handoff.id).join(Conversation).where(*WAITING).order_by(WAITING_SINCE.desc()), limit)


def newest_unanswered(db: Session, level: ServiceLevel, now: datetime, limit: int) -> list[Handoff]:
    """Of those who wait too long for a word, who came last."""
    late = select(Handoff.id).where(*waiting_too_long(level, now))
    return newest(db, late.order_by(UNANSWERED_SINCE.desc()), limit)


def newest(db: Session, ids: Select[tuple[str]], limit: int) -> list[Handoff]:
    """The first of them, with their conversations and whose they are: only of these is so much read."""
    first = db.scalars(ids.limit(limit)).all()
    people = joinedload(Handoff.conversation).options(joinedload(Conversation.customer), joinedload(Conversation.agent))
    whole = {one.id: one for one in db.scalars(select(Handoff).options(people).where(Handoff.id.in_(first)))}
    return [whole[one] for one in first]


def waiting_count(db: Session) -> int:
    return db.scalar(select(func.count()).select_from(Handoff).join(Conversation).where(*WAITING)) or 0


def unanswered_count(db: Session, level: ServiceLevel, now: datetime) -> int:
    return db.scalar(select(func.count()).select_from(Handoff).where(*waiting_too_long(level, now))) or 0
