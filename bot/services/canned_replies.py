"""Canned replies: written once, used by everybody at the desk."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.support.agent import Agent
from bot.support.canned_reply import MAIN_LANGUAGE, SHORTCUT, CannedReply
from bot.support.message_text import storable


class SaveResult(Enum):
    DONE = "done"
    # Small letters, digits and hyphens alone.
    BAD_SHORTCUT = "bad_shortcut"
    NO_ENGLISH = "no_english"


def canned_replies(db: Session) -> list[CannedReply]:
    return list(db.scalars(select(CannedReply).order_by(CannedReply.shortcut)))


def save_canned_reply(db: Session, shortcut: str, texts: Mapping[str, str], agent: Agent, now: datetime) -> SaveResult:
    """Write the reply, or write it anew where there is one of this shortcut."""
    shortcut = shortcut.strip().removeprefix("/")
    written = {language: kept for language, text in texts.items() if (kept := storable(text))}
    if not SHORTCUT.fullmatch(shortcut):
        return SaveResult.BAD_SHORTCUT
    if MAIN_LANGUAGE not in written:
        return SaveResult.NO_ENGLISH
    reply = db.get(CannedReply, shortcut)
    if reply is None:
        reply = CannedReply(shortcut=shortcut)
        db.add(reply)
    reply.texts, reply.changed_at, reply.changed_by_id = written, now, agent.id
    db.flush()
    return SaveResult.DONE


def remove_canned_reply(db: Session, shortcut: str) -> bool:
    """False where there is none of this shortcut."""
    reply = db.get(CannedReply, shortcut)
    if reply is None:
        return False
    db.delete(reply)
    db.flush()
    return True
