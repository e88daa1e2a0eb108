"""Pictures and files: stored with their message; a customer's fetched from the platform after, an agent's sent with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session, undefer

from bot.support.attachment import MAX_NAME_CHARS, Attachment, AttachmentState
from bot.support.message import Message, Sender
from bot.support.message_text import storable

# Of one message; nobody sends more by accident.
MAX_FILES = 10
# Who fetches a file and dies gives it up after this long.
CLAIM = timedelta(minutes=2)
AT_ONCE = 4
# How long the address of a file that the shop sent is good.
LINK_LIFE = timedelta(days=30)


@dataclass(frozen=True)
class Enclosed:
    """A file as it came with a message: itself, or by what the platform gives it."""

    name: str = ""
    content: bytes | None = None
    source: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Fetching:
    """A claimed file, and where it is."""

    id: str
    channel: str
    source: Mapping[str, Any]


def enclose(db: Session, message: Message, files: Sequence[Enclosed], now: datetime) -> None:
    """Store the message's files, or that they are still to be fetched."""
    for position, file in enumerate(files[:MAX_FILES]):
        attachment = Attachment(
            # Nobody can guess it, and no file is stored twice.
            id=f"{message.id}.{position}",
            message_id=message.id,
            position=position,
            name=storable(file.name)[:MAX_NAME_CHARS],
            source=dict(file.source),
            state=AttachmentState.WAITING,
            next_try_at=now,
        )
        if file.content is not None:
            attachment.keep(file.content)
        db.add(attachment)


def claim(db: Session, now: datetime) -> list[Fetching]:
    """Files to fetch now; nobody else gets them meanwhile. The caller commits, fetches, and tells how it went."""
    is_due = (Attachment.state == AttachmentState.WAITING, Attachment.next_try_at <= now)
    due = select(Attachment.id).where(*is_due).order_by(Attachment.next_try_at).limit(AT_ONCE)
    if db.scalar(due) is None:
        return []  # the usual case, which writes nothing
    claimed = db.scalars(
        update(Attachment)
        .where(Attachment.id.in_(due), *is_due)
        .values(next_try_at=now + CLAIM)
        .returning(Attachment.id)
        .execution_options(synchronize_session=False)
    ).all()
    rows = select(Attachment.id, Message.channel, Attachment.source).join(Message, Message.id == Attachment.message_id)
    return [Fetching(*row) for row in db.execute(rows.where(Attachment.id.in_(claimed))).tuples()]


def keep(db: Session, attachment_id: str, content: bytes) -> str:
    """The file is here; returns its conversation."""
    attachment = db.get_one(Attachment, attachment_id)
    attachment.keep(content)
    return _conversation_of(db, attachment)


def miss(db: Session, attachment_id: str, now: datetime, is_final: bool) -> str:
    """The platform did not give it, this time or for good; returns its conversation."""
    attachment = db.get_one(Attachment, attachment_id)
    if is_final:
        attachment.refuse()
    else:
        attachment.fail(now)
    return _conversation_of(db, attachment)


def of_messages(db: Session, message_ids: Sequence[str]) -> dict[str, list[Attachment]]:
    """By message, with what is in them; those that are kept."""
    query = select(Attachment).where(Attachment.message_id.in_(message_ids), Attachment.state == AttachmentState.KEPT)
    return _by_message(db.scalars(query.options(undefer(Attachment.content)).order_by(Attachment.position)))


def enclosed_in(db: Session, message_id: str) -> list[Enclosed]:
    """The message's files, to be enclosed in another."""
    return [Enclosed(kept.name, kept.content) for kept in of_messages(db, [message_id]).get(message_id, ())]


def has_files(db: Session, message_id: str) -> bool:
    """Whether anything came with the message that is kept, or still to be fetched."""
    came = (Attachment.message_id == message_id, Attachment.state != AttachmentState.REFUSED)
    return db.scalar(select(Attachment.id).where(*came).limit(1)) is not None


def of_transcript(db: Session, messages: Sequence[Message]) -> dict[str, list[Attachment]]:
    """By message, without what is in them; the messages are of one conversation.

    They are read first: a message is stored together with its files, but between two reads another may arrive, and it must
    not be shown without them.
    """
    if not messages:
        return {}
    query = select(Attachment).join(Message, Message.id == Attachment.message_id)
    query = query.where(Message.conversation_id == messages[0].conversation_id).order_by(Attachment.position)
    return _by_message(db.scalars(query))


def kept_file_of(db: Session, conversation_id: str, attachment_id: str) -> Attachment | None:
    """With what is in it; None where it is none of this conversation's, or not kept."""
    kept = kept_file(db, attachment_id)
    return kept if kept is not None and _conversation_of(db, kept) == conversation_id else None


def kept_file(db: Session, attachment_id: str) -> Attachment | None:
    """With what is in it; None where nothing is kept."""
    attachment = db.get(Attachment, attachment_id, options=[undefer(Attachment.content)])
    return attachment if attachment is not None and attachment.state is AttachmentState.KEPT else None


def file_from_agent(db: Session, attachment_id: str, now: datetime) -> Attachment | None:
    """What the shop itself sent lately, with what is in it: who has the address may read it, as the customer who got it."""
    kept = kept_file(db, attachment_id)
    if kept is None:
        return None
    message = db.scalars(select(Message).where(Message.id == kept.message_id)).one()
    is_open = message.sender is Sender.AGENT and message.is_public and now - message.at <= LINK_LIFE
    return kept if is_open else None


def _by_message(attachments: Iterable[Attachment]) -> dict[str, list[Attachment]]:
    enclosed: dict[str, list[Attachment]] = {}
    for attachment in attachments:
        enclosed.setdefault(attachment.message_id, []).append(attachment)
    return enclosed


def _conversation_of(db: Session, attachment: Attachment) -> str:
    return db.scalars(select(Message.conversation_id).where(Message.id == attachment.message_id)).one()
