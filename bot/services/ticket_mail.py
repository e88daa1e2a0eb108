"""Who has left the widget is answered by e-mail, too: whose address is known need not come back to read the answer."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.handoffs import open_handoff
from bot.services.reach import address_of, has_gone
from bot.support.contact import EMAIL, Contact
from bot.support.conversation import Conversation
from bot.support.handoff import Handoff
from bot.support.message import Message, Sender


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
