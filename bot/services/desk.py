"""What agents read and write in a conversation."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.services.attachments import Enclosed, enclose
from bot.services.handoffs import open_handoff, owned_by
from bot.services.reach import Letter, channel_of, talk_by_letter
from bot.services.ticket_mail import mailed_handoff
from bot.support.agent import Agent
from bot.support.conversation import Conversation
from bot.support.delivery import Delivery
from bot.support.message import Message, Sender
from bot.support.message_text import storable


def reply(
    db: Session,
    conversation_id: str,
    agent: Agent,
    text: str,
    now: datetime,
    letter: Letter | None = None,
    files: Sequence[Enclosed] = (),
) -> Message | None:
    """Say something to the customer, where they wrote last; None if the conversation is not the agent's or nothing is said.

    With a letter, the answer to a ticket goes by e-mail; the customer finds it in the chat as well.
    """
    if not storable(text) or owned_by(db, conversation_id) != agent.id:
        return None
    conversation = db.get_one(Conversation, conversation_id)
    channel = channel_of(db, conversation)
    if letter is not None and mailed_handoff(db, conversation, now) is not None:
        channel = talk_by_letter(db, conversation, letter, now).channel
    message = _add(db, conversation_id, Sender.AGENT, text, now, agent, channel=channel)
    enclose(db, message, files, now)
    db.add(Delivery(message_id=message.id, next_try_at=now))
    if (handoff := open_handoff(db, conversation_id)) is not None:
        handoff.be_answered(now)
    return message


def announce(db: Session, conversation_id: str, text: str, now: datetime) -> Message:
    """Tell the customer what happened to the conversation ('Anna has joined'); the text is in the customer's language."""
    channel = channel_of(db, db.get_one(Conversation, conversation_id))
    message = _add(db, conversation_id, Sender.SYSTEM, text, now, channel=channel)
    db.add(Delivery(message_id=message.id, next_try_at=now))
    return message


def note(db: Session, conversation_id: str, agent: Agent, text: str, now: datetime) -> Message | None:
    """Leave a note for agents only; None if nothing is said. It has no delivery: no channel ever sees it."""
    if not storable(text):
        return None
    return _add(db, conversation_id, Sender.AGENT, text, now, agent, is_note=True)


def _add(
    db: Session,
    conversation_id: str,
    sender: Sender,
    text: str,
    now: datetime,
    agent: Agent | None = None,
    *,
    channel: str | None = None,
    is_note: bool = False,
) -> Message:
    conversation = db.get_one(Conversation, conversation_id)
    conversation.last_message_at = now
    message = Message(
        conversation_id=conversation_id,
        channel=channel or conversation.channel,
        sender=sender,
        text=storable(text),
        agent_id=agent.id if agent else None,
        is_note=is_note,
        at=now,
    )
    db.add(message)
    db.flush()
    return message
