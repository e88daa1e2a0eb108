"""The agents' lists. Every conversation stands in at least one of them, so none is ever lost from sight."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services import desk, handoffs
from bot.support.agent import Agent
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import Handoff
from bot.support.message import Message, Sender


class ListName(Enum):
    QUEUE = "queue"
    MINE = "mine"
    # All conversations that agents have, one's own too.
    AGENTS = "agents"
    ASSISTANT = "assistant"
    CLOSED = "closed"


OWNERS = {
    ListName.MINE: {Owner.AGENT},
    ListName.AGENTS: {Owner.AGENT},
    ListName.ASSISTANT: {Owner.BOT},
    ListName.CLOSED: {Owner.CLOSED},
}


@dataclass(frozen=True)
class Row:
    conversation: Conversation
    # What the customer or an agent wrote last, notes apart.
    last: Message | None
    # The stay with the humans that has not ended, if there is one.
    handoff: Handoff | None


def rows(db: Session, name: ListName, agent: Agent, now: datetime, page: int = 0) -> list[Row]:
    """One page of the list: the queue whole with the longest wait first, the others with the newest message first."""
    if name is ListName.QUEUE:
        found = [waiting.handoff.conversation for waiting in handoffs.queue(db, now)] if page == 0 else []
    else:
        found = desk.conversations(db, OWNERS[name], agent.id if name is ListName.MINE else None, page)
    ids = [conversation.id for conversation in found]
    last, stays = _last_messages(db, ids), _open_handoffs(db, ids)
    return [Row(conversation, last.get(conversation.id), stays.get(conversation.id)) for conversation in found]


def counts(db: Session, agent: Agent) -> dict[ListName, int]:
    """How many conversations are in each list but the closed ones, which only grow."""
    by_owner = select(Conversation.owner, func.count()).where(Conversation.owner != Owner.CLOSED).group_by(Conversation.owner)
    owned = dict(db.execute(by_owner).tuples().all())
    mine = select(func.count()).where(Conversation.owner == Owner.AGENT, Conversation.agent_id == agent.id)
    return {
        ListName.QUEUE: handoffs.waiting_count(db),
        ListName.MINE: db.scalar(mine) or 0,
        ListName.AGENTS: owned.get(Owner.AGENT, 0),
        ListName.ASSISTANT: owned.get(Owner.BOT, 0),
    }


def list_of(conversation: Conversation, agent: Agent) -> ListName:
    """The list that an agent would look for the conversation in."""
    if conversation.owner is Owner.AGENT:
        return ListName.MINE if conversation.agent_id == agent.id else ListName.AGENTS
    return {Owner.QUEUED: ListName.QUEUE, Owner.BOT: ListName.ASSISTANT, Owner.CLOSED: ListName.CLOSED}[conversation.owner]


def _last_messages(db: Session, conversation_ids: Iterable[str]) -> dict[str, Message]:
    newest = (
        select(func.max(Message.seq))
        .where(
            Message.conversation_id.in_(conversation_ids),
            Message.sender.in_({Sender.CUSTOMER, Sender.AGENT}),
            Message.is_note.is_(False),
        )
        .group_by(Message.conversation_id)
    )
    return {message.conversation_id: message for message in db.scalars(select(Message).where(Message.seq.in_(newest)))}


def _open_handoffs(db: Session, conversation_ids: Iterable[str]) -> dict[str, Handoff]:
    stays = select(Handoff).where(Handoff.conversation_id.in_(conversation_ids), Handoff.ended_at.is_(None))
    return {handoff.conversation_id: handoff for handoff in db.scalars(stays)}
