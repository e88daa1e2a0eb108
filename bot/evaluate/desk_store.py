"""A store as full as a busy shop's: conversations by the thousand, in words that customers really use."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.evaluate.held_out import held_out, languages
from bot.shop.customer import Customer
from bot.shop.order import Order, OrderStatus, normal_order_number
from bot.shop.order_line import OrderLine
from bot.store.database import Database
from bot.support.agent import Agent, Role
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import Handoff, HandoffReason
from bot.support.message import Message, Sender
from bot.tables import new_id

# However much is stored, no more than so many are open at the desk: two of three with an agent, the others in the queue.
OPEN = 300
# Of a smaller store, its share.
OPEN_SHARE = 0.03
# Of those that are not open, these have been with an agent, and the assistant still has these.
WERE_WITH_AGENTS, ARE_WITH_ASSISTANT = 0.2, 0.4
AT_ONCE = 500
PERIOD = timedelta(days=90)
FIRST_NAMES = ("Kim", "Anna", "Maria", "Aigerim", "Narek", "Kadri", "Jun", "Olga", "Tomas", "Grace")
ADDRESS = {
    "address_line1": "1 Harbour Street",
    "address_line2": "",
    "city": "Tallinn",
    "region": "",
    "postcode": "10111",
    "country": "Estonia",
}
LETTERS = "abcdefghij"
SEED = 7


def fill(database: Database, conversations: int, messages_each: int, now: datetime) -> Agent:
    """Store so many conversations, each of a customer with an order; returns the agent who has some of them."""
    # The same store every time; nothing is kept secret by it.
    chance = random.Random(SEED)  # noqa: S311
    texts = [example.text for example in held_out(languages())]
    share = min(OPEN_SHARE, OPEN / conversations)
    with database.session() as db:
        agent = Agent(name="Desk", password_hash="unusable", added_at=now, role=Role.ADMINISTRATOR)  # noqa: S106
        db.add(agent)
        db.flush()
        for first in range(0, conversations, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, conversations))
            rows = [_conversation(number, agent, _owner(share, chance), chance, now) for number in numbers]
            _store(db, rows, [message for row in rows for message in _messages(row, texts, messages_each, chance)])
            db.add_all(_handoff(row, agent) for row in rows if _was_called(row, chance))
            db.flush()
    return agent


def last_name(number: int) -> str:
    """Of letters alone, and of nobody else."""
    return "Lee" + "".join(LETTERS[int(digit)] for digit in str(number))


def _owner(share: float, chance: random.Random) -> Owner:
    if chance.random() < share:
        return chance.choice([Owner.AGENT, Owner.AGENT, Owner.QUEUED])
    return Owner.BOT if chance.random() < ARE_WITH_ASSISTANT else Owner.CLOSED


def _conversation(number: int, agent: Agent, owner: Owner, chance: random.Random, now: datetime) -> dict[str, Any]:
    opened = now - PERIOD * chance.random()
    return {
        "number": number,
        "id": new_id(),
        "owner": owner,
        "agent_id": agent.id if owner is Owner.AGENT else None,
        "opened_at": opened,
        "last_message_at": opened + timedelta(minutes=10),
    }


def _store(db: Session, rows: list[dict[str, Any]], messages: list[dict[str, Any]]) -> None:
    shared = {"channel": "widget", "language": "en", "failed_proofs": 0, "proved_by": None}
    own = ("id", "owner", "agent_id", "opened_at", "last_message_at")
    talks = [{**shared, **{name: row[name] for name in own}, "customer_id": _customer(row)["id"]} for row in rows]
    db.execute(insert(Customer), [_customer(row) for row in rows])
    db.execute(insert(Conversation), talks)
    db.execute(insert(Message), messages)
    db.execute(insert(Order), [_order(row) for row in rows])
    db.execute(insert(OrderLine), [line for row in rows for line in _lines(row)])


def _customer(row: dict[str, Any]) -> dict[str, Any]:
    number = row["number"]
    first = FIRST_NAMES[number % len(FIRST_NAMES)]
    return {
        "id": f"customer-{number}",
        "first_name": first,
        "last_name": last_name(number),
        "email": f"{first.lower()}.lee{number}@example.com",
    }


def _order(row: dict[str, Any]) -> dict[str, Any]:
    number = f"W-{10_000 + row['number']}"
    return {
        "number": number,
        "normal_number": normal_order_number(number),
        "customer_id": _customer(row)["id"],
        "status": OrderStatus.DELIVERED,
        "placed_at": row["opened_at"] - timedelta(days=5),
        "delivered_at": row["opened_at"],
        **ADDRESS,
    }


def _lines(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for position, (sku, name, price) in enumerate((("LMP-1", "Desk Lamp", 3900), ("MUG-1", "Mug", 900))):
        yield {
            "order_number": f"W-{10_000 + row['number']}",
            "position": position,
            "sku": sku,
            "name": name,
            "options": {"colour": "white"},
            "quantity": 1,
            "price_amount": Decimal(price) / 100,
            "price_currency": "USD",
        }


def _was_called(row: dict[str, Any], chance: random.Random) -> bool:
    return row["owner"] in {Owner.QUEUED, Owner.AGENT} or chance.random() < WERE_WITH_AGENTS


def _handoff(row: dict[str, Any], agent: Agent) -> Handoff:
    """Those that an agent has are owed an answer; of what is not open, the agent made an end."""
    at, owner = row["last_message_at"], row["owner"]
    handoff = Handoff(conversation_id=row["id"], reason=HandoffReason.ASKED_FOR_HUMAN, requested_at=at)
    if owner is not Owner.QUEUED:
        handoff.be_taken(agent.id, at)
    if owner in {Owner.BOT, Owner.CLOSED}:
        handoff.be_answered(at)
        handoff.ended_at = at
    return handoff


def _messages(row: dict[str, Any], texts: list[str], each: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    for place in range(each):
        sender = Sender.CUSTOMER if place % 2 == 0 else Sender.ASSISTANT
        at = row["opened_at"] + timedelta(seconds=30 * place)
        text = f"{chance.choice(texts)} W-{10_000 + row['number']}" if place == 0 else chance.choice(texts)
        yield message_row(row["id"], sender, text, at)


def message_row(conversation_id: str, sender: Sender, text: str, at: datetime) -> dict[str, Any]:
    return {
        "id": new_id(),
        "conversation_id": conversation_id,
        "channel": "widget",
        "sender": sender,
        "is_note": False,
        "text": text,
        "buttons": [],
        "at": at,
        "handled_at": at,
        "attempts": 0,
    }
