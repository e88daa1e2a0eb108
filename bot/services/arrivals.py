"""What customers send on a platform: each of them has one conversation there, which their first message opens."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.attachments import Enclosed
from bot.services.channel_links import follow_link
from bot.services.conversations import open_conversation
from bot.services.follow_ups import be_silent, end_silence
from bot.services.inbox import Inbound, Receipt, UnknownButtonError, receive
from bot.support.button import Button
from bot.support.contact import Contact
from bot.support.conversation import LANGUAGES, Conversation
from bot.support.layout import Limits, named_button
from bot.support.message import Message, Sender
from bot.support.message_text import storable

HELLO: dict[str, Any] = {"intent": "greet", "entities": {}}


@dataclass(frozen=True)
class Arrival:
    """One message of a customer, as it was read from what a verified platform delivered."""

    # The platform's own name of the talk, and of the message.
    address: str
    platform_id: str
    # What was typed; of a pressed button its title, where the platform tells it.
    text: str
    button_token: str | None = None
    # As the platform knows the customer's language; it decides how a conversation begins.
    language: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    # The platform's own button to begin with: the customer has said nothing yet, and is greeted.
    is_opening: bool = False
    # Of a link of ours that led the customer there.
    link_token: str | None = None
    files: Sequence[Enclosed] = ()


@dataclass(frozen=True)
class OptOut:
    """A customer told the platform itself that they want nothing more from us, or something again."""

    address: str
    is_out: bool


def take_in(db: Session, channel: str, limits: Limits, arrival: Arrival, language: str, now: datetime) -> Receipt | None:
    """Store the message in its customer's conversation; None where nothing was said.

    A repeated delivery gets the first one's receipt. A button that was pressed before counts as its title, typed.
    Raises IntegrityError where another delivery is stored in the same instant: roll back and take it in again.
    """
    contact = _contact(db, channel, arrival, language, now)
    said = (contact.conversation_id, channel, arrival.platform_id)
    inbound = Inbound(*said, arrival.text, _pressed(db, contact, limits, arrival), files=arrival.files)
    try:
        receipt = receive(db, inbound, now)
    except UnknownButtonError:
        text = arrival.text or _title(db, inbound)
        if not storable(text):
            return None
        receipt = receive(db, Inbound(*said, text, files=arrival.files), now)
    if receipt.is_new:
        contact.heard_at = now
        contact.details = {**contact.details, **arrival.details}
        if arrival.link_token is not None:
            follow_link(db, db.get_one(Conversation, contact.conversation_id), arrival.link_token, now)
    return receipt


def heed(db: Session, channel: str, opt_out: OptOut, now: datetime) -> None:
    """From now on the customer hears from us only when they write, or again as before; of a stranger nothing is noted."""
    contact = db.scalar(select(Contact).where(Contact.channel == channel, Contact.address == opt_out.address))
    if contact is None:
        return
    conversation = db.get_one(Conversation, contact.conversation_id)
    if opt_out.is_out:
        be_silent(db, conversation, now)
    else:
        end_silence(db, conversation)


def says_something(arrival: Arrival) -> bool:
    return arrival.button_token is not None or storable(arrival.text) != ""


def _contact(db: Session, channel: str, arrival: Arrival, language: str, now: datetime) -> Contact:
    known = db.scalar(select(Contact).where(Contact.channel == channel, Contact.address == arrival.address))
    if known is not None and not _would_tell_somebody_else(db, known):
        return known
    theirs = (arrival.language or "").partition("-")[0].lower()
    conversation = open_conversation(db, channel, theirs if theirs in LANGUAGES else language, now).conversation
    if known is not None:
        known.conversation_id = conversation.id
        db.flush()
        return known
    contact = Contact(conversation_id=conversation.id, channel=channel, address=arrival.address, heard_at=now, details={})
    db.add(contact)
    db.flush()
    return contact


def _would_tell_somebody_else(db: Session, contact: Contact) -> bool:
    """A ticket of the widget was answered by e-mail before the customer proved who they are, and the address is not theirs."""
    conversation = db.get_one(Conversation, contact.conversation_id)
    if conversation.channel == contact.channel or conversation.customer is None:
        return False
    return not conversation.customer.has_email(contact.details.get("to", ""))


def _pressed(db: Session, contact: Contact, limits: Limits, arrival: Arrival) -> str | None:
    """The button that was pressed, or named where the platform could only list them."""
    if arrival.is_opening:
        return _opening(db, contact, arrival)
    if arrival.button_token is not None:
        return arrival.button_token
    latest = (
        select(Message)
        .where(Message.conversation_id == contact.conversation_id, Message.sender == Sender.ASSISTANT)
        .order_by(Message.seq.desc())
        .limit(1)
    )
    offer = db.scalar(latest)
    if offer is None or limits.show(offer.buttons):
        return None
    return named_button(arrival.text, offer.buttons)


def _opening(db: Session, contact: Contact, arrival: Arrival) -> str:
    """The platform's Start button is one of ours that says hello."""
    token = hashlib.sha256(f"{contact.channel}/{arrival.platform_id}".encode()).hexdigest()
    if db.get(Button, token) is None:
        db.add(Button(token=token, conversation_id=contact.conversation_id, title=arrival.text, payload=HELLO))
        db.flush()
    return token


def _title(db: Session, inbound: Inbound) -> str:
    mine = Button.conversation_id == inbound.conversation_id
    return db.scalar(select(Button.title).where(Button.token == inbound.button_token, mine)) or ""
