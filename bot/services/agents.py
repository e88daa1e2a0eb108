"""Agents' accounts and sign-ins."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.support.agent import SESSION_LENGTH, Agent, AgentSession
from bot.support.conversation import token_hash

MIN_PASSWORD_CHARS = 10

# argon2id with the library's defaults, which follow RFC 9106.
hasher = PasswordHasher()


class NameTakenError(ValueError):
    """An agent of this name exists."""


class WeakPasswordError(ValueError):
    """The password is shorter than MIN_PASSWORD_CHARS."""


@dataclass(frozen=True)
class SignIn:
    session: AgentSession
    # For the cookie; stored as a digest only.
    token: str


def add_agent(db: Session, name: str, password: str, now: datetime) -> Agent:
    """Raises NameTakenError or WeakPasswordError."""
    if len(password) < MIN_PASSWORD_CHARS:
        raise WeakPasswordError
    if _named(db, name) is not None:
        raise NameTakenError
    agent = Agent(name=name.strip(), password_hash=hasher.hash(password), added_at=now)
    db.add(agent)
    db.flush()
    return agent


def sign_in(db: Session, name: str, password: str, now: datetime) -> SignIn | None:
    """A new session, or None: an unknown name and a wrong password look alike and take as long."""
    agent = _named(db, name)
    if not _matches(agent.password_hash if agent else _nobodys_hash(), password) or agent is None:
        return None
    token = secrets.token_urlsafe(32)
    session = AgentSession(
        token_digest=token_hash(token), agent_id=agent.id, csrf_token=secrets.token_urlsafe(32), expires_at=now + SESSION_LENGTH
    )
    db.add(session)
    db.flush()
    return SignIn(session, token)


def session_of(db: Session, token: str, now: datetime) -> AgentSession | None:
    """The valid session of this cookie, with its agent, who is noted to be at the desk."""
    session = db.get(AgentSession, token_hash(token))
    if session is None or not session.is_valid(now):
        return None
    session.be_seen(now)
    return session


def sign_out(db: Session, token: str) -> None:
    session = db.get(AgentSession, token_hash(token))
    if session is not None:
        db.delete(session)
        db.flush()


def _named(db: Session, name: str) -> Agent | None:
    return db.scalar(select(Agent).where(Agent.name == name.strip()))


def _matches(password_hash: str, password: str) -> bool:
    try:
        return hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys_hash() -> str:
    return hasher.hash(secrets.token_urlsafe())
