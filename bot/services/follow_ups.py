"""The schedule of follow-ups: put down with the promise, in its transaction, and carried out once when its time has come."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from bot.services.refunds import RefundStage, RefundState
from bot.shop.order import Order
from bot.shop.terms import Terms
from bot.support.conversation import Conversation
from bot.support.follow_up import FollowUp, FollowUpKind, FollowUpState, Silence
from bot.support.message import Message, Sender
from bot.support.stop_words import Stop, stop_said


def schedule(
    db: Session,
    kind: FollowUpKind,
    about: str,
    at: datetime,
    *,
    conversation_id: str | None = None,
    customer_id: str | None = None,
) -> None:
    """Have the customer hear of it at that time; the same again changes nothing. Who is meant is known by at least one id."""
    same = (FollowUp.kind == kind, FollowUp.about == about, FollowUp.promised_for == at)
    if db.scalar(select(FollowUp.id).where(*same)) is not None:
        return
    db.add(FollowUp(kind=kind, about=about, conversation_id=conversation_id, customer_id=customer_id, promised_for=at, due_at=at))
    db.flush()


def schedule_answer(
    db: Session,
    kinds: tuple[FollowUpKind, FollowUpKind],
    about: str,
    day: date,
    terms: Terms,
    *,
    conversation_id: str | None = None,
    customer_id: str | None = None,
) -> None:
    """On the day by which the shop answers, and once it is over."""
    due, late = kinds
    for kind, at in ((due, terms.start_of(day)), (late, terms.end_of(day))):
        schedule(db, kind, about, at, conversation_id=conversation_id, customer_id=customer_id)


def schedule_delivery(db: Session, conversation: Conversation, order: Order, terms: Terms) -> None:
    """Once the day is over that the proved customer was told."""
    if order.promised_on is not None:
        at = terms.end_of(order.promised_on)
        where = {"conversation_id": conversation.id, "customer_id": conversation.customer_id}
        schedule(db, FollowUpKind.DELIVERY, order.number, at, **where)


def schedule_refunds(db: Session, conversation: Conversation, refunds: Iterable[RefundState], terms: Terms) -> None:
    """Once the day is over by which the proved customer was told that the money is there; of others nobody knows the day."""
    where = {"conversation_id": conversation.id, "customer_id": conversation.customer_id}
    for refund in refunds:
        if refund.stage is RefundStage.ON_ITS_WAY and refund.payment_id is not None and refund.latest is not None:
            schedule(db, FollowUpKind.REFUND, refund.payment_id, terms.end_of(refund.latest), **where)


def due_follow_ups(db: Session, now: datetime, limit: int = 100) -> list[str]:
    """Their ids, the longest due first."""
    due = select(FollowUp.id).where(FollowUp.state == FollowUpState.DUE, FollowUp.due_at <= now)
    return list(db.scalars(due.order_by(FollowUp.due_at).limit(limit)))


def take_up(db: Session, follow_up_id: str, now: datetime) -> FollowUp | None:
    """Take it for this transaction, as told; None where another process was faster.

    What the customer is told is stored in the same transaction, so that it is told once, or not yet.
    """
    taken = (
        update(FollowUp)
        .where(FollowUp.id == follow_up_id, FollowUp.state == FollowUpState.DUE, FollowUp.due_at <= now)
        .values(state=FollowUpState.TOLD, done_at=now)
        .returning(FollowUp)
    )
    return db.scalars(taken, execution_options={"populate_existing": True}).one_or_none()


def conversation_of(db: Session, follow_up: FollowUp) -> Conversation | None:
    """Where it was promised, or else where the customer was last."""
    if follow_up.conversation_id is not None:
        return db.get(Conversation, follow_up.conversation_id)
    theirs = select(Conversation).where(Conversation.customer_id == follow_up.customer_id)
    return db.scalar(theirs.order_by(Conversation.last_message_at.desc()).limit(1))


def heed_stop(db: Session, conversation: Conversation, text: str, now: datetime) -> bool:
    """If the customer says stop, write to them only when they write; whether they said so."""
    said = stop_said(text)
    if said is None or (said is Stop.IF_ABOUT_THAT and not _is_last_word(db, conversation.id)):
        return False
    be_silent(db, conversation, now)
    return True


def be_silent(db: Session, conversation: Conversation, now: datetime) -> None:
    """Write to the customer only when they write, from now on."""
    if not is_silenced(db, conversation):
        db.add(Silence(conversation_id=conversation.id, since=now))
        db.flush()


def end_silence(db: Session, conversation: Conversation) -> None:
    """Take back what was said in this conversation: the customer wants to hear from us again."""
    db.execute(delete(Silence).where(Silence.conversation_id == conversation.id))


def is_silenced(db: Session, conversation: Conversation) -> bool:
    """Whether the customer said stop: in this conversation, or in any, if it is known who they are."""
    theirs = Silence.conversation_id == conversation.id
    if conversation.customer_id is not None:
        theirs = or_(theirs, Conversation.customer_id == conversation.customer_id)
    return db.scalar(select(Silence.id).join(Conversation).where(theirs).limit(1)) is not None


def _is_last_word(db: Session, conversation_id: str) -> bool:
    """Whether what was said to the customer last in this conversation is a follow-up."""
    last = (
        select(Message.id)
        .where(Message.conversation_id == conversation_id, Message.sender != Sender.CUSTOMER, Message.is_note.is_(False))
        .order_by(Message.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    return db.scalar(select(FollowUp.id).where(FollowUp.message_id == last)) is not None
