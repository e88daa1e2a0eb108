"""Everything about one conversation that an agent needs to see beside it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from bot.services import attachments
from bot.services.conversations import transcript
from bot.services.handoffs import open_handoff
from bot.shop.order import Order
from bot.shop.order_line import OrderLine
from bot.shop.rma import Return, ReturnLine
from bot.support.agent import Agent
from bot.support.attachment import Attachment
from bot.support.conversation import Conversation
from bot.support.delivery import Delivery
from bot.support.handoff import Handoff
from bot.support.message import Message

# Of other conversations, the newest.
EARLIER = 10


@dataclass(frozen=True)
class CaseFile:
    conversation: Conversation
    # The stay with the humans that has not ended, if there is one.
    handoff: Handoff | None
    # With the notes.
    messages: list[Message]
    # By message, those that go through the outbox.
    deliveries: dict[str, Delivery]
    # By message, what customers sent along.
    files: dict[str, list[Attachment]]
    # The same proved customer's other conversations, the newest first.
    earlier: list[Conversation]
    # Names by id, of everybody at the desk.
    agent_names: dict[str, str]
    # The proved customer's, newest first; none of anybody else.
    orders: list[Order]


def open_case(db: Session, conversation_id: str) -> CaseFile | None:
    """The case as stored now; None for an unknown conversation."""
    conversation = db.get(
        Conversation, conversation_id, options=[joinedload(Conversation.customer), joinedload(Conversation.agent)]
    )
    if conversation is None:
        return None
    messages = transcript(db, conversation_id, with_notes=True)
    return CaseFile(
        conversation=conversation,
        handoff=open_handoff(db, conversation_id),
        messages=messages,
        deliveries=_deliveries(db, conversation_id),
        files=attachments.of_transcript(db, messages),
        earlier=_earlier(db, conversation),
        agent_names=dict(db.execute(select(Agent.id, Agent.name)).tuples().all()),
        orders=_orders(db, conversation.customer_id) if conversation.customer_id else [],
    )


def _deliveries(db: Session, conversation_id: str) -> dict[str, Delivery]:
    sent = select(Delivery).join(Message).where(Message.conversation_id == conversation_id)
    return {delivery.message_id: delivery for delivery in db.scalars(sent)}


def _earlier(db: Session, conversation: Conversation) -> list[Conversation]:
    if conversation.customer_id is None:
        return []
    others = (Conversation.customer_id == conversation.customer_id, Conversation.id != conversation.id)
    return list(db.scalars(select(Conversation).where(*others).order_by(Conversation.opened_at.desc()).limit(EARLIER)))


def _orders(db: Session, customer_id: str) -> list[Order]:
    """With all that is shown of them, read in a handful of statements whatever their number."""
    query = (
        select(Order)
        .where(Order.customer_id == customer_id)
        .options(
            selectinload(Order.lines).selectinload(OrderLine.return_lines).joinedload(ReturnLine.return_),
            selectinload(Order.shipments),
            selectinload(Order.returns).selectinload(Return.lines).joinedload(ReturnLine.order_line),
        )
        .order_by(Order.placed_at.desc().nulls_last(), Order.number.desc())
    )
    return list(db.scalars(query))
