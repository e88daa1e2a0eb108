"""The agents' lists. Every conversation stands in at least one of them, so none is ever lost from sight."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services import desk, handoffs
from bot.services.customer_value import lifetime_values
from bot.shop.money import Money
from bot.support.agent import Agent
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import Handoff, Priority
from bot.support.message import Message, Sender


class ListName(Enum):
    QUEUE = "queue"
    MINE = "mine"
    # All conversations that agents have, one's own too.
    AGENTS = "agents"
    ASSISTANT = "assistant"
    # Whoever has it, closed ones too.
    ALL = "all"
    CLOSED = "closed"


OWNERS = {
    ListName.MINE: {Owner.AGENT},
    ListName.AGENTS: {Owner.AGENT},
    ListName.ASSISTANT: {Owner.BOT},
    ListName.ALL: set(Owner),
    ListName.CLOSED: {Owner.CLOSED},
}


@dataclass(frozen=True)
class Row:
    conversation: Conversation
    # What the customer or an agent wrote last, notes apart.
    last: Message | None
    # The stay with the humans that has not ended, if there is one.
    handoff: Handoff | None
    # What the proved customer has bought in all.
    value: Money | None
    # Whether it is for this agent rather than for others, where the agent has skills.
    is_for_me: bool

    @property
    def priority(self) -> Priority:
        return self.handoff.priority if self.handoff else Priority.NORMAL


def rows(db: Session, name: ListName, agent: Agent, now: datetime, page: int = 0) -> list[Row]:
    """One page of the list, the newest message first.

    The queue is whole: the most pressing first, among these what the agent is skilled in, and then the longest wait. What
    the agent has stands in the order of its priority too.
    """
    if name is ListName.QUEUE:
        found = [waiting.handoff.conversation for waiting in handoffs.queue(db, now)] if page == 0 else []
    else:
        found = desk.conversations(db, OWNERS[name], agent.id if name is ListName.MINE else None, page)
    rows = _rows(db, found, agent)
    if name is ListName.QUEUE:
        return sorted(rows, key=lambda row: (row.priority, not row.is_for_me))
    return sorted(rows, key=lambda row: row.priority) if name is ListName.MINE else rows


def _rows(db: Session, found: Sequence[Conversation], agent: Agent) -> list[Row]:
    ids = [conversation.id for conversation in found]
    last, stays = _last_messages(db, ids), _open_handoffs(db, ids)
    values = lifetime_values(db, {conversation.customer_id for conversation in found if conversation.customer_id})
    return [
        Row(
            conversation=conversation,
            last=last.get(conversation.id),
            handoff=stays.get(conversation.id),
            value=values.get(conversation.customer_id or ""),
            is_for_me=_is_for(agent, conversation, stays.get(conversation.id)),
        )
        for conversation in found
    ]


def _is_for(agent: Agent, conversation: Conversation, handoff: Handoff | None) -> bool:
    return agent.has_skills and agent.is_skilled_in(conversation.language, handoff.topic if handoff else None)


def counts(db: Session, agent: Agent) -> dict[ListName, int]:
    """How many conversations are in each list but those that only grow."""
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
