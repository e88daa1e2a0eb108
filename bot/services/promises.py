"""What was promised to customers: made, kept and watched."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.settling import settled
from bot.support.agent import Agent
from bot.support.conversation import Conversation
from bot.support.promise import Promise, PromiseKind


def make_promise(
    db: Session,
    kind: PromiseKind,
    customer_id: str,
    due_at: datetime,
    now: datetime,
    *,
    order_number: str | None = None,
    about: str | None = None,
) -> Promise:
    """Write down that the customer was promised this by then."""
    promise = Promise(kind=kind, customer_id=customer_id, due_at=due_at, made_at=now, order_number=order_number, about=about)
    db.add(promise)
    db.flush()
    return promise


def keep_promises(db: Session, kind: PromiseKind, about: str, now: datetime) -> None:
    """Note that what was promised about this was done."""
    for promise in db.scalars(select(Promise).where(Promise.kind == kind, Promise.about == about)):
        promise.keep(now)


def settle_promise(db: Session, promise_id: str, agent: Agent, now: datetime) -> bool:
    """Note that an overdue promise was kept after all; False where it was before."""
    promise = db.get(Promise, promise_id, with_for_update=True)
    if promise is None or promise.kept_at is not None:
        return False
    promise.keep(now)
    conversation_id = latest_conversations(db, {promise.customer_id}).get(promise.customer_id)
    about = promise.about or promise.order_number
    settled(db, agent, conversation_id, now, what="promise", about=about, state="kept")
    return True


def overdue_promises(db: Session, now: datetime) -> list[Promise]:
    """Everybody's promises that are overdue, the oldest first: what the desk must mend."""
    overdue = select(Promise).where(Promise.kept_at.is_(None), Promise.due_at < now)
    return list(db.scalars(overdue.order_by(Promise.due_at)))


def latest_conversations(db: Session, customer_ids: Collection[str]) -> dict[str, str]:
    """Where each of these customers spoke last."""
    talks = select(Conversation.customer_id, Conversation.id).where(Conversation.customer_id.in_(customer_ids))
    found = db.execute(talks.order_by(Conversation.last_message_at)).tuples()
    return {customer_id: conversation_id for customer_id, conversation_id in found if customer_id is not None}
