"""Turns: one unanswered message, one writer, one transaction that stores the answer or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from bot.support.button import Button
from bot.support.conversation import Conversation, Owner
from bot.support.delivery import Delivery
from bot.support.message import Message, Sender

# A message that ended this many turns (a crash, say) is given to a human instead of being tried again.
MAX_ATTEMPTS = 5


@dataclass(frozen=True)
class Turn:
    conversation: Conversation
    message: Message
    holder: str

    @property
    def is_hopeless(self) -> bool:
        return self.message.attempts > MAX_ATTEMPTS


@dataclass(frozen=True)
class Choice:
    """A button that a reply offers."""

    title: str
    intent: str
    entities: dict[str, Any]


@dataclass(frozen=True)
class ReplyDraft:
    text: str
    choices: Sequence[Choice] = ()
    expects: str | None = None


def conversations_owed_an_answer(db: Session, now: datetime, limit: int = 100) -> list[str]:
    """Conversations with an unanswered message that nobody is answering, longest waiting first."""
    # Grouped first: the few unanswered messages lead to their conversations, not the many conversations to theirs.
    unanswered = (
        select(Message.conversation_id, func.min(Message.seq).label("oldest"))
        .where(Message.handled_at.is_(None))
        .group_by(Message.conversation_id)
        .subquery()
    )
    owed = (
        select(Conversation.id)
        .join(unanswered, unanswered.c.conversation_id == Conversation.id)
        .where(_turn_is_free(now))
        .order_by(unanswered.c.oldest)
        .limit(limit)
    )
    return list(db.scalars(owed))


def begin_turn(db: Session, conversation_id: str, holder: str, lease: timedelta, now: datetime) -> bool:
    """Take the turn of the conversation if nobody has it and a message is unanswered.

    The caller commits at once: the lease is what keeps other processes out. A holder that dies loses it when it runs out.
    """
    oldest = _oldest_unanswered(db, conversation_id)
    if oldest is None:
        return False
    taken = db.scalar(
        update(Conversation)
        .where(Conversation.id == conversation_id, _turn_is_free(now))
        .values(turn_holder=holder, turn_until=now + lease)
        .returning(Conversation.id)
        .execution_options(synchronize_session=False)
    )
    if taken is None:
        return False
    oldest.attempts += 1
    return True


def current_turn(db: Session, conversation_id: str, holder: str, now: datetime) -> Turn | None:
    """The message to answer now, for the holder of the turn; None if none is left for the assistant.

    Messages that came before a human took the conversation are theirs, and the turn ends.
    """
    # As it is in the database now, whatever was read before.
    conversation = db.get(Conversation, conversation_id, populate_existing=True)
    if conversation is None or conversation.turn_holder != holder:
        return None
    message = _oldest_unanswered(db, conversation_id)
    if message is not None and conversation.owner is Owner.BOT:
        return Turn(conversation, message, holder)
    leave_to_humans(db, conversation_id, now)
    return None


def end_turn(
    db: Session, turn: Turn, replies: Sequence[ReplyDraft], understood: dict[str, Any] | None, now: datetime
) -> list[Message] | None:
    """Store the replies and give the turn back; None if it was lost: the caller must roll back all of it.

    A turn is lost when its lease ran out and another took it, or when a human took the conversation in the meantime.
    """
    released = db.scalar(
        update(Conversation)
        .where(
            Conversation.id == turn.conversation.id,
            Conversation.turn_holder == turn.holder,
            # QUEUED: this very turn handed over.
            Conversation.owner.in_({Owner.BOT, Owner.QUEUED}),
        )
        .values(turn_holder=None, turn_until=None)
        .returning(Conversation.id)
        # The lease is read from the database alone; nobody looks at what was read of it.
        .execution_options(synchronize_session=False)
    )
    if released is None:
        return None
    turn.message.handled_at = now
    turn.message.understood = understood
    return [_store_reply(db, turn, draft, now) for draft in replies]


def leave_to_humans(db: Session, conversation_id: str, now: datetime) -> None:
    """End the turn that runs, if one does, and count what is unanswered as the humans'."""
    # The conversation first, as everywhere: two that take its rows in another order would wait for each other.
    db.execute(update(Conversation).where(Conversation.id == conversation_id).values(turn_holder=None, turn_until=None))
    db.execute(
        update(Message).where(Message.conversation_id == conversation_id, Message.handled_at.is_(None)).values(handled_at=now)
    )


def is_handled(db: Session, message_id: str) -> bool:
    """Whether the message was answered or is a human's."""
    return db.scalar(select(Message.handled_at).where(Message.id == message_id)) is not None


def replies_to(db: Session, message_id: str) -> list[Message]:
    return list(db.scalars(select(Message).where(Message.in_reply_to == message_id).order_by(Message.seq)))


def _turn_is_free(now: datetime) -> Any:
    return or_(Conversation.turn_holder.is_(None), Conversation.turn_until < now)


def _oldest_unanswered(db: Session, conversation_id: str) -> Message | None:
    return db.scalar(
        select(Message)
        .where(Message.conversation_id == conversation_id, Message.handled_at.is_(None))
        .order_by(Message.seq)
        .limit(1)
    )


def _store_reply(db: Session, turn: Turn, draft: ReplyDraft, now: datetime) -> Message:
    buttons = [
        Button(
            conversation_id=turn.conversation.id,
            title=choice.title,
            payload={"intent": choice.intent, "entities": choice.entities},
        )
        for choice in draft.choices
    ]
    db.add_all(buttons)
    db.flush()
    message = Message(
        conversation_id=turn.conversation.id,
        channel=turn.message.channel,
        sender=Sender.ASSISTANT,
        text=draft.text,
        buttons=[{"title": button.title, "token": button.token} for button in buttons],
        expects=draft.expects,
        at=now,
        in_reply_to=turn.message.id,
    )
    db.add(message)
    db.flush()
    db.add(Delivery(message_id=message.id, next_try_at=now))
    return message
