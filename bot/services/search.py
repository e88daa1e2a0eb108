"""Search over everything: what was said, who said it, and the orders, tickets and addresses it was about."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, or_, select
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
    """Each way to name one is a question of its own: together they would be asked of every conversation there is."""
    customers = select(Customer.id).where(_is_customer(query, db.get_bind().dialect.name == "sqlite"))
    of_order = select(Order.customer_id).where(Order.normal_number == normal_order_number(query))
    of_ticket = select(Handoff.conversation_id).where(Handoff.ticket == query.upper())
    whose = (
        Conversation.customer_id.in_(customers),
        Conversation.customer_id.in_(of_order),
        Conversation.id.in_(of_ticket),
        Conversation.id == query,
    )
    newest = Conversation.last_message_at.desc()
    ids = {one for named in whose for one in db.scalars(select(Conversation.id).where(named).order_by(newest).limit(MAX_NAMED))}
    conversations = _whole(Conversation.id.in_(ids)).order_by(newest).limit(MAX_NAMED)
    return [Found(conversation, None) for conversation in db.scalars(conversations)]


def _is_customer(query: str, is_sqlite: bool) -> ColumnElement[bool]:
    """By e-mail or telephone whole, or by the beginnings of first and last name."""
    by_contact = or_(Customer.email == normal_email(query), Customer.phone == query)
    words = [word for word in query.split() if len(word) >= SHORTEST_NAME and word.isalpha()]
    if not words or len(words) < len(query.split()):
        return by_contact
    begins = [(_forms(word, is_sqlite), (Customer.first_name, Customer.last_name)) for word in words]
    return or_(by_contact, and_(*(or_(*(name.like(f"{form}%") for form in forms for name in names)) for forms, names in begins)))


def _forms(word: str, is_sqlite: bool) -> set[str]:
    """As names are written. SQLite sees no case, but in Latin letters alone."""
    return {word} if is_sqlite and word.isascii() else {word, word.lower(), word.capitalize(), word.upper()}


def _newest_of_each(db: Session, sequence: Sequence[int], known: set[str]) -> list[Found]:
    messages = db.scalars(select(Message).where(Message.seq.in_(sequence)).order_by(Message.seq.desc()))
    newest: dict[str, Message] = {}
    for message in messages:
        if message.conversation_id not in known:
            newest.setdefault(message.conversation_id, message)
    by_id = {conversation.id: conversation for conversation in db.scalars(_whole(Conversation.id.in_(newest)))}
    return [Found(by_id[conversation_id], message) for conversation_id, message in newest.items()]


def _whole(which: ColumnElement[bool]) -> Select[tuple[Conversation]]:
    """With the customers and agents."""
    people = (joinedload(Conversation.customer), joinedload(Conversation.agent))
    return select(Conversation).options(*people).where(which)
