"""What agents answered before to customers who wrote much the same."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from bot.services.likeness import letter_groups, likeness
from bot.shop.customer import Customer
from bot.support.conversation import Conversation
from bot.support.file_kind import is_alone
from bot.support.handoff import Handoff
from bot.support.message import Message, Sender

# Conversations that agents had, the latest; what was answered long ago may hold no more.
RECENT = 100
# As much in common as two who ask the same have.
LEAST_LIKENESS = 0.4
# Shorter ones (one moment, please) answer nothing.
LEAST_CHARS = 20
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class _Answered:
    asked: str
    answer: str


def earlier_answers(db: Session, conversation: Conversation, asked: str) -> list[str]:
    """The one to the most similar question first, each once.

    What names its own customer, an order, an amount or an address was true for that one customer, and is left out.
    """
    groups = letter_groups(asked)
    found = sorted(
        ((likeness(groups, letter_groups(one.asked)), one.answer) for one in _answered(db, conversation)),
        key=lambda pair: -pair[0],
    )
    return list(dict.fromkeys(answer for share, answer in found if share >= LEAST_LIKENESS))


def _answered(db: Session, conversation: Conversation) -> Iterator[_Answered]:
    """In this language, in other conversations."""
    names = _recent(db, conversation)
    said = (
        select(Message.conversation_id, Message.sender, Message.text)
        .where(Message.conversation_id.in_(names), Message.is_note.is_(False), Message.sender != Sender.SYSTEM)
        .order_by(Message.conversation_id, Message.seq)
    )
    for (talk, asker, asked), (same, answerer, answer) in pairwise(db.execute(said).tuples()):
        is_answer = asker is Sender.CUSTOMER and answerer is Sender.AGENT and talk == same
        if is_answer and _is_for_anybody(answer, names[talk]):
            yield _Answered(asked, answer)


def _recent(db: Session, conversation: Conversation) -> dict[str, str]:
    """Conversations, with the names of their proved customers."""
    is_answered = exists().where(Handoff.conversation_id == Conversation.id, Handoff.answered_at.is_not(None))
    query = (
        select(Conversation.id, Customer)
        .outerjoin(Customer, Customer.id == Conversation.customer_id)
        .where(is_answered, Conversation.language == conversation.language, Conversation.id != conversation.id)
        .order_by(Conversation.last_message_at.desc())
        .limit(RECENT)
    )
    return {conversation_id: customer.name if customer else "" for conversation_id, customer in db.execute(query).tuples()}


def _is_for_anybody(answer: str, customer: str) -> bool:
    if len(answer) < LEAST_CHARS or is_alone(answer) or any(char.isdigit() or char == "@" for char in answer):
        return False
    return not _words(customer) & _words(answer)


def _words(text: str) -> set[str]:
    return set(WORD.findall(text.casefold()))
