"""Where a customer reads what we say: on the channel that they used last, or by e-mail if they have gone.

All mail about one conversation is one thread, whoever wrote first: a customer of the widget goes on by mail in the conversation
itself; a platform's conversation, which belongs to the talk there, gets one beside it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
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
MAX_SUBJECT_CHARS = 60


@dataclass(frozen=True)
class Letter:
    """A talk that we begin: what the platform calls it, and what it wants to see in its messages."""

    channel: str
    to: str
    address: str
    details: Mapping[str, Any] = field(default_factory=dict)

    def called(self, subject: str) -> "Letter":
        return replace(self, details={**self.details, "subject": subject})


# To this address; the same about the same conversation.
LetterTo = Callable[[str, str], Letter]


@dataclass(frozen=True)
class Means:
    """By what the shop reaches its customers: the channels that are on, and how a letter to an e-mail address begins."""

    channels: Mapping[str, Limits]
    letter: LetterTo | None = None


@dataclass(frozen=True)
class Place:
    """A conversation, and the channel on which what is said there reaches the customer."""

    conversation: Conversation
    channel: str


@dataclass(frozen=True)
class _Talk:
    conversation: Conversation
    contact: Contact | None
    heard_at: datetime


def place_to_write(
    db: Session, conversation: Conversation, means: Means, now: datetime, *, by_human: bool = False
) -> Place | None:
    """Where the customer reads it: in this conversation or another of the same proved customer, if there is any."""
    talks = sorted(_talks(db, conversation, means), key=lambda talk: talk.heard_at, reverse=True)
    latest = talks[0] if talks else None
    if latest is not None and not _has_gone(latest, means, now, by_human):
        return _where_they_are(db, latest.conversation)
    letter = _letter(db, conversation, means, now)
    if letter is not None:
        return letter
    # Who comes to us finds it when they are back.
    return _where_they_are(db, latest.conversation) if latest is not None and latest.contact is None else None


def channel_of(db: Session, conversation: Conversation) -> str:
    """Where the customer wrote last: one of the widget who was answered by e-mail may have gone on there."""
    said = select(Message.channel).where(Message.conversation_id == conversation.id, Message.sender == Sender.CUSTOMER)
    return db.scalar(said.order_by(Message.seq.desc()).limit(1)) or conversation.channel


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


def _where_they_are(db: Session, conversation: Conversation) -> Place:
    return Place(conversation, channel_of(db, conversation))


def _is_silent(conversation: Conversation, heard_at: datetime, now: datetime) -> bool:
    return now - max(heard_at, conversation.seen_at or heard_at) > GONE


def _talks(db: Session, conversation: Conversation, means: Means) -> list[_Talk]:
    theirs = Conversation.id == conversation.id
    if conversation.customer_id is not None:
        theirs = Conversation.customer_id == conversation.customer_id
    # For each of these few by itself: of all conversations together it would be read out of every message there is.
    heard = (
        select(func.max(Message.at))
        .where(Message.conversation_id == Conversation.id, Message.sender == Sender.CUSTOMER)
        .scalar_subquery()
    )
    rows = db.execute(
        select(Conversation, Contact, heard)
        # A talk of the widget has one only for its mail.
        .outerjoin(Contact, and_(Contact.conversation_id == Conversation.id, Contact.channel == Conversation.channel))
        .where(theirs, Conversation.channel.in_(means.channels))
    )
    return [_Talk(talk, contact, at or talk.opened_at) for talk, contact, at in rows.tuples()]


def _has_gone(talk: _Talk, means: Means, now: datetime, by_human: bool) -> bool:
    if talk.contact is None:
        return _is_silent(talk.conversation, talk.heard_at, now)
    window = means.channels[talk.conversation.channel].window
    # For humans some platforms leave it open longer, and say themselves when it is closed.
    return not by_human and window is not None and now - talk.contact.heard_at > window


def _letter(db: Session, conversation: Conversation, means: Means, now: datetime) -> Place | None:
    address = address_of(conversation, open_handoff(db, conversation.id))
    if means.letter is None or not address:
        return None
    return talk_by_letter(db, conversation, means.letter(address, conversation.id), now)


def talk_by_letter(db: Session, conversation: Conversation, letter: Letter, now: datetime) -> Place:
    """The talk by e-mail that goes on where this one cannot; begun if there is none."""
    own = db.get(Contact, conversation.id)
    if own is not None and own.channel == letter.channel and own.details.get("to") == letter.to:
        return Place(conversation, letter.channel)
    known = db.scalar(select(Contact).where(Contact.channel == letter.channel, Contact.address == letter.address))
    if known is not None:
        return Place(db.get_one(Conversation, known.conversation_id), letter.channel)
    if own is not None and own.channel != conversation.channel:
        # Since its first mail the customer has proved who they are, and has another address.
        own.address, own.details = letter.address, _details(letter)
        return Place(conversation, letter.channel)
    talk = conversation if own is None else _opened_beside(db, conversation, letter.channel, now)
    where = {"channel": letter.channel, "address": letter.address, "details": _details(letter)}
    db.add(Contact(conversation_id=talk.id, heard_at=now, **where))
    db.flush()
    return Place(talk, letter.channel)


def entitle(db: Session, place: Place, text: str) -> None:
    """A thread is called after what is written in it first, and keeps the name: programs join mails that are called the same."""
    contact = db.get(Contact, place.conversation.id)
    if contact is not None and contact.channel == place.channel and contact.details.get("subject") == "":
        contact.details = {**contact.details, "subject": text.strip().partition("\n")[0][:MAX_SUBJECT_CHARS]}


def _details(letter: Letter) -> dict[str, Any]:
    return {**letter.details, "to": letter.to}


def _opened_beside(db: Session, conversation: Conversation, channel: str, now: datetime) -> Conversation:
    opened = open_conversation(db, channel, conversation.language, now).conversation
    opened.time_zone = conversation.time_zone
    if conversation.customer_id is not None:
        opened.customer_id, opened.proved_by = conversation.customer_id, OWN_MAILBOX
    return opened
