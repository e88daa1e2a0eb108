"""Replies that suit what the customer wrote last, in their language: the nearest frequent questions, and what agents answered
before to others who wrote much the same."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.earlier_answers import earlier_answers
from bot.services.knowledge import entries
from bot.services.likeness import letter_groups, likeness
from bot.support.conversation import Conversation
from bot.support.faq import Faq
from bot.support.message import Message, Sender

MOST, MOST_EARLIER = 3, 2
# What the assistant was less sure of is no suggestion.
LEAST_CONFIDENCE = 0.2
# Shares of letter groups in common, where 1 is the same; less is chance.
LEAST_LIKENESS = 0.3
# Of an earlier answer, which has no title.
TITLE_CHARS = 60


@dataclass(frozen=True)
class Suggestion:
    title: str
    text: str
    # Whether an agent wrote it, to somebody else.
    is_earlier: bool = False


def suggested_replies(db: Session, conversation: Conversation) -> list[Suggestion]:
    """Frequent questions first, of both kinds the best first; none where nothing comes near."""
    said = (Message.conversation_id == conversation.id, Message.sender == Sender.CUSTOMER)
    last = db.scalar(select(Message).where(*said).order_by(Message.seq.desc()).limit(1))
    if last is None:
        return []
    known = entries(db)
    found = _understood(last.understood or {}, known) or _alike(last.text, known)
    language = conversation.language
    suggested = [Suggestion(faq.title_in(language), faq.answer_in(language)) for faq in found[:MOST]]
    earlier = [text for text in earlier_answers(db, conversation, last.text) if text not in {one.text for one in suggested}]
    return suggested + [Suggestion(_title(text), text, is_earlier=True) for text in earlier[:MOST_EARLIER]]


def _title(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= TITLE_CHARS else f"{line[:TITLE_CHARS].rstrip()} …"


def _understood(understood: Mapping[str, Any], known: Mapping[str, Faq]) -> list[Faq]:
    """What the assistant took it for, while it still listened."""
    by_intent = {faq.intent: faq for faq in known.values() if faq.intent}
    sure = [guess for guess in understood.get("intent_ranking") or [] if (guess.get("confidence") or 0) >= LEAST_CONFIDENCE]
    found = [known.get(guess.get("faq") or "") or by_intent.get(guess.get("name")) for guess in sure]
    return list({faq.id: faq for faq in found if faq is not None}.values())


def _alike(text: str, known: Mapping[str, Faq]) -> list[Faq]:
    """Agents' conversations are not understood by the assistant, so the letters must do."""
    groups = letter_groups(text)
    shares = {
        faq.id: max((likeness(groups, letter_groups(asked)) for asked in _asked(faq)), default=0.0) for faq in known.values()
    }
    best = sorted((id_ for id_, share in shares.items() if share >= LEAST_LIKENESS), key=lambda id_: -shares[id_])
    return [known[id_] for id_ in best]


def _asked(faq: Faq) -> list[str]:
    return [*faq.title.values(), *(text for texts in faq.questions.values() for text in texts)]
