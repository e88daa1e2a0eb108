"""Where a customer reads what we say: on the channel that they used last, or by e-mail if they have gone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from bot.services.conversations import open_conversation
from bot.services.handoffs import open_handoff
from bot.support.contact import Contact
from bot.support.conversation import Conversation
from bot.support.handoff import Handoff
from bot.support.layout import Limits
from bot.support.message import Message, Sender

# What `proved_by` says of a talk that we began ourselves at the customer's own address: only who reads their mail can answer.
OWN_MAILBOX = "own_mailbox"
# A customer who comes to us, as to the widget, has gone after this long without a word or an open page.
GONE = timedelta(minutes=5)


@dataclass(frozen=True)
class Letter:
    """A talk that we begin: what the platform calls it, and what it wants to see in its messages."""

    channel: str
    address: str
    details: Mapping[str, Any] = field(default_factory=dict)


# To this address; the same about the same conversation.
LetterTo = Callable[[str, str], Letter]


@dataclass(frozen=True)
class Means:
    """By what the shop reaches its customers: the channels that are on, and how a letter to an e-mail address begins."""

    channels: Mapping[str, Limits]
    letter: LetterTo | None = None


@dataclass(frozen=True)
class _Talk:
    conversation: Conversation
    contact: Contact | None
    heard_at: datetime


def place_to_write(
    db: Session, conversation: Conversation, means: Means, now: datetime, *, by_human: bool = False
) -> Conversation | None:
    """The conversation in which the customer reads it: this one or another of the same proved customer, if there is any."""
    talks = sorted(_talks(db, conversation, means), key=lambda talk: talk.heard_at, reverse=True)
    latest = talks[0] if talks else None
    if latest is not None and not _has_gone(latest, means, now, by_human):
        return latest.conversation
    letter = _letter(db, conversation, means, now)
    if letter is not None:
        return letter
    # Who comes to us finds it when they are back.
    return latest.conversation if latest is not None and latest.contact is None else None


def has_gone(db: Session, conversation: Conversation, now: datetime) -> bool:
    """Whether the customer of a talk to which they come has said nothing for a while, and has no page open."""
    said = select(func.max(Message.at)).where(Message.conversation_id == conversation.id, Message.sender == Sender.CUSTOMER)
    return _is_silent(conversation, db.scalar(said) or conversation.opened_at, now)


def address_of(conversation: Conversation, handoff: Handoff | None) -> str | None:
    """Where mail reaches the customer: a proved one at the address on file, for what was typed could be anybody's; others at
    the one that they left for the answer."""
    if conversation.customer is not None:
        return conversation.customer.email
    return handoff.email if handoff is not None else None


def _is_silent(conversation: Conversation, heard_at: datetime, now: datetime) -> bool:
    return now - max(heard_at, conversation.seen_at or heard_at) > GONE


def _talks(db: Session, conversation: Conversation, means: Means) -> list[_Talk]:
    theirs = Conversation.id == conversation.id
    if conversation.customer_id is not None:
        theirs = Conversation.customer_id == conversation.customer_id
    heard = (
        select(Message.conversation_id, func.max(Message.at).label("at"))
        .where(Message.sender == Sender.CUSTOMER)
        .group_by(Message.conversation_id)
        .subquery()
    )
    rows = db.execute(
        select(Conversation, Contact, heard.c.at)
        # A talk of the widget has one only for its ticket, which agents answer by e-mail.
        .outerjoin(Contact, and_(Contact.conversation_id == Conversation.id, Contact.channel == Conversation.channel))
        .outerjoin(heard, heard.c.conversation_id == Conversation.id)
        .where(theirs, Conversation.channel.in_(means.channels))
    )
    return [_Talk(talk, contact, at or talk.opened_at) for talk, contact, at in rows.tuples()]


def _has_gone(talk: _Talk, means: Means, now: datetime, by_human: bool) -> bool:
    if talk.contact is None:
        return _is_silent(talk.conversation, talk.heard_at, now)
    window = means.channels[talk.conversation.channel].window
    # For humans some platforms leave it open longer, and say themselves when it is closed.
    return not by_human and window is not None and now - talk.contact.heard_at > window


def _letter(db: Session, conversation: Conversation, means: Means, now: datetime) -> Conversation | None:
    address = address_of(conversation, open_handoff(db, conversation.id))
    if means.letter is None or not address:
        return None
    return talk_by_letter(db, conversation, means.letter(address, conversation.id), now)


def talk_by_letter(db: Session, conversation: Conversation, letter: Letter, now: datetime) -> Conversation:
    """The talk by e-mail that goes on where this one cannot; begun if there is none."""
    begun = select(Contact).where(Contact.channel == letter.channel, Contact.address == letter.address)
    known = db.scalar(begun)
    if known is not None:
        return db.get_one(Conversation, known.conversation_id)
    opened = open_conversation(db, letter.channel, conversation.language, now).conversation
    opened.time_zone = conversation.time_zone
    if conversation.customer_id is not None:
        opened.customer_id, opened.proved_by = conversation.customer_id, OWN_MAILBOX
    details = dict(letter.details)
    db.add(Contact(conversation_id=opened.id, channel=letter.channel, address=letter.address, heard_at=now, details=details))
    db.flush()
    return opened
