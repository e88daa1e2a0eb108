"""The inbox: a customer's message is stored first and acknowledged after. A stored one is owed an answer."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.services.ownership import change_owner
from bot.support.button import Button
from bot.support.conversation import Conversation, Owner
from bot.support.message import Message, Sender
from bot.support.message_text import storable


@dataclass(frozen=True)
class Inbound:
    """What a channel got from a customer whom it verified."""

    conversation_id: str
    channel: str
    # The platform's own name of the message, unique on the channel: deliveries are repeated under it.
    platform_id: str
    text: str
    button_token: str | None = None


@dataclass(frozen=True)
class Receipt:
    message: Message
    is_new: bool


class UnknownButtonError(ValueError):
    """The token was not issued for this conversation, or its one press is spent."""


def receive(db: Session, inbound: Inbound, now: datetime) -> Receipt:
    """Store the message with its conversation; a repeated delivery gets the first one's receipt.

    While a human owns the conversation the message is theirs and no turn is owed. A closed one is opened again.
    Raises UnknownButtonError, and IntegrityError where two deliveries of one message arrive in the same instant: roll
    back and receive it again.
    """
    known = _stored(db, inbound)
    if known is not None:
        return Receipt(known, is_new=False)
    title = None if inbound.button_token is None else _press(db, inbound.conversation_id, inbound.button_token, now)
    message = _store(db, inbound, title, now)
    _hand_to_owner(db, message, now)
    return Receipt(message, is_new=True)


def _stored(db: Session, inbound: Inbound) -> Message | None:
    return db.scalar(select(Message).where(Message.channel == inbound.channel, Message.platform_id == inbound.platform_id))


def _press(db: Session, conversation_id: str, token: str, now: datetime) -> str:
    """Spend the button's one press and return its title, which the transcript shows."""
    title = db.scalar(
        update(Button)
        .where(Button.token == token, Button.conversation_id == conversation_id, Button.used_at.is_(None))
        .values(used_at=now)
        .returning(Button.title)
    )
    if title is None:
        raise UnknownButtonError(token)
    return title


def _store(db: Session, inbound: Inbound, title: str | None, now: datetime) -> Message:
    message = Message(
        conversation_id=inbound.conversation_id,
        channel=inbound.channel,
        platform_id=inbound.platform_id,
        sender=Sender.CUSTOMER,
        text=storable(inbound.text) if title is None else title,
        button_token=inbound.button_token,
        at=now,
    )
    db.add(message)
    db.flush()
    return message


def _hand_to_owner(db: Session, message: Message, now: datetime) -> None:
    owner = db.scalar(
        update(Conversation)
        .where(Conversation.id == message.conversation_id)
        .values(last_message_at=now)
        .returning(Conversation.owner)
        .execution_options(synchronize_session=False)
    )
    if owner is Owner.CLOSED:
        change_owner(db, message.conversation_id, {Owner.CLOSED}, Owner.BOT)
    elif owner is not Owner.BOT:
        message.handled_at = now
