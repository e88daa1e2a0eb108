"""From one agent to another."""

from datetime import datetime
from enum import Enum

from sqlalchemy.orm import Session

from bot.services import audit, handoffs, presence
from bot.services.handoffs import TakeResult
from bot.services.ownership import change_owner
from bot.support.agent import Agent
from bot.support.audit import Act
from bot.support.conversation import Conversation, Owner


class AssignResult(Enum):
    DONE = "done"
    # The conversation is another agent's.
    NOT_YOURS = "not_yours"
    # Nobody of that name is at the desk: the conversation would be left alone.
    NOT_AT_DESK = "not_at_desk"
    ALREADY_THEIRS = "already_theirs"


def colleagues(db: Session, agent: Agent, conversation: Conversation, now: datetime) -> list[Agent]:
    """Who else is at the desk, those first whom the conversation suits."""
    handoff = handoffs.open_handoff(db, conversation.id)
    topic = handoff.topic if handoff else None
    others = [other for other in presence.agents_at_desk(db, now) if other.id != agent.id]
    return sorted(others, key=lambda other: not (other.has_skills and other.is_skilled_in(conversation.language, topic)))


def assign(db: Session, conversation_id: str, by: Agent, to_id: str, now: datetime) -> AssignResult:
    """Give the agent's own conversation, or one that no agent has, to a colleague who is at the desk."""
    result = _assigned(db, conversation_id, by, to_id, now)
    if result is AssignResult.DONE:
        audit.note(db, by, Act.GAVE, now, conversation_id, to=db.get_one(Agent, to_id).name)
    return result


def _assigned(db: Session, conversation_id: str, by: Agent, to_id: str, now: datetime) -> AssignResult:
    to = next((agent for agent in presence.agents_at_desk(db, now) if agent.id == to_id), None)
    if to is None:
        return AssignResult.NOT_AT_DESK
    if to.id != by.id and change_owner(db, conversation_id, {Owner.AGENT}, Owner.AGENT, to.id, held_by=by.id):
        _note_gift(db, conversation_id, by, to, now)
        return AssignResult.DONE
    match handoffs.take(db, conversation_id, to, now):
        case TakeResult.DONE:
            _note_gift(db, conversation_id, by, to, now)
            return AssignResult.DONE
        case TakeResult.ALREADY_YOURS:
            return AssignResult.ALREADY_THEIRS
        case _:
            return AssignResult.NOT_YOURS


def _note_gift(db: Session, conversation_id: str, by: Agent, to: Agent, now: datetime) -> None:
    handoff = handoffs.open_handoff(db, conversation_id)
    if handoff is not None and to.id != by.id:
        handoff.be_given(to.id, now)
