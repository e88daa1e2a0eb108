"""The inbox: a customer's message is stored first and acknowledged after. A stored one is owed an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from bot.services.attachments import Enclosed, enclose
from bot.services.conversations import admits
from bot.services.follow_ups import heed_stop
from bot.services.handoffs import heed
from bot.services.ownership import change_owner
from bot.support.button import Button
from bot.support.conversation import Conversation, Owner
from bot.support.message import Message, Sender
from bot.support.message_text import storable
from bot.tables import store, table_of

CONVERSATIONS, MESSAGES, BUTTONS = table_of(Conversation), table_of(Message), table_of(Button)
# The statements of every message are built once: to build one costs more than to run it.
STORED = select(MESSAGES.c.seq).where(
    MESSAGES.c.channel == bindparam("channel"), MESSAGES.c.platform_id == bindparam("platform_id")
)
TOUCH = (
    update(CONVERSATIONS)
    .where(CONVERSATIONS.c.id == bindparam("conversation"))
    .values(last_message_at=bindparam("now"))
    .returning(CONVERSATIONS.c.owner)
)
PRESS = (
    update(BUTTONS)
    .where(
        BUTTONS.c.token == bindparam("pressed"),
        BUTTONS.c.conversation_id == bindparam("conversation"),
        BUTTONS.c.used_at.is_(None),
    )
    .values(used_at=bindparam("now"))
    .returning(BUTTONS.c.title)
)


@dataclass(frozen=True)
class Inbound:
    """What a channel got from a customer whom it verified, or whom the token is to verify."""

    conversation_id: str
    channel: str
    # The platform's own name of the message, unique on the channel: deliveries are repeated under it.
    platform_id: str
    text: str
    button_token: str | None = None
    # The conversation's own, of a channel that gives its customers one.
    token: str | None = None
    # The platform waits for the replies and shows them: they need no way of their own through the outbox.
    is_awaited: bool = False
    files: Sequence[Enclosed] = ()


@dataclass(frozen=True)
class Receipt:
    message: Message
    is_new: bool


class WrongTokenError(ValueError):
    """The token is not of this conversation, or there is no such conversation."""


class UnknownButtonError(ValueError):
    """The token was not issued for this conversation, or its one press is spent."""


def receive(db: Session, inbound: Inbound, now: datetime) -> Receipt:
    """Store the message with its conversation; a repeated delivery gets the first one's receipt.

    While a human owns the conversation the message is theirs and no turn is owed. A closed one is opened again.
    Raises WrongTokenError, UnknownButtonError, and IntegrityError where two deliveries of one message arrive in the same
    instant: roll back and receive it again.
    """
    if inbound.token is not None and not admits(db, inbound.conversation_id, inbound.token):
        raise WrongTokenError(inbound.conversation_id)
    known = db.scalar(STORED, {"channel": inbound.channel, "platform_id": inbound.platform_id})
    if known is not None:
        return Receipt(db.get_one(Message, known), is_new=False)
    title = None if inbound.button_token is None else _press(db, inbound.conversation_id, inbound.button_token, now)
    owner = _owner(db, inbound.conversation_id, now)
    is_ours = owner in {None, Owner.BOT}
    if not is_ours:
        heed(db, inbound.conversation_id, inbound.text, now)
        heed_stop(db, db.get_one(Conversation, inbound.conversation_id), inbound.text, now)
    message = _store(db, inbound, title, now, handled_at=None if is_ours else now)
    enclose(db, message, inbound.files, now)
    return Receipt(message, is_new=True)


def _press(db: Session, conversation_id: str, token: str, now: datetime) -> str:
    """Spend the button's one press and return its title, which the transcript shows."""
    title: str | None = db.scalar(PRESS, {"pressed": token, "conversation": conversation_id, "now": now})
    if title is None:
        raise UnknownButtonError(token)
    return title


def _owner(db: Session, conversation_id: str, now: datetime) -> Owner | None:
    """Who owns the conversation, now that the customer has spoken; None where there is no such conversation."""
    owner: Owner | None = db.scalar(TOUCH, {"conversation": conversation_id, "now": now})
    if owner is Owner.CLOSED and change_owner(db, conversation_id, {Owner.CLOSED}, Owner.BOT):
        return Owner.BOT
    return owner


def _store(db: Session, inbound: Inbound, title: str | None, now: datetime, handled_at: datetime | None) -> Message:
    message = Message(
        conversation_id=inbound.conversation_id,
        channel=inbound.channel,
        platform_id=inbound.platform_id,
        sender=Sender.CUSTOMER,
        text=storable(inbound.text) if title is None else title,
        button_token=inbound.button_token,
        at=now,
        handled_at=handled_at,
    )
    return store(db, message)
