"""Search over everything: what was said, who said it, and the orders, tickets and addresses it was about."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from bot.shop.customer import Customer, normal_email
from bot.shop.order import Order, normal_order_number
from bot.store.word_index import WordIndex, terms
from bot.support.conversation import Conversation
from bot.support.handoff import Handoff
from bot.support.message import Message
from bot.support.message_text import storable

QUERY_CHARS = 200
# Conversations of the customers, orders and tickets that are named.
MAX_NAMED = 30
# Messages looked at for a page: several may be of one conversation.
MESSAGES = 100
# Fewer letters begin too many names.
SHORTEST_NAME = 2


@dataclass(frozen=True)
class Found:
    conversation: Conversation
    # The newest message in which the words stand; None where the customer, an order or a ticket is what was looked for.
    message: Message | None


@dataclass(frozen=True)
class Results:
    rows: Sequence[Found]
    # Older messages may hold the words, too: to go on from here.
    before: int | None = None


def search(db: Session, query: str, before: int | None = None) -> Results:
    """Conversations by words, order number, ticket number, e-mail, telephone or name, the newest mention first.

    Who is named by customer, order or ticket comes before what was merely said, on the first page.
    """
    query = storable(query)[:QUERY_CHARS]
    if not terms(query):
        return Results([])
    named = _named(db, query) if before is None else []
    sequence = WordIndex(db).newest(query, MESSAGES, before)
    said = _newest_of_each(db, sequence, {found.conversation.id for found in named})
    return Results([*named, *said], sequence[-1] if len(sequence) == MESSAGES else None)


def _named(db: Session, query: str) -> list[Found]:
    customers = select(Customer.id).where(_is_customer(query))
    of_order = select(Order.customer_id).where(Order.normal_number == normal_order_number(query))
    of_ticket = select(Handoff.conversation_id).where(Handoff.ticket == query.upper())
    conversations = (
        select(Conversation)
        .options(joinedload(Conversation.customer), joinedload(Conversation.agent))
        .where(
            or_(
                Conversation.customer_id.in_(customers.union(of_order)),
                Conversation.id.in_(of_ticket),
                Conversation.id == query,
            )
        )
        .order_by(Conversation.last_message_at.desc())
        .limit(MAX_NAMED)
    )
    return [Found(conversation, None) for conversation in db.scalars(conversations)]


def _is_customer(query: str) -> ColumnElement[bool]:
    """By e-mail or telephone whole, or by the beginnings of first and last name."""
    by_contact = or_(Customer.email == normal_email(query), Customer.phone == query)
    words = [word for word in query.split() if len(word) >= SHORTEST_NAME and word.isalpha()]
    if not words or len(words) < len(query.split()):
        return by_contact
    return or_(by_contact, and_(*(or_(_begins(Customer.first_name, word), _begins(Customer.last_name, word)) for word in words)))


def _begins(name: ColumnElement[str] | object, word: str) -> ColumnElement[bool]:
    # SQLite knows case in Latin letters alone.
    column: ColumnElement[str] = name  # type: ignore[assignment]
    return or_(*(column.like(f"{form}%") for form in {word, word.lower(), word.capitalize(), word.upper()}))


def _newest_of_each(db: Session, sequence: Sequence[int], known: set[str]) -> list[Found]:
    messages = db.scalars(select(Message).where(Message.seq.in_(sequence)).order_by(Message.seq.desc()))
    newest: dict[str, Message] = {}
    for message in messages:
        if message.conversation_id not in known:
            newest.setdefault(message.conversation_id, message)
    conversations = db.scalars(
        select(Conversation)
        .options(joinedload(Conversation.customer), joinedload(Conversation.agent))
        .where(Conversation.id.in_(newest))
    )
    by_id = {conversation.id: conversation for conversation in conversations}
    return [Found(by_id[conversation_id], message) for conversation_id, message in newest.items()]
