"""The agents' lists. Every conversation stands in at least one of them, so none is ever lost from sight."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, joinedload, load_only

from bot.services import stays
from bot.services.customer_value import lifetime_values
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
# What tells the place of a conversation in these.
PLACED_BY = (
    load_only(Conversation.owner, Conversation.language),
    load_only(
        Handoff.conversation_id,
        Handoff.reason,
        Handoff.requested_at,
        Handoff.returned_at,
        Handoff.claimed_at,
        Handoff.answered_at,
        Handoff.owed_since,
        Handoff.packet,
    ),
)
# Of the others; None: whoever has it.
OWNERS = {ListName.ASSISTANT: Owner.BOT, ListName.ALL: None, ListName.CLOSED: Owner.CLOSED}
WITH_PEOPLE = (joinedload(Conversation.customer), joinedload(Conversation.agent))
NEWEST_FIRST = (Conversation.last_message_at.desc(), Conversation.id.desc())
# Conversations of a page.
PAGE = 50


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
class Only:
    """What a list is narrowed to; None: no matter which."""

    language: str | None = None
    channel: str | None = None

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        wanted = ((Conversation.language, self.language), (Conversation.channel, self.channel))
        return [column == value for column, value in wanted if value is not None]


EVERYTHING = Only()


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


def rows(
    db: Session, name: ListName, view: Viewpoint, page: int = 0, sort: Sort = Sort.PRESSING, only: Only = EVERYTHING
) -> list[Row]:
    """One page of the list, in its own order unless it is sorted by the clock.

    Of the queue the most pressing come first, among these what the agent is skilled in, and then the longest wait. What the
    agent has stands in the order of its priority; of what all agents have, those without an answer come first; where nothing
    else decides, the newest message.
    """
    if name not in WITH_CLOCKS:
        return _rows(db, view, _newest(db, OWNERS[name], page, only))
    found = _ordered(_places(db, name, view, only), name, sort)[PAGE * page : PAGE * (page + 1)]
    return _rows(db, view, _whole(db, [case.conversation.id for case in found]))


def counts(db: Session, view: Viewpoint) -> dict[ListName, int]:
    """How many conversations are in each list but those that only grow; who is unanswered, for those in charge."""
    by_owner = select(Conversation.owner, func.count()).where(Conversation.owner.in_([Owner.AGENT, Owner.BOT]))
    owned = dict(db.execute(by_owner.group_by(Conversation.owner)).tuples().all())
    mine = select(func.count()).where(Conversation.owner == Owner.AGENT, Conversation.agent_id == view.agent.id)
    counted = {
        ListName.QUEUE: stays.waiting_count(db),
        ListName.MINE: db.scalar(mine) or 0,
        ListName.AGENTS: owned.get(Owner.AGENT, 0),
        ListName.ASSISTANT: owned.get(Owner.BOT, 0),
    }
    if view.agent.is_in_charge:
        counted[ListName.UNANSWERED] = stays.unanswered_count(db, view.level, view.now)
    return counted


def _places(db: Session, name: ListName, view: Viewpoint, only: Only) -> list[Case]:
    """The whole list, with no more of each than tells where it stands in it."""
    stay = and_(Handoff.conversation_id == Conversation.id, Handoff.ended_at.is_(None))
    query = select(Conversation, Handoff).options(*PLACED_BY).where(*only.conditions)
    match name:
        case ListName.QUEUE:
            query = query.join(Handoff, stay).where(*stays.WAITING)
        case ListName.UNANSWERED:
            query = query.join(Handoff, stay).where(*stays.waiting_too_long(view.level, view.now))
            query = query.order_by(stays.UNANSWERED_SINCE)
        case _:
            query = query.outerjoin(Handoff, stay).where(Conversation.owner == Owner.AGENT)
    if name is ListName.MINE:
        query = query.where(Conversation.agent_id == view.agent.id)
    found = db.execute(query.order_by(*NEWEST_FIRST)).tuples()
    return [view.case(conversation, handoff) for conversation, handoff in found]


def _ordered(cases: list[Case], name: ListName, sort: Sort) -> list[Case]:
    """What is equal stays in the order in which it comes."""
    if sort is Sort.CLOCK:
        return sorted(cases, key=lambda case: case.clock.left if case.clock else timedelta.max)
    if name is ListName.QUEUE:
        return sorted(cases, key=lambda case: (case.priority, not case.is_for_me, case.handoff and case.handoff.waiting_since))
    if name is ListName.MINE:
        return sorted(cases, key=lambda case: case.priority)
    return sorted(cases, key=lambda case: not case.is_unanswered)


def _newest(db: Session, owner: Owner | None, page: int, only: Only) -> Sequence[Conversation]:
    whose = [] if owner is None else [Conversation.owner == owner]
    query = select(Conversation).options(*WITH_PEOPLE).where(*whose, *only.conditions)
    return db.scalars(query.order_by(*NEWEST_FIRST).limit(PAGE).offset(PAGE * page)).all()


def _whole(db: Session, ids: Sequence[str]) -> list[Conversation]:
    """In the same order."""
    query = select(Conversation).options(*WITH_PEOPLE).where(Conversation.id.in_(ids))
    found = {one.id: one for one in db.scalars(query)}
    return [found[one] for one in ids]


def _rows(db: Session, view: Viewpoint, found: Sequence[Conversation]) -> list[Row]:
    ids = [conversation.id for conversation in found]
    with_humans, last = _open_handoffs(db, ids), _last_messages(db, ids)
    values = lifetime_values(db, {one.customer_id for one in found if one.customer_id})
    return [
        Row(**vars(view.case(one, with_humans.get(one.id))), last=last.get(one.id), value=values.get(one.customer_id or ""))
        for one in found
    ]


def list_of(conversation: Conversation, agent: Agent) -> ListName:
    """The list that an agent would look for the conversation in."""
    if conversation.owner is Owner.AGENT:
        return ListName.MINE if conversation.agent_id == agent.id else ListName.AGENTS
    return {Owner.QUEUED: ListName.QUEUE, Owner.BOT: ListName.ASSISTANT, Owner.CLOSED: ListName.CLOSED}[conversation.owner]


def _last_messages(db: Session, conversation_ids: Collection[str]) -> dict[str, Message]:
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


def _open_handoffs(db: Session, conversation_ids: Collection[str]) -> dict[str, Handoff]:
    stays = select(Handoff).where(Handoff.conversation_id.in_(conversation_ids), Handoff.ended_at.is_(None))
    return {handoff.conversation_id: handoff for handoff in db.scalars(stays)}
