"""Replies that suit what the customer wrote last: the nearest frequent questions, in the customer's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.knowledge import entries, normal_question
from bot.support.conversation import Conversation
from bot.support.faq import Faq
from bot.support.message import Message, Sender

MOST = 3
# What the assistant was less sure of is no suggestion.
LEAST_CONFIDENCE = 0.2
# Shares of letter groups in common, where 1 is the same; less is chance.
LEAST_LIKENESS = 0.3
# How long the groups of letters are by which texts are compared: they survive endings and typing errors.
GROUP = 3


@dataclass(frozen=True)
class Suggestion:
    title: str
    text: str


def suggested_replies(db: Session, conversation: Conversation) -> list[Suggestion]:
    """The best first; none where nothing comes near."""
    said = (Message.conversation_id == conversation.id, Message.sender == Sender.CUSTOMER)
    last = db.scalar(select(Message).where(*said).order_by(Message.seq.desc()).limit(1))
    if last is None:
        return []
    known = entries(db)
    found = _understood(last.understood or {}, known) or _alike(last.text, known)
    language = conversation.language
    return [Suggestion(faq.title_in(language), faq.answer_in(language)) for faq in found[:MOST]]


def _understood(understood: Mapping[str, Any], known: Mapping[str, Faq]) -> list[Faq]:
    """What the assistant took it for, while it still listened."""
    by_intent = {faq.intent: faq for faq in known.values() if faq.intent}
    sure = [guess for guess in understood.get("intent_ranking") or [] if (guess.get("confidence") or 0) >= LEAST_CONFIDENCE]
    found = [known.get(guess.get("faq") or "") or by_intent.get(guess.get("name")) for guess in sure]
    return list({faq.id: faq for faq in found if faq is not None}.values())


def _alike(text: str, known: Mapping[str, Faq]) -> list[Faq]:
    """Agents' conversations are not understood by the assistant, so the letters must do."""
    groups = _groups(text)
    likeness = {faq.id: max((_share(groups, _groups(asked)) for asked in _asked(faq)), default=0.0) for faq in known.values()}
    best = sorted((id_ for id_, share in likeness.items() if share >= LEAST_LIKENESS), key=lambda id_: -likeness[id_])
    return [known[id_] for id_ in best]


def _asked(faq: Faq) -> list[str]:
    return [*faq.title.values(), *(text for texts in faq.questions.values() for text in texts)]


def _share(groups: frozenset[str], others: frozenset[str]) -> float:
    return len(groups & others) / len(groups | others) if groups and others else 0.0


@lru_cache(maxsize=50_000)
def _groups(text: str) -> frozenset[str]:
    spaced = f" {normal_question(text)} "
    return frozenset(spaced[start : start + GROUP] for start in range(len(spaced) - GROUP + 1))
