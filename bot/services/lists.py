"""The agents' lists. Every conversation stands in at least one of them, so none is ever lost from sight."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services import handoffs
from bot.services.customer_value import lifetime_values
from bot.services.desk import PAGE, conversations
from bot.shop.money import Money
from bot.support.agent import Agent
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import Handoff, Priority
from bot.support.message import Message, Sender
from bot.support.service_level import Clock, ServiceLevel
from bot.support.topic import Topic


class ListName(Enum):
    QUEUE = "queue"
    MINE = "mine"
    # Who waits too long for a word, in the queue or with an agent: for those in charge.
    UNANSWERED = "unanswered"
    # All conversations that agents have, one's own too.
    AGENTS = "agents"
    ASSISTANT = "assistant"
    # Whoever has it, closed ones too.
    ALL = "all"
    CLOSED = "closed"


class Sort(Enum):
    # As each list does by itself.
    PRESSING = "pressing"
    # The least time left first.
    CLOCK = "clock"


# What humans have to settle has a clock, and is put in order as a whole; of the others a page is read.
WITH_CLOCKS = {ListName.QUEUE, ListName.MINE, ListName.UNANSWERED, ListName.AGENTS}
OWNERS = {
    ListName.ASSISTANT: {Owner.BOT},
    ListName.ALL: set(Owner),
    ListName.CLOSED: {Owner.CLOSED},
}


@dataclass(frozen=True)
class Case:
    """A conversation, and how it stands with the humans."""

    conversation: Conversation
    # The stay with the humans that has not ended, if there is one.
    handoff: Handoff | None
    # Whether it is for this agent rather than for others, where the agent has skills.
    is_for_me: bool
    priority: Priority
    # What runs until humans have answered or settled it; None where they have nothing to do with it.
    clock: Clock | None
    # Whether the customer has waited too long for a human's word.
    is_unanswered: bool


@dataclass(frozen=True)
class Row(Case):
    # What the customer or an agent wrote last, notes apart.
    last: Message | None
    # What the proved customer has bought in all.
    value: Money | None


@dataclass(frozen=True)
class Viewpoint:
    """Who looks at the lists, by which rules, at what time."""

    agent: Agent
    level: ServiceLevel
    now: datetime

    def case(self, conversation: Conversation, handoff: Handoff | None) -> Case:
        if handoff is None:
            return Case(conversation, None, self._is_skilled(conversation, None), Priority.NORMAL, None, False)
        return Case(
            conversation=conversation,
            handoff=handoff,
            is_for_me=self._is_skilled(conversation, handoff.topic),
            priority=self.level.priority(handoff, self.now),
            clock=self.level.clock(handoff, self.now),
            is_unanswered=self.level.is_unanswered(handoff, self.now),
        )

    def _is_skilled(self, conversation: Conversation, topic: Topic | None) -> bool:
        return self.agent.has_skills and self.agent.is_skilled_in(conversation.language, topic)


def rows(db: Session, name: ListName, view: Viewpoint, page: int = 0, sort: Sort = Sort.PRESSING) -> list[Row]:
    """One page of the list, in its own order unless it is sorted by the clock; the queue is whole.

    Of the queue the most pressing come first, among these what the agent is skilled in, and then the longest wait. What the
    agent has stands in the order of its priority; of what all agents have, those without an answer come first; where nothing
    else decides, the newest message.
    """
    if name not in WITH_CLOCKS:
        return _rows(db, view, conversations(db, OWNERS[name], page=page))
    found = _ordered(_cases(db, name, view), name, sort)
    if name is ListName.QUEUE:
        return _with_last_words(db, found if page == 0 else [])
    return _with_last_words(db, found[PAGE * page : PAGE * (page + 1)])


def counts(db: Session, view: Viewpoint) -> dict[ListName, int]:
    """How many conversations are in each list but those that only grow; who is unanswered, for those in charge."""
    by_owner = select(Conversation.owner, func.count()).where(Conversation.owner != Owner.CLOSED).group_by(Conversation.owner)
    owned = dict(db.execute(by_owner).tuples().all())
    mine = select(func.count()).where(Conversation.owner == Owner.AGENT, Conversation.agent_id == view.agent.id)
    counted = {
        ListName.QUEUE: handoffs.waiting_count(db),
        ListName.MINE: db.scalar(mine) or 0,
        ListName.AGENTS: owned.get(Owner.AGENT, 0),
        ListName.ASSISTANT: owned.get(Owner.BOT, 0),
    }
    if view.agent.is_in_charge:
        counted[ListName.UNANSWERED] = handoffs.unanswered_count(db, view.level, view.now)
    return counted


def _cases(db: Session, name: ListName, view: Viewpoint) -> list[Case]:
    match name:
        case ListName.QUEUE:
            return [view.case(one.handoff.conversation, one.handoff) for one in handoffs.queue(db, view.now)]
        case ListName.UNANSWERED:
            return [view.case(one.conversation, one) for one in handoffs.unanswered(db, view.level, view.now)]
        case ListName.MINE:
            found = conversations(db, {Owner.AGENT}, view.agent.id, limit=None)
        case _:
            found = conversations(db, {Owner.AGENT}, limit=None)
    stays = _open_handoffs(db, [conversation.id for conversation in found])
    return [view.case(conversation, stays.get(conversation.id)) for conversation in found]


def _ordered(cases: list[Case], name: ListName, sort: Sort) -> list[Case]:
    """What is equal stays in the order in which it comes."""
    if sort is Sort.CLOCK:
        return sorted(cases, key=lambda case: case.clock.left if case.clock else timedelta.max)
    if name is ListName.QUEUE:
        return sorted(cases, key=lambda case: (case.priority, not case.is_for_me, case.handoff and case.handoff.waiting_since))
    if name is ListName.MINE:
        return sorted(cases, key=lambda case: case.priority)
    return sorted(cases, key=lambda case: not case.is_unanswered)


def _rows(db: Session, view: Viewpoint, found: Sequence[Conversation]) -> list[Row]:
    stays = _open_handoffs(db, [conversation.id for conversation in found])
    return _with_last_words(db, [view.case(conversation, stays.get(conversation.id)) for conversation in found])


def _with_last_words(db: Session, cases: Sequence[Case]) -> list[Row]:
    last = _last_messages(db, [case.conversation.id for case in cases])
    values = lifetime_values(db, {case.conversation.customer_id for case in cases if case.conversation.customer_id})
    return [
        Row(**vars(case), last=last.get(case.conversation.id), value=values.get(case.conversation.customer_id or ""))
        for case in cases
    ]


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
