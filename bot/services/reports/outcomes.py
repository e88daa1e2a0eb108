"""How the conversations of a period ended, and why humans were called."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session, aliased

from bot.services.reports.period import Period
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import Handoff, HandoffReason
from bot.support.message import Message, Sender
from bot.support.outcome import Course, Outcome
from bot.support.rating import Rating

# What a content customer says last.
CONTENT_INTENTS = {"thank", "praise", "goodbye"}


@dataclass(frozen=True)
class Ended:
    """One conversation with its outcome."""

    id: str
    customer_id: str | None
    opened_at: datetime
    outcome: Outcome
    # From the customer's first message to the assistant's first answer; None where there was no answer.
    answered_in: timedelta | None
    # From the opening to the last message.
    lasted: timedelta


def ended_conversations(db: Session, period: Period, now: datetime) -> list[Ended]:
    """All that were opened in the period, each once."""
    handed, ratings = _handed_over(db, period), _last_ratings(db, period)
    found = []
    for row in _talks(db, period):
        rating = ratings.get(row.id)
        course = Course(
            last_at=row.last_message_at,
            was_handed_over=row.id in handed,
            is_closed=row.owner is Owner.CLOSED,
            has_spoken=row.customer_first is not None,
            is_content=_is_content(rating, row.understood),
            is_unhappy=rating is not None and rating.is_unhappy,
            is_asked=row.expects is not None,
        )
        answered = row.assistant_first - row.customer_first if row.assistant_first and row.customer_first else None
        lasted = row.last_message_at - row.opened_at
        found.append(Ended(row.id, row.customer_id, row.opened_at, course.outcome(now), answered, lasted))
    return found


def escalation_reasons(db: Session, period: Period) -> Counter[HandoffReason]:
    query = (
        select(Handoff.reason, func.count()).where(Handoff.conversation_id.in_(period.conversation_ids)).group_by(Handoff.reason)
    )
    return Counter(dict(db.execute(query).tuples().all()))


def _talks(db: Session, period: Period) -> Iterator[Any]:
    """Each conversation with its first moments, what the assistant asked last, and how the customer's last message was read."""
    spoken = _spoken(period)
    customers, assistants = aliased(Message), aliased(Message)
    talks = (
        select(
            Conversation.id,
            Conversation.customer_id,
            Conversation.opened_at,
            Conversation.last_message_at,
            Conversation.owner,
            spoken.c.customer_first,
            spoken.c.assistant_first,
            customers.understood,
            assistants.expects,
        )
        .outerjoin(spoken, spoken.c.conversation_id == Conversation.id)
        .outerjoin(customers, customers.seq == spoken.c.customer_last)
        .outerjoin(assistants, assistants.seq == spoken.c.assistant_last)
        .where(period.holds(Conversation.opened_at))
        .order_by(Conversation.opened_at)
    )
    yield from db.execute(talks)


def _spoken(period: Period) -> Subquery:
    """Of each conversation when customer and assistant first said something, and which of their messages came last."""
    by_customer, by_assistant = Message.sender == Sender.CUSTOMER, Message.sender == Sender.ASSISTANT
    return (
        select(
            Message.conversation_id,
            func.min(Message.at).filter(by_customer).label("customer_first"),
            func.min(Message.at).filter(by_assistant).label("assistant_first"),
            func.max(Message.seq).filter(by_customer).label("customer_last"),
            func.max(Message.seq).filter(by_assistant).label("assistant_last"),
        )
        .where(Message.conversation_id.in_(period.conversation_ids))
        .group_by(Message.conversation_id)
        .subquery()
    )


def _handed_over(db: Session, period: Period) -> set[str]:
    return set(db.scalars(select(Handoff.conversation_id).where(Handoff.conversation_id.in_(period.conversation_ids))))


def _last_ratings(db: Session, period: Period) -> dict[str, Rating]:
    query = select(Rating).where(Rating.conversation_id.in_(period.conversation_ids)).order_by(Rating.rated_at)
    return {rating.conversation_id: rating for rating in db.scalars(query)}


def _is_content(rating: Rating | None, understood: dict[str, Any] | None) -> bool:
    if rating is not None:
        return not rating.is_unhappy
    intent = (understood or {}).get("intent") or {}
    return intent.get("name") in CONTENT_INTENTS
