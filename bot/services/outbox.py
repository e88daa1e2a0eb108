"""The outbox: replies that are stored and still to be sent.

They are claimed, then sent, then settled, so that no transaction is open while a platform takes its time.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy import ColumnElement, Select, func, or_, select, update
from sqlalchemy.orm import Session

from bot.services import attachments
from bot.services.attachments import enclose
from bot.services.channel_health import note_trouble
from bot.services.follow_ups import be_silent, is_silenced
from bot.services.handoffs import hand_off
from bot.services.ownership import change_owner
from bot.services.reach import LetterTo, entitle, talk_by_letter
from bot.support.attachment import Attachment
from bot.support.channel_trouble import Trouble
from bot.support.contact import EMAIL, Contact
from bot.support.conversation import Conversation, Owner
from bot.support.delivery import Delivery, DeliveryState
from bot.support.handoff import HandoffReason
from bot.support.layout import PartLabel
from bot.support.message import Message, Sender
from bot.support.stop_words import stop_said

# Who claimed a delivery and died gives it up after this long; then it may be sent a second time. Long enough for what is under
# way to end, and for a platform to say that it has what a dead process sent; short enough for a customer who waits.
CLAIM = timedelta(seconds=20)
# Any number that nothing else in the database locks.
CLAIM_LOCK = 7_342_118_002


@dataclass(frozen=True)
class Parcel:
    """A claimed message and where it goes."""

    message: Message
    # None on the widget, whose customers come to us.
    contact: Contact | None
    # Of a message in several parts: what went out before another part failed.
    parts_sent: int
    # With what is in them.
    files: Sequence[Attachment] = ()


@dataclass(frozen=True)
class Outcome:
    """How the sending of one message ended; no error, if it is out."""

    error: str | None = None
    # To try again is no use.
    is_final: bool = False
    # As long as the platform itself wants to be left alone.
    wait: timedelta | None = None
    parts_sent: int = 0
    # Not even tried, because one before it failed: due again when that one is.
    is_held_back: bool = False
    # It was refused because the customer told the platform to stop.
    has_opted_out: bool = False


def claim(
    db: Session, now: datetime, limit: int = 100, resting: Collection[str] = (), few: Mapping[str, int] = MappingProxyType({})
) -> list[Parcel]:
    """The messages to send now, in the order in which they were stored; the caller commits, sends them and settles.

    Nothing of the channels that are resting, whose platforms want to be left alone; of some channels a few only, by name.

    Nobody else gets them meanwhile. A message that waits for its next try, or is being sent, holds back the later ones of
    its conversation.
    """
    if db.get_bind().dialect.name == "postgresql":
        # One claims at a time, or the second of two messages could be claimed beside the first.
        db.execute(select(func.pg_advisory_xact_lock(CLAIM_LOCK)))
    due = [_due(now, {*resting, *few}).limit(limit)]
    due += [_due(now, resting).where(Message.channel == channel).limit(most) for channel, most in few.items()]
    claimed = db.scalars(
        update(Delivery)
        .where(
            or_(*map(Delivery.message_id.in_, due)),
            Delivery.state == DeliveryState.DUE,
            Delivery.next_try_at <= now,
        )
        .values(next_try_at=now + CLAIM)
        .returning(Delivery.message_id)
        .execution_options(synchronize_session=False)
    )
    ids = list(claimed)
    return _parcels(db, ids) if ids else []


def settle(
    db: Session, outcomes: Mapping[str, Outcome], now: datetime, letter: LetterTo | None = None, is_desk_open: bool = True
) -> list[str]:
    """Mark what was claimed, by message id; returns the conversations that now wait for an agent.

    What failed for good goes to a proved customer by e-mail, where there is any; else it is an agent's to see: the
    conversation is queued, or a ticket while the desk is closed.
    """
    out = {message_id for message_id, outcome in outcomes.items() if outcome == Outcome()}
    _mark_sent(db, out, now)
    rest = outcomes.keys() - out
    queued, troubles = [], dict[str, str]()
    for delivery in db.scalars(select(Delivery).where(Delivery.message_id.in_(rest), _is_due())) if rest else ():
        outcome = outcomes[delivery.message_id]
        if outcome.is_held_back:
            delivery.next_try_at = now
        elif outcome.error is not None:
            delivery.parts_sent = outcome.parts_sent
            delivery.fail(outcome.error, now, outcome.wait, outcome.is_final)
            troubles[delivery.message.channel] = outcome.error
            if outcome.has_opted_out:
                be_silent(db, db.get_one(Conversation, delivery.message.conversation_id), now)
            if delivery.state is DeliveryState.FAILED and _is_for_humans(db, delivery, letter, now):
                queued.append(_give_to_humans(db, delivery, now, is_desk_open))
    # In one order, so that two who note the same channels do not wait for each other.
    for channel in sorted(troubles):
        note_trouble(db, channel, Trouble.NOT_SENT, troubles[channel], now)
    return queued


def confirm(db: Session, channel: str, labels: Sequence[PartLabel], now: datetime) -> None:
    """The platform has these parts, whatever became of our own record: a process may die between its answer and that."""
    latest = {label.message_id: label for label in sorted(labels, key=lambda label: label.number)}
    unsure = (
        select(Delivery)
        .join(Message)
        .where(Message.id.in_(latest), Message.channel == channel, Delivery.state == DeliveryState.DUE)
    )
    for delivery in db.scalars(unsure):
        label = latest[delivery.message_id]
        if label.is_last:
            delivery.succeed(now)
        else:
            delivery.parts_sent = max(delivery.parts_sent, label.number)


def give_up(
    db: Session,
    channel: str,
    message_ids: Collection[str],
    now: datetime,
    letter: LetterTo | None = None,
    is_desk_open: bool = True,
) -> list[str]:
    """Of messages that were sent, and came back: the conversations that now wait for an agent, each message once."""
    bounced = (
        select(Delivery)
        .join(Message)
        .where(Message.id.in_(message_ids), Message.channel == channel)
        .where(Delivery.state.in_([DeliveryState.DUE, DeliveryState.SENT]))
    )
    queued = []
    for delivery in db.scalars(bounced):
        delivery.fail("came back", now, is_final=True)
        if _is_for_humans(db, delivery, letter, now):
            queued.append(_give_to_humans(db, delivery, now, is_desk_open))
    return list(dict.fromkeys(queued))


def _mark_sent(db: Session, message_ids: Collection[str], now: datetime) -> None:
    """The usual end of all of them: one statement, whatever their number."""
    if message_ids:
        sent = update(Delivery).where(Delivery.message_id.in_(message_ids), _is_due())
        db.execute(sent.values(state=DeliveryState.SENT, sent_at=now), execution_options={"synchronize_session": False})


def _is_due() -> ColumnElement[bool]:
    """Unless the platform's own receipt was here first."""
    return Delivery.state == DeliveryState.DUE


def _parcels(db: Session, message_ids: list[str]) -> list[Parcel]:
    rows = db.execute(
        select(Message, Contact, Delivery.parts_sent)
        .join(Delivery, Delivery.message_id == Message.id)
        .outerjoin(Contact, Contact.conversation_id == Message.conversation_id)
        .where(Message.id.in_(message_ids))
        .order_by(Message.seq)
    )
    files = attachments.of_messages(db, message_ids)
    return [Parcel(message, contact, parts_sent, files.get(message.id, ())) for message, contact, parts_sent in rows]


def _due(now: datetime, resting: Collection[str]) -> Select[tuple[str]]:
    waiting = (
        select(Message.conversation_id, func.min(Message.seq).label("first"))
        .join(Delivery, Delivery.message_id == Message.id)
        .where(Delivery.state == DeliveryState.DUE, Delivery.next_try_at > now)
        .group_by(Message.conversation_id)
        .subquery()
    )
    return (
        select(Delivery.message_id)
        .join(Message, Message.id == Delivery.message_id)
        .outerjoin(waiting, waiting.c.conversation_id == Message.conversation_id)
        .where(Delivery.state == DeliveryState.DUE, Delivery.next_try_at <= now)
        .where(or_(waiting.c.first.is_(None), Message.seq < waiting.c.first), Message.channel.not_in(resting))
        .order_by(Message.seq)
    )


def _is_for_humans(db: Session, delivery: Delivery, letter: LetterTo | None, now: datetime) -> bool:
    """What failed for good, unless it goes by e-mail. Who said stop misses no answer to that, and gets no mail unasked."""
    message = delivery.message
    conversation = db.get_one(Conversation, message.conversation_id)
    if message.sender is Sender.ASSISTANT and is_silenced(db, conversation):
        if message.in_reply_to is None:
            return True
        if stop_said(db.scalars(select(Message.text).where(Message.id == message.in_reply_to)).one()) is not None:
            return False
    return not _mailed_instead(db, delivery, conversation, letter, now)


def _mailed_instead(db: Session, delivery: Delivery, conversation: Conversation, letter: LetterTo | None, now: datetime) -> bool:
    """Write it to the customer's own address. Choices stay behind: what they were about is not known in another talk."""
    message = delivery.message
    if letter is None or message.channel == EMAIL or conversation.customer is None:
        return False
    place = talk_by_letter(db, conversation, letter(conversation.customer.email, conversation.id), now)
    entitle(db, place, message.text)
    parts = {"channel": place.channel, "sender": message.sender, "text": message.text, "agent_id": message.agent_id}
    copy = Message(conversation_id=place.conversation.id, at=now, **parts)
    db.add(copy)
    db.flush()
    enclose(db, copy, attachments.enclosed_in(db, message.id), now)
    db.add(Delivery(message_id=copy.id, next_try_at=now))
    place.conversation.last_message_at = now
    delivery.state = DeliveryState.MAILED
    return True


def _give_to_humans(db: Session, delivery: Delivery, now: datetime, is_desk_open: bool) -> str:
    """The agent who has the conversation owes the customer a word again, for the last one did not arrive."""
    message = delivery.message
    change_owner(db, message.conversation_id, {Owner.CLOSED}, Owner.BOT)
    handoff = hand_off(db, message.conversation_id, HandoffReason.NOT_DELIVERED, now, is_desk_open=is_desk_open)
    if message.sender is Sender.AGENT:
        handoff.be_written_to(now)
    return message.conversation_id
