"""Tickets are answered by e-mail, too: a customer of the widget who left an address need not come back to read the answer."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.handoffs import open_handoff
from bot.shop.customer import normal_email
from bot.support.contact import EMAIL, Contact
from bot.support.conversation import Conversation
from bot.support.handoff import Handoff
from bot.support.message import Message, Sender

# As long as the names by which the mails of one thread know each other.
THREAD_BYTES = 16


def ticket_to_mail(db: Session, conversation: Conversation) -> Handoff | None:
    """The open ticket whose answer goes by e-mail, besides the chat.

    None where the customer is reached on a platform, has left no address, or has come back to the chat meanwhile.
    """
    handoff = open_handoff(db, conversation.id)
    if handoff is None or handoff.ticket is None or address_of(conversation, handoff) is None:
        return None
    contact = db.get(Contact, conversation.id)
    is_elsewhere = contact is not None and contact.channel != EMAIL
    return None if is_elsewhere or conversation.channel == EMAIL or _is_back(db, handoff) else handoff


def address_of(conversation: Conversation, handoff: Handoff) -> str | None:
    """A proved customer's is the one on file: what was typed before could be anybody's."""
    return conversation.customer.email if conversation.customer else handoff.email


def open_thread(db: Session, conversation: Conversation, handoff: Handoff, subject: str, now: datetime) -> Contact:
    """What is said from here on may go by e-mail; what the customer writes back comes into this conversation."""
    contact = db.get(Contact, conversation.id)
    if contact is None:
        thread, to = secrets.token_hex(THREAD_BYTES), normal_email(address_of(conversation, handoff) or "")
        details: dict[str, Any] = {"to": to, "thread": thread, "subject": subject, "last": "", "references": []}
        contact = Contact(conversation_id=conversation.id, channel=EMAIL, address=f"{thread}/{to}", heard_at=now, details=details)
        db.add(contact)
        db.flush()
    return contact


def _is_back(db: Session, handoff: Handoff) -> bool:
    """Whether the customer has written in the chat since an agent took the ticket."""
    said = (
        select(Message.channel)
        .where(
            Message.conversation_id == handoff.conversation_id,
            Message.sender == Sender.CUSTOMER,
            Message.at > (handoff.claimed_at or handoff.requested_at),
        )
        .order_by(Message.seq.desc())
        .limit(1)
    )
    return db.scalar(said) not in {None, EMAIL}
