"""From the assistant to a human and back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, load_only

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
from bot.support.service_level import ServiceLevel


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


NOTHING_KNOWN = Matters()
# Handoffs that nobody has taken yet.
WAITING = (
    Handoff.ended_at.is_(None),
    or_(
        Conversation.owner == Owner.QUEUED,
        and_(Conversation.owner == Owner.BOT, Handoff.ticket.is_not(None), Handoff.claimed_at.is_(None)),
    ),
)

WITH_PEOPLE = joinedload(Handoff.conversation).options(joinedload(Conversation.customer), joinedload(Conversation.agent))


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


def queue(db: Session, now: datetime) -> list[Waiting]:
    """Conversations that wait for an agent, the most pressing first, and among these who waits longest."""
    handoffs = db.scalars(
        select(Handoff)
        .join(Conversation)
        .options(joinedload(Handoff.conversation).joinedload(Conversation.customer))
        .where(*WAITING)
    )
    pressing = sorted(handoffs, key=lambda handoff: (handoff.priority, handoff.waiting_since))
    return [Waiting(handoff, now - handoff.waiting_since) for handoff in pressing]


def newest(db: Session, limit: int) -> Sequence[Handoff]:
    """Of those that `queue` lists, who came last."""
    since = func.coalesce(Handoff.returned_at, Handoff.requested_at)
    query = select(Handoff).join(Conversation).options(WITH_PEOPLE).where(*WAITING).order_by(since.desc()).limit(limit)
    return db.scalars(query).all()


def unanswered(db: Session, level: ServiceLevel, now: datetime, newest: int | None = None) -> list[Handoff]:
    """Whose customers have waited too long for a human's word, in the queue or with an agent, the longest first.

    With a number, only so many of those who came last.
    """
    late = sorted(_unanswered(db, level, now), key=lambda handoff: handoff.unanswered_since or now)
    ids = [handoff.id for handoff in (late if newest is None else late[-newest:])]
    whole = {one.id: one for one in db.scalars(select(Handoff).options(WITH_PEOPLE).where(Handoff.id.in_(ids)))}
    return [whole[one] for one in ids]


def unanswered_count(db: Session, level: ServiceLevel, now: datetime) -> int:
    """How many `unanswered` lists."""
    return len(_unanswered(db, level, now))


def _unanswered(db: Session, level: ServiceLevel, now: datetime) -> list[Handoff]:
    """With no more of each than tells how long it waits."""
    moments = load_only(Handoff.requested_at, Handoff.returned_at, Handoff.claimed_at, Handoff.owed_since)
    waits = or_(Handoff.claimed_at.is_(None), Handoff.owed_since.is_not(None))
    query = select(Handoff).where(Handoff.ended_at.is_(None), waits).options(moments)
    return [handoff for handoff in db.scalars(query) if level.is_unanswered(handoff, now)]


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


def waiting_count(db: Session) -> int:
    """How many wait, as `queue` lists them."""
    return db.scalar(select(func.count()).select_from(Handoff).join(Conversation).where(*WAITING)) or 0


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
