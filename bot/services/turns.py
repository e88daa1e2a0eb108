"""Turns: one unanswered message, one writer, one transaction that stores the answer or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, func, insert, or_, select, update
from sqlalchemy.orm import Session

from bot.support.button import Button
from bot.support.conversation import Conversation, Owner
from bot.support.delivery import Delivery
from bot.support.message import Message, Sender
from bot.support.reply import Reply
from bot.tables import new_id, store, table_of

# A message that ended this many turns (a crash, say) is given to a human instead of being tried again.
MAX_ATTEMPTS = 5

CONVERSATIONS, MESSAGES = table_of(Conversation), table_of(Message)
UNANSWERED = MESSAGES.alias("unanswered")
OLDEST_UNANSWERED = (
    select(func.min(UNANSWERED.c.seq))
    .where(UNANSWERED.c.conversation_id == bindparam("conversation"), UNANSWERED.c.handled_at.is_(None))
    .scalar_subquery()
)
# The statements of every turn are built once: to build one costs more than to run it.
BEGIN = (
    update(CONVERSATIONS)
    .where(
        CONVERSATIONS.c.id == bindparam("conversation"),
        or_(CONVERSATIONS.c.turn_holder.is_(None), CONVERSATIONS.c.turn_until < bindparam("now")),
        OLDEST_UNANSWERED.is_not(None),
    )
    .values(turn_holder=bindparam("holder"), turn_until=bindparam("until"))
    .returning(CONVERSATIONS.c.id)
)
COUNT_ATTEMPT = update(MESSAGES).where(MESSAGES.c.seq == OLDEST_UNANSWERED).values(attempts=MESSAGES.c.attempts + 1)
CURRENT = (
    select(Conversation, Message)
    .outerjoin(Message, and_(Message.seq == OLDEST_UNANSWERED, Conversation.owner == Owner.BOT))
    .where(Conversation.id == bindparam("conversation"), Conversation.turn_holder == bindparam("holder"))
    # As it is in the database now, whatever was read before.
    .execution_options(populate_existing=True)
)
RELEASE = (
    update(CONVERSATIONS)
    .where(
        CONVERSATIONS.c.id == bindparam("conversation"),
        CONVERSATIONS.c.turn_holder == bindparam("holder"),
        # QUEUED: this very turn handed over.
        or_(CONVERSATIONS.c.owner == Owner.BOT, CONVERSATIONS.c.owner == Owner.QUEUED),
    )
    # The lease is read from the database alone; nobody looks at what an object knows of it.
    .values(turn_holder=None, turn_until=None)
    .returning(CONVERSATIONS.c.id)
)
ANSWERED = (
    update(MESSAGES)
    .where(MESSAGES.c.seq == bindparam("message"))
    .values(handled_at=bindparam("now"), understood=bindparam("meaning"))
)
NEW_BUTTONS = insert(table_of(Button))


@dataclass(frozen=True)
class Turn:
    conversation: Conversation
    message: Message
    holder: str

    @property
    def is_hopeless(self) -> bool:
        return self.message.attempts > MAX_ATTEMPTS


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
    free = {"conversation": conversation_id, "now": now, "holder": holder, "until": now + lease}
    if db.scalar(BEGIN, free) is None:
        return False
    db.execute(COUNT_ATTEMPT, {"conversation": conversation_id})
    return True


def current_turn(db: Session, conversation_id: str, holder: str, now: datetime) -> Turn | None:
    """The message to answer now, for the holder of the turn; None if none is left for the assistant.

    Messages that came before a human took the conversation are theirs, and the turn ends.
    """
    row = db.execute(CURRENT, {"conversation": conversation_id, "holder": holder}).one_or_none()
    if row is None:
        return None
    conversation, message = row
    if message is not None:
        return Turn(conversation, message, holder)
    leave_to_humans(db, conversation_id, now)
    return None


def end_turn(
    db: Session,
    turn: Turn,
    replies: Sequence[Reply],
    understood: dict[str, Any] | None,
    now: datetime,
    is_awaited: bool = False,
) -> list[Message] | None:
    """Store the replies and give the turn back; None if it was lost: the caller must roll back all of it.

    A turn is lost when its lease ran out and another took it, or when a human took the conversation in the meantime.
    Replies go into the outbox unless they are awaited: then the caller brings them to the customer.
    """
    if db.scalar(RELEASE, {"conversation": turn.conversation.id, "holder": turn.holder}) is None:
        return None
    # What the turn has changed in other things comes first, for what is stored here may refer to it.
    db.flush()
    db.execute(ANSWERED, {"message": turn.message.seq, "now": now, "meaning": understood})
    said_in, channel = turn.conversation.id, turn.message.channel
    messages = [_reply(db, said_in, channel, reply, now, turn.message.id) for reply in replies]
    if not is_awaited:
        for message in messages:
            store(db, Delivery(message_id=message.id, next_try_at=now))
    return messages


def say_unasked(db: Session, conversation: Conversation, reply: Reply, now: datetime, channel: str | None = None) -> Message:
    """Store what the assistant says by itself, and put it into the outbox; on the conversation's own channel unless told."""
    conversation.last_message_at = now
    message = _reply(db, conversation.id, channel or conversation.channel, reply, now)
    store(db, Delivery(message_id=message.id, next_try_at=now))
    return message


def leave_to_humans(db: Session, conversation_id: str, now: datetime) -> bool:
    """End the turn that runs, if one does, and count what is unanswered as the humans'; whether there was any."""
    # The conversation first, as everywhere: two that take its rows in another order would wait for each other.
    db.execute(update(Conversation).where(Conversation.id == conversation_id).values(turn_holder=None, turn_until=None))
    unanswered = update(Message).where(Message.conversation_id == conversation_id, Message.handled_at.is_(None))
    return bool(db.scalars(unanswered.values(handled_at=now).returning(Message.seq)).all())


def is_handled(db: Session, message_id: str) -> bool:
    """Whether the message was answered or is a human's."""
    return db.scalar(select(Message.handled_at).where(Message.id == message_id)) is not None


def replies_to(db: Session, message_id: str) -> list[Message]:
    return list(db.scalars(select(Message).where(Message.in_reply_to == message_id).order_by(Message.seq)))


def _turn_is_free(now: datetime) -> Any:
    return or_(Conversation.turn_holder.is_(None), Conversation.turn_until < now)


def _reply(
    db: Session, conversation_id: str, channel: str, reply: Reply, now: datetime, in_reply_to: str | None = None
) -> Message:
    offered = [
        {
            "token": new_id(),
            "conversation_id": conversation_id,
            "title": button.title,
            "payload": {"intent": button.intent, "entities": button.entities},
        }
        for button in reply.buttons
    ]
    if offered:
        db.execute(NEW_BUTTONS, offered)
    message = Message(
        conversation_id=conversation_id,
        channel=channel,
        sender=Sender.ASSISTANT,
        text=reply.text,
        buttons=[{"title": button["title"], "token": button["token"]} for button in offered],
        expects=reply.expects,
        at=now,
        in_reply_to=in_reply_to,
    )
    return store(db, message)
