"""From the assistant to a human and back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.services.ownership import change_owner
from bot.services.turns import leave_to_humans
from bot.support.agent import Agent
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import Handoff, HandoffReason


class TakeResult(Enum):
    DONE = "done"
    ALREADY_YOURS = "already_yours"
    TAKEN = "taken"
    NOT_FOUND = "not_found"


@dataclass(frozen=True)
class Waiting:
    """A place in the queue."""

    handoff: Handoff
    waited: timedelta


def hand_off(db: Session, conversation_id: str, reason: HandoffReason, now: datetime) -> Handoff:
    """Queue the conversation for an agent; a repeated call returns the open handoff."""
    open_handoff = _open_handoff(db, conversation_id)
    if open_handoff is not None:
        return open_handoff
    handoff = Handoff(conversation_id=conversation_id, reason=reason, requested_at=now)
    db.add(handoff)
    change_owner(db, conversation_id, {Owner.BOT}, Owner.QUEUED)
    db.flush()
    return handoff


def queue(db: Session, now: datetime) -> list[Waiting]:
    """Conversations that wait for an agent, longest first."""
    handoffs = db.scalars(
        select(Handoff)
        .join(Conversation)
        .options(joinedload(Handoff.conversation).joinedload(Conversation.customer))
        .where(Handoff.ended_at.is_(None), Conversation.owner == Owner.QUEUED)
        .order_by(Handoff.requested_at)
    )
    return [Waiting(handoff, now - handoff.requested_at) for handoff in handoffs]


def take(db: Session, conversation_id: str, agent: Agent, now: datetime) -> TakeResult:
    """Make the agent the owner, from the queue or from the assistant; of two agents exactly one succeeds.

    What the customer wrote and the assistant has not answered yet is the agent's from here on; a turn that runs is lost.
    """
    if not change_owner(db, conversation_id, {Owner.QUEUED, Owner.BOT, Owner.CLOSED}, Owner.AGENT, agent.id):
        return _why_not_taken(db, conversation_id, agent)
    handoff = _open_handoff(db, conversation_id)
    if handoff is None:
        handoff = Handoff(conversation_id=conversation_id, reason=HandoffReason.TAKEN_OVER, requested_at=now)
        db.add(handoff)
    handoff.claimed_at = now
    handoff.agent_id = agent.id
    leave_to_humans(db, conversation_id, now)
    return TakeResult.DONE


def hand_back(db: Session, conversation_id: str, agent: Agent, now: datetime) -> bool:
    """Give the agent's own conversation back to the assistant; False if it is not the agent's."""
    return _leave(db, conversation_id, agent, Owner.BOT, now)


def close(db: Session, conversation_id: str, agent: Agent, now: datetime) -> bool:
    """Close the agent's own conversation; False if it is not the agent's. A new message opens it again."""
    return _leave(db, conversation_id, agent, Owner.CLOSED, now)


def _leave(db: Session, conversation_id: str, agent: Agent, owner: Owner, now: datetime) -> bool:
    if owned_by(db, conversation_id) != agent.id or not change_owner(db, conversation_id, {Owner.AGENT}, owner):
        return False
    handoff = _open_handoff(db, conversation_id)
    if handoff is not None:
        handoff.ended_at = now
    return True


def owned_by(db: Session, conversation_id: str) -> str | None:
    """The id of the agent who owns the conversation, if an agent does."""
    return db.scalar(
        select(Conversation.agent_id)
        .where(Conversation.id == conversation_id, Conversation.owner == Owner.AGENT)
        .with_for_update()
    )


def _open_handoff(db: Session, conversation_id: str) -> Handoff | None:
    return db.scalar(select(Handoff).where(Handoff.conversation_id == conversation_id, Handoff.ended_at.is_(None)))


def _why_not_taken(db: Session, conversation_id: str, agent: Agent) -> TakeResult:
    owner_id = owned_by(db, conversation_id)
    if owner_id is None:
        return TakeResult.NOT_FOUND
    return TakeResult.ALREADY_YOURS if owner_id == agent.id else TakeResult.TAKEN
