"""From the assistant to a human and back."""

from datetime import datetime
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services import audit
from bot.services.ownership import change_owner
from bot.services.packets import make_packet
from bot.services.turns import leave_to_humans
from bot.shop.customer import normal_email
from bot.shop.reference import new_reference
from bot.support.agent import Agent
from bot.support.alarm import alarm_in
from bot.support.audit import Act
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import CloseReason, Handoff, HandoffReason
from bot.support.packet import Matters


class TakeResult(Enum):
    DONE = "done"
    ALREADY_YOURS = "already_yours"
    TAKEN = "taken"
    NOT_FOUND = "not_found"


NOTHING_KNOWN = Matters()


def hand_off(
    db: Session,
    conversation_id: str,
    reason: HandoffReason,
    now: datetime,
    matters: Matters = NOTHING_KNOWN,
    is_desk_open: bool = True,
) -> Handoff:
    """Queue the conversation for an agent, with a packet of what is known; a repeated call returns the open handoff.

    While the desk is closed it becomes a ticket: it waits in the queue as well, but the assistant keeps the conversation.
    A ticket that is still waiting takes in what is new, and once the desk is open its conversation is queued.
    """
    handoff = open_handoff(db, conversation_id)
    if handoff is None:
        handoff = _new_handoff(db, conversation_id, reason, now, matters)
        handoff.ticket = None if is_desk_open else new_reference("T")
        db.add(handoff)
    elif handoff.is_waiting_ticket:
        packet = make_packet(db, conversation_id, reason, matters)
        handoff.packet = packet.after(handoff.packet) if handoff.packet else packet
        handoff.reason = min(handoff.reason, reason, key=lambda either: either.priority)
    if is_desk_open:
        change_owner(db, conversation_id, {Owner.BOT}, Owner.QUEUED)
    db.flush()
    return handoff


def leave_ticket(db: Session, conversation_id: str, reason: HandoffReason, now: datetime) -> Handoff:
    """Put the conversation before the humans, while the assistant keeps it."""
    change_owner(db, conversation_id, {Owner.CLOSED}, Owner.BOT)
    return hand_off(db, conversation_id, reason, now, is_desk_open=False)


def answer_by_email(db: Session, conversation_id: str, email: str) -> None:
    """Note where the customer's ticket may be answered."""
    handoff = open_handoff(db, conversation_id)
    if handoff is not None:
        handoff.email = normal_email(email)
        db.flush()


def wants_email(db: Session, conversation: Conversation) -> bool:
    """Whether somebody waits in the queue, and it is not known where else the answer may reach them."""
    if conversation.owner is not Owner.QUEUED:
        return False
    handoff = open_handoff(db, conversation.id)
    return handoff is not None and handoff.email is None


def take(db: Session, conversation_id: str, agent: Agent, now: datetime) -> TakeResult:
    """Make the agent the owner, from the queue or from the assistant; of two agents exactly one succeeds.

    What the customer wrote and the assistant has not answered yet is the agent's from here on; a turn that runs is lost.
    """
    if not change_owner(db, conversation_id, {Owner.QUEUED, Owner.BOT, Owner.CLOSED}, Owner.AGENT, agent.id):
        return _why_not_taken(db, conversation_id, agent)
    was_owed = leave_to_humans(db, conversation_id, now)
    handoff = open_handoff(db, conversation_id)
    if handoff is None:
        handoff = _new_handoff(db, conversation_id, HandoffReason.TAKEN_OVER, now, NOTHING_KNOWN)
        db.add(handoff)
    handoff.be_taken(agent.id, now, is_owed=was_owed or handoff.is_called_for)
    audit.note(db, agent, Act.TOOK, now, conversation_id)
    return TakeResult.DONE


def hand_back(db: Session, conversation_id: str, agent: Agent, now: datetime) -> bool:
    """Give the agent's own conversation back to the assistant; False if it is not the agent's."""
    return _leave(db, conversation_id, agent, Owner.BOT, now)


def close(db: Session, conversation_id: str, agent: Agent, now: datetime, why: CloseReason = CloseReason.SETTLED) -> bool:
    """Close the agent's own conversation; False if it is not the agent's. A new message opens it again."""
    return _leave(db, conversation_id, agent, Owner.CLOSED, now, why)


def _leave(db: Session, conversation_id: str, agent: Agent, owner: Owner, now: datetime, why: CloseReason | None = None) -> bool:
    if owned_by(db, conversation_id) != agent.id or not change_owner(db, conversation_id, {Owner.AGENT}, owner):
        return False
    handoff = open_handoff(db, conversation_id)
    if handoff is not None:
        handoff.ended_at, handoff.close_reason = now, why
    audit.note(db, agent, Act.CLOSED if owner is Owner.CLOSED else Act.HANDED_BACK, now, conversation_id)
    return True


def open_handoff(db: Session, conversation_id: str) -> Handoff | None:
    """The stay with the humans that has not ended, if there is one."""
    return db.scalar(select(Handoff).where(Handoff.conversation_id == conversation_id, Handoff.ended_at.is_(None)))


def heed(db: Session, conversation_id: str, text: str, now: datetime) -> None:
    """What a customer writes who is with the humans already is owed a word; it may be more pressing than why they came."""
    handoff = open_handoff(db, conversation_id)
    if handoff is None:
        return
    handoff.be_written_to(now)
    if (reason := alarm_in(text)) is not None:
        handoff.press(reason)


def is_with(db: Session, conversation_id: str, agent: Agent) -> bool:
    """Whether the agent has the conversation, as it stands now."""
    own = (Conversation.id == conversation_id, Conversation.owner == Owner.AGENT, Conversation.agent_id == agent.id)
    return db.scalar(select(Conversation.id).where(*own)) is not None


def owned_by(db: Session, conversation_id: str) -> str | None:
    """The id of the agent who owns the conversation, if an agent does."""
    return db.scalar(
        select(Conversation.agent_id)
        .where(Conversation.id == conversation_id, Conversation.owner == Owner.AGENT)
        .with_for_update()
    )


def _new_handoff(db: Session, conversation_id: str, reason: HandoffReason, now: datetime, matters: Matters) -> Handoff:
    packet = make_packet(db, conversation_id, reason, matters)
    customer = db.get_one(Conversation, conversation_id).customer
    email = customer.email if customer else None
    return Handoff(conversation_id=conversation_id, reason=reason, requested_at=now, packet=packet, email=email)


def _why_not_taken(db: Session, conversation_id: str, agent: Agent) -> TakeResult:
    owner_id = owned_by(db, conversation_id)
    if owner_id is None:
        return TakeResult.NOT_FOUND
    return TakeResult.ALREADY_YOURS if owner_id == agent.id else TakeResult.TAKEN
