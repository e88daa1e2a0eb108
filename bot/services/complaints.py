"""Complaints: taken with a reference and a day on which the shop comes back, and followed up on that day."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.follow_ups import schedule_answer
from bot.services.orders import find_order
from bot.services.promises import keep_promises, make_promise
from bot.services.settling import settled
from bot.shop.terms import Terms
from bot.support.agent import Agent
from bot.support.complaint import Complaint, ComplaintState
from bot.support.conversation import Conversation
from bot.support.follow_up import FollowUpKind
from bot.support.promise import PromiseKind

# On the day of the answer, and after it.
FOLLOW_UPS = (FollowUpKind.COMPLAINT, FollowUpKind.COMPLAINT_LATE)


def make_complaint(
    db: Session,
    conversation: Conversation,
    text: str,
    *,
    order_number: str | None = None,
    key: str,
    terms: Terms,
    now: datetime,
) -> Complaint:
    """Take the complaint; the same key, the id of the customer's message, gives the same complaint again.

    An order that is not the proved customer's is left out. To a known customer the answer is promised.
    """
    earlier = db.scalar(select(Complaint).where(Complaint.idempotency_key == key))
    if earlier is not None:
        return earlier
    customer_id = conversation.customer_id
    order = find_order(db, customer_id, order_number) if customer_id and order_number else None
    complaint = Complaint(
        conversation_id=conversation.id,
        customer_id=customer_id,
        order_number=order.number if order else None,
        text=text,
        state=ComplaintState.OPEN,
        made_at=now,
        follow_up_on=terms.follow_up_on(terms.day_of(now)),
        idempotency_key=key,
    )
    db.add(complaint)
    db.flush()
    _promise_answer(db, complaint, terms)
    return complaint


def _promise_answer(db: Session, complaint: Complaint, terms: Terms) -> None:
    customer_id, about, day = complaint.customer_id, complaint.reference, complaint.follow_up_on
    if customer_id is not None:
        due, number = terms.end_of(day), complaint.order_number
        make_promise(db, PromiseKind.FOLLOW_UP, customer_id, due, complaint.made_at, order_number=number, about=about)
    where = {"conversation_id": complaint.conversation_id, "customer_id": customer_id}
    schedule_answer(db, FOLLOW_UPS, about, day, terms, **where)


def open_complaints(db: Session) -> list[Complaint]:
    """All that wait for an answer, those first that are due first."""
    waiting = select(Complaint).where(Complaint.state == ComplaintState.OPEN)
    return list(db.scalars(waiting.order_by(Complaint.follow_up_on, Complaint.made_at)))


def answer_complaint(db: Session, reference: str, agent: Agent, now: datetime) -> bool:
    """Note that the shop came back to the customer; False where there is no such open complaint."""
    complaint = db.get(Complaint, reference, with_for_update=True)
    if complaint is None or complaint.state is not ComplaintState.OPEN:
        return False
    complaint.state, complaint.answered_at = ComplaintState.ANSWERED, now
    keep_promises(db, PromiseKind.FOLLOW_UP, reference, now)
    settled(db, agent, complaint.conversation_id, now, what="complaint", about=reference, state="answered")
    return True
