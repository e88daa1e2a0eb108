"""A store as full as a busy shop's: conversations by the thousand, in words that customers really use."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.evaluate.held_out import held_out, languages
from bot.shop.customer import Customer
from bot.store.database import Database
from bot.support.agent import Agent, Role
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import Handoff, HandoffReason
from bot.support.message import Message, Sender
from bot.tables import new_id

# How conversations are spread: most are over, some are with somebody.
OWNERS = [Owner.CLOSED] * 60 + [Owner.BOT] * 37 + [Owner.AGENT] * 2 + [Owner.QUEUED]
AT_ONCE = 500
PERIOD = timedelta(days=90)
SEED = 7


def fill(database: Database, conversations: int, messages_each: int, now: datetime) -> Agent:
    """Store so many conversations of customers with orders' numbers and e-mails; returns the agent who has some of them."""
    # The same store every time; nothing is kept secret by it.
    chance = random.Random(SEED)  # noqa: S311
    texts = [example.text for example in held_out(languages())]
    with database.session() as db:
        agent = Agent(name="Desk", password_hash="unusable", added_at=now, role=Role.ADMINISTRATOR)  # noqa: S106
        db.add(agent)
        db.flush()
        for first in range(0, conversations, AT_ONCE):
            numbers = range(first, min(first + AT_ONCE, conversations))
            _store(db, [_conversation(number, agent, chance, now) for number in numbers], texts, messages_each, chance)
    return agent


def _conversation(number: int, agent: Agent, chance: random.Random, now: datetime) -> dict[str, Any]:
    owner = chance.choice(OWNERS)
    opened = now - PERIOD * chance.random()
    return {
        "number": number,
        "id": new_id(),
        "owner": owner,
        "agent_id": agent.id if owner is Owner.AGENT else None,
        "opened_at": opened,
        "last_message_at": opened + timedelta(minutes=10),
    }


def _store(db: Session, rows: list[dict[str, Any]], texts: list[str], each: int, chance: random.Random) -> None:
    customers = [
        {"id": f"customer-{row['number']}", "first_name": "Kim", "last_name": f"Lee{row['number']}", "email": _email(row)}
        for row in rows
    ]
    db.execute(insert(Customer), customers)
    shared = {"channel": "widget", "language": "en", "failed_proofs": 0, "proved_by": None}
    own = ("id", "owner", "agent_id", "opened_at", "last_message_at")
    db.execute(
        insert(Conversation),
        [{**shared, **{name: row[name] for name in own}, "customer_id": f"customer-{row['number']}"} for row in rows],
    )
    db.execute(insert(Message), [message for row in rows for message in _messages(row, texts, each, chance)])
    waiting = [row for row in rows if row["owner"] in {Owner.QUEUED, Owner.AGENT}]
    db.add_all(_handoff(row) for row in waiting)
    db.flush()


def _handoff(row: dict[str, Any]) -> Handoff:
    """Those that an agent has are owed an answer."""
    at = row["last_message_at"]
    taken = {"agent_id": row["agent_id"], "claimed_at": at, "owed_since": at} if row["agent_id"] else {}
    return Handoff(conversation_id=row["id"], reason=HandoffReason.ASKED_FOR_HUMAN, requested_at=at, **taken)


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


def _email(row: dict[str, Any]) -> str:
    return f"kim.lee{row['number']}@example.com"
