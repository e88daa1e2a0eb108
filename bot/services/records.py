"""The record of who asked for what, when: written by every service that changes the store."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.shop.record import Record


def record(
    db: Session, action: str, customer_id: str, order_number: str | None, key: str, now: datetime, details: dict[str, Any]
) -> None:
    """Note that the customer's message `key` did this."""
    actor = _actor(customer_id)
    db.add(Record(at=now, actor=actor, action=action, order_number=order_number, message_id=key, details=details))


def record_of_agent(
    db: Session, action: str, agent_id: str, order_number: str | None, now: datetime, details: dict[str, Any]
) -> None:
    """Note that an agent did this, without a message that asked for it."""
    db.add(Record(at=now, actor=f"agent:{agent_id}", action=action, order_number=order_number, message_id=None, details=details))


def was_done(db: Session, action: str, customer_id: str, order_number: str | None, key: str) -> bool:
    """Whether this message did it already: a turn that runs twice writes once."""
    same = (Record.action == action, Record.actor == _actor(customer_id), Record.message_id == key)
    of_order = Record.order_number.is_(None) if order_number is None else Record.order_number == order_number
    return db.scalar(select(Record.id).where(*same, of_order).limit(1)) is not None


def _actor(customer_id: str) -> str:
    return f"customer:{customer_id}"
