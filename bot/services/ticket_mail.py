"""Who has left the widget is answered by e-mail, too: whose address is known need not come back to read the answer."""

import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.handoffs import open_handoff
from bot.services.reach import address_of, has_gone
from bot.shop.customer import normal_email
from bot.support.contact import EMAIL, Contact
from bot.support.conversation import Conversation
from bot.support.handoff import Handoff
from bot.support.message import Message, Sender

# As long as the names by which the mails of one thread know each other.
THREAD_BYTES = 16


def mailed_handoff(db: Session, conversation: Conversation, now: datetime) -> Handoff | None:
    """The open handoff whose answer goes by e-mail, besides the chat: a ticket, or of who has gone.

    None where the customer is reached on a platform, has left no address, or has come back to the chat meanwhile.
    """
    handoff = open_handoff(db, conversation.id)
    if handoff is None or address_of(conversation, handoff) is None or conversation.channel == EMAIL:
        return None
    contact = db.get(Contact, conversation.id)
    if contact is not None and contact.channel != EMAIL:
        return None
    is_expected_back = handoff.ticket is not None and not _is_back(db, handoff)
    return handoff if is_expected_back or has_gone(db, conversation, now) else None


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
