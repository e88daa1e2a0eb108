"""Agents' accounts: who is at the desk, with which role."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from bot.services import audit
from bot.support.agent import Agent, AgentSession, Role
from bot.support.audit import Act
from bot.support.message_text import storable

MIN_PASSWORD_CHARS = 10
NAME_CHARS = 60
# Of a password that the console makes, to be told to a new agent.
MADE_PASSWORD_BYTES = 12

# argon2id with the library's defaults, which follow RFC 9106.
hasher = PasswordHasher()


class NameTakenError(ValueError):
    """An agent of this name exists."""


class WeakPasswordError(ValueError):
    """The password is shorter than MIN_PASSWORD_CHARS."""


class TeamChange(Enum):
    DONE = "done"
    UNKNOWN = "unknown"
    # Somebody must be left who can give roles.
    LAST_ADMINISTRATOR = "last_administrator"


def add_agent(db: Session, name: str, password: str, now: datetime, role: Role = Role.AGENT) -> Agent:
    """Raises NameTakenError or WeakPasswordError."""
    if len(password) < MIN_PASSWORD_CHARS:
        raise WeakPasswordError
    if named(db, name) is not None:
        raise NameTakenError
    agent = Agent(name=normal_name(name), password_hash=hasher.hash(password), added_at=now, role=role)
    db.add(agent)
    db.flush()
    return agent


def invite(db: Session, name: str, role: Role, administrator: Agent, now: datetime) -> str:
    """Add an agent, and return the password that was made for them. Raises NameTakenError."""
    password = secrets.token_urlsafe(MADE_PASSWORD_BYTES)
    agent = add_agent(db, name, password, now, role)
    audit.note(db, administrator, Act.ADDED_AGENT, now, agent.name, role=role.value)
    return password


def team(db: Session) -> Sequence[Agent]:
    """Everybody who can sign in, by name."""
    return db.scalars(select(Agent).where(Agent.left_at.is_(None)).order_by(func.lower(Agent.name))).all()


def change_role(db: Session, agent_id: str, role: Role, administrator: Agent, now: datetime) -> TeamChange:
    agent = _member(db, agent_id)
    if agent is None:
        return TeamChange.UNKNOWN
    if role is not Role.ADMINISTRATOR and _is_last_administrator(db, agent):
        return TeamChange.LAST_ADMINISTRATOR
    if agent.role is not role:
        audit.note(db, administrator, Act.CHANGED_ROLE, now, agent.name, before=agent.role.value, role=role.value)
        agent.role = role
    return TeamChange.DONE


def let_go(db: Session, agent_id: str, administrator: Agent, now: datetime) -> TeamChange:
    """The agent can sign in no more, and is signed out everywhere; what they did stays theirs."""
    agent = _member(db, agent_id)
    if agent is None:
        return TeamChange.UNKNOWN
    if _is_last_administrator(db, agent):
        return TeamChange.LAST_ADMINISTRATOR
    agent.left_at = now
    db.execute(delete(AgentSession).where(AgentSession.agent_id == agent.id))
    audit.note(db, administrator, Act.LET_GO, now, agent.name)
    return TeamChange.DONE


def change_password(db: Session, agent: Agent, present: str, wanted: str, now: datetime) -> bool:
    """False where the present password is wrong. Raises WeakPasswordError."""
    if len(wanted) < MIN_PASSWORD_CHARS:
        raise WeakPasswordError
    if not matches(agent.password_hash, present):
        return False
    db.get_one(Agent, agent.id).password_hash = hasher.hash(wanted)
    audit.note(db, agent, Act.CHANGED_PASSWORD, now)
    return True


def named(db: Session, name: str) -> Agent | None:
    return db.scalar(select(Agent).where(Agent.name == normal_name(name)))


def normal_name(name: str) -> str:
    return storable(name)[:NAME_CHARS]


def matches(password_hash: str, password: str) -> bool:
    try:
        return hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


def _member(db: Session, agent_id: str) -> Agent | None:
    return db.scalar(select(Agent).where(Agent.id == agent_id, Agent.left_at.is_(None)))


def _is_last_administrator(db: Session, agent: Agent) -> bool:
    if agent.role is not Role.ADMINISTRATOR:
        return False
    # Locked, so that two administrators cannot both step down in the same instant.
    others = select(Agent.id).where(Agent.role == Role.ADMINISTRATOR, Agent.left_at.is_(None)).with_for_update()
    return len(db.scalars(others).all()) == 1
