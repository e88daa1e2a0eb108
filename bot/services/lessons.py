"""Learning from talks: what the assistant doubted, and what agents say that it meant."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from bot.services import audit
from bot.services.knowledge import normal_question
from bot.support.agent import Agent
from bot.support.audit import Act
from bot.support.conversation import LANGUAGES, Conversation
from bot.support.lesson import Lesson
from bot.support.message import Message, Sender

DOMAIN = Path(__file__).parents[2] / "domain.yml"
# What an unsure assistant takes a message for; it is no intent of a customer's.
DOUBT = "nlu_fallback"
PAGE = 30
# So many of the newest messages are looked through: what was doubted a long time ago has been said again since.
NEWEST = 20_000

# Examples by language and intent.
Taught = dict[str, dict[str, list[str]]]


class Given(Enum):
    DONE = "done"
    # Not a customer's, or not there.
    NO_SUCH_MESSAGE = "no_such_message"
    NO_SUCH_INTENT = "no_such_intent"


@dataclass(frozen=True)
class Doubted:
    message: Message
    # What it was nearest to, likeliest first.
    guesses: Sequence[str]


@cache
def intents() -> Sequence[str]:
    """All that a message can be taken for, in the domain's order."""
    listed = yaml.safe_load(DOMAIN.read_text(encoding="utf-8"))["intents"]
    names = [next(iter(one)) if isinstance(one, dict) else one for one in listed]
    return [name for name in names if name != DOUBT]


def doubted(db: Session) -> list[Doubted]:
    """The newest messages that the assistant did not understand and nobody has judged yet; the newest first.

    What answered a question of ours, and a picture, mean nothing by themselves: nobody can teach it what they do.
    """
    newest = select(func.max(Message.seq) - NEWEST).scalar_subquery()
    judged = select(Lesson.message_id).where(Lesson.message_id == Message.id)
    query = (
        select(Message)
        .where(
            Message.sender == Sender.CUSTOMER,
            Message.seq > newest,
            Message.understood["intent"]["name"].as_string() == DOUBT,
            # Kept of newer messages alone.
            ~func.coalesce(Message.understood["taken"].as_boolean(), False),
            ~judged.exists(),
        )
        .order_by(Message.seq.desc())
        .limit(PAGE)
    )
    return [Doubted(message, _guesses(message.understood)) for message in db.scalars(query)]


def one(db: Session, message_id: str) -> Doubted | None:
    """A customer's message, doubted or not."""
    message = _of_customer(db, message_id)
    return None if message is None else Doubted(message, _guesses(message.understood))


def give(db: Session, message_id: str, intent: str | None, agent: Agent, now: datetime) -> Given:
    """Keep what the message meant; None: nothing to learn. The last word on a message counts."""
    message = _of_customer(db, message_id)
    if message is None:
        return Given.NO_SUCH_MESSAGE
    if intent is not None and intent not in intents():
        return Given.NO_SUCH_INTENT
    lesson = db.get(Lesson, message_id)
    if lesson is None:
        lesson = Lesson(message_id=message_id, text=message.text, language=_language(db, message))
        db.add(lesson)
    lesson.intent, lesson.given_at, lesson.given_by_id = intent, now, agent.id
    audit.note(db, agent, Act.TAUGHT, now, message.conversation_id, intent=intent)
    db.flush()
    return Given.DONE


def latest(db: Session) -> Sequence[Lesson]:
    """What was taught last."""
    query = select(Lesson).options(joinedload(Lesson.given_by)).where(Lesson.intent.is_not(None))
    return db.scalars(query.order_by(Lesson.given_at.desc()).limit(PAGE)).all()


def taught(db: Session) -> Taught:
    """All examples for the training; a text that was taught twice is of the intent that was said last."""
    examples = db.scalars(select(Lesson).where(Lesson.intent.is_not(None)).order_by(Lesson.given_at))
    last = {(lesson.language, normal_question(lesson.text)): lesson for lesson in examples}
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for (language, words), lesson in sorted(last.items()):
        if words:
            found[language][str(lesson.intent)].append(" ".join(lesson.text.split()))
    return {language: dict(by_intent) for language, by_intent in found.items()}


def _of_customer(db: Session, message_id: str) -> Message | None:
    return db.scalar(select(Message).where(Message.id == message_id, Message.sender == Sender.CUSTOMER))


def _guesses(understood: dict[str, Any] | None) -> list[str]:
    ranking = (understood or {}).get("intent_ranking") or []
    names = [guess.get("name") for guess in ranking]
    return [name for name in dict.fromkeys(names) if name in intents()]


def _language(db: Session, message: Message) -> str:
    """The one in which it was written, where the assistant recognised it."""
    written = ((message.understood or {}).get("language") or {}).get("name")
    return written if written in LANGUAGES else db.get_one(Conversation, message.conversation_id).language
