"""The record of who did what at the desk: written by every service that an agent asks for something."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.support.agent import Agent
from bot.support.audit import Act, AuditEntry

PAGE = 100


def note(db: Session, agent: Agent, act: Act, now: datetime, subject: str | None = None, **details: Any) -> None:
    """Write down what the agent has done."""
    db.add(AuditEntry(at=now, agent_id=agent.id, act=act, subject=subject, details=details))


def entries(db: Session, agent_id: str | None = None, act: Act | None = None, page: int = 0) -> list[AuditEntry]:
    """The newest first; one agent's or one kind alone, if named."""
    query = select(AuditEntry).options(joinedload(AuditEntry.agent)).order_by(AuditEntry.id.desc())
    if agent_id is not None:
        query = query.where(AuditEntry.agent_id == agent_id)
    if act is not None:
        query = query.where(AuditEntry.act == act)
    return list(db.scalars(query.limit(PAGE).offset(PAGE * page)))
