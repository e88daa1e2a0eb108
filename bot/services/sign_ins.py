"""Signing in, with a second factor where the agent has one, and the sessions that this opens."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from functools import cache

from sqlalchemy import ColumnElement, and_, delete, func, or_, select
from sqlalchemy.orm import Session

from bot.services import audit
from bot.services.agents import hasher, matches, named, normal_name
from bot.services.second_factor import accepts
from bot.support.agent import CODE_LENGTH, SESSION_LENGTH, Agent, AgentSession, FailedSignIn
from bot.support.audit import Act
from bot.support.tokens import token_hash

# Failures of the last while that still count.
WINDOW = timedelta(minutes=15)
# One place gets few tries at one name, so that others cannot keep an agent out of the console by failing under their name.
MAX_PER_NAME_AND_ADDRESS = 5
MAX_PER_ADDRESS = 30
MAX_PER_NAME = 50
BROWSER_CHARS = 300


class Refusal(Enum):
    # An unknown name and a wrong password look alike and take as long.
    WRONG = "wrong"
    # Too many have failed; even the right password is not looked at.
    THROTTLED = "throttled"
    # The time for the code has run out, or there never was a password before it.
    TOO_LATE = "too_late"


@dataclass(frozen=True)
class Origin:
    """Where somebody signs in."""

    address: str = ""
    # What it says of itself: the header User-Agent.
    browser: str = ""


@dataclass(frozen=True)
class SignIn:
    session: AgentSession
    # For the cookie; stored as a digest only.
    token: str


NOWHERE = Origin()


def sign_in(db: Session, name: str, password: str, now: datetime, origin: Origin = NOWHERE) -> SignIn | Refusal:
    """A new session for the right password; with a second factor it opens nothing before the code."""
    if _is_throttled(db, name, origin, now):
        return Refusal.THROTTLED
    agent = named(db, name)
    is_right = matches(agent.password_hash if agent else _nobodys_hash(), password)
    if agent is None or not is_right or agent.left_at is not None:
        _note_failure(db, name, origin, now)
        return Refusal.WRONG
    if not agent.has_second_factor:
        _note_success(db, agent, origin, now)
    return _open_session(db, agent, origin, now)


def enter_code(db: Session, token: str, code: str, now: datetime) -> SignIn | Refusal:
    """The second step: from the code on the session opens the console, under a new token."""
    session = db.get(AgentSession, token_hash(token))
    if session is None or not session.is_waiting_for_code(now):
        return Refusal.TOO_LATE
    agent, origin = session.agent, Origin(session.address or "", session.browser or "")
    if _is_throttled(db, agent.name, origin, now):
        return Refusal.THROTTLED
    if not accepts(agent, code, now):
        _note_failure(db, agent.name, origin, now)
        return Refusal.WRONG
    db.delete(session)
    _note_success(db, agent, origin, now)
    return _open_session(db, agent, origin, now, has_code=True)


def awaits_code(db: Session, token: str, now: datetime) -> bool:
    session = db.get(AgentSession, token_hash(token))
    return session is not None and session.is_waiting_for_code(now)


def session_of(db: Session, token: str, now: datetime) -> AgentSession | None:
    """The valid session of this cookie, with its agent, who is noted to be at the desk."""
    session = db.get(AgentSession, token_hash(token))
    if session is None or not session.is_valid(now):
        return None
    session.be_seen(now)
    return session


def sign_out(db: Session, token: str, now: datetime) -> None:
    session = db.get(AgentSession, token_hash(token))
    if session is not None:
        audit.note(db, session.agent, Act.SIGNED_OUT, now)
        db.delete(session)
        db.flush()


def open_sessions(db: Session, agent_id: str, now: datetime) -> Sequence[AgentSession]:
    """Where the agent is signed in, the newest first."""
    of_agent = select(AgentSession).where(*_valid(now), AgentSession.agent_id == agent_id)
    return db.scalars(of_agent.order_by(AgentSession.expires_at.desc())).all()


def session_counts(db: Session, now: datetime) -> dict[str, int]:
    """How many sessions each agent has, by the agent's id."""
    counted = select(AgentSession.agent_id, func.count()).where(*_valid(now)).group_by(AgentSession.agent_id)
    return dict(db.execute(counted).tuples().all())


def end_sessions(db: Session, owner: Agent, by: Agent, now: datetime, only: str | None = None, but: str | None = None) -> int:
    """Sign the owner out: of one session, of all, or of all but one, by digest; returns of how many."""
    query = delete(AgentSession).where(AgentSession.agent_id == owner.id).returning(AgentSession.token_digest)
    if only is not None:
        query = query.where(AgentSession.token_digest == only)
    if but is not None:
        query = query.where(AgentSession.token_digest != but)
    ended = len(db.scalars(query).all())
    if ended:
        audit.note(db, by, Act.ENDED_SESSION, now, owner.name, sessions=ended)
    return ended


def _valid(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return AgentSession.expires_at > now, AgentSession.awaits_code.is_(False)


def _open_session(db: Session, agent: Agent, origin: Origin, now: datetime, has_code: bool = False) -> SignIn:
    awaits = agent.has_second_factor and not has_code
    token = secrets.token_urlsafe(32)
    session = AgentSession(
        token_digest=token_hash(token),
        agent_id=agent.id,
        csrf_token=secrets.token_urlsafe(32),
        expires_at=now + (CODE_LENGTH if awaits else SESSION_LENGTH),
        opened_at=now,
        address=origin.address,
        browser=origin.browser[:BROWSER_CHARS],
        awaits_code=awaits,
    )
    db.add(session)
    db.flush()
    return SignIn(session, token)


def _is_throttled(db: Session, name: str, origin: Origin, now: datetime) -> bool:
    by_name, by_address = FailedSignIn.name == normal_name(name), FailedSignIn.address == origin.address
    query = select(
        func.count().filter(by_name), func.count().filter(by_address), func.count().filter(and_(by_name, by_address))
    ).where(FailedSignIn.at > now - WINDOW, or_(by_name, by_address))
    of_name, of_address, of_both = db.execute(query).one()
    return bool(of_both >= MAX_PER_NAME_AND_ADDRESS or of_address >= MAX_PER_ADDRESS or of_name >= MAX_PER_NAME)


def _note_failure(db: Session, name: str, origin: Origin, now: datetime) -> None:
    db.execute(delete(FailedSignIn).where(FailedSignIn.at <= now - WINDOW))
    db.add(FailedSignIn(name=normal_name(name), address=origin.address, at=now))
    db.flush()


def _note_success(db: Session, agent: Agent, origin: Origin, now: datetime) -> None:
    """What was mistyped before counts no more."""
    db.execute(delete(FailedSignIn).where(FailedSignIn.name == normal_name(agent.name), FailedSignIn.address == origin.address))
    audit.note(db, agent, Act.SIGNED_IN, now, address=origin.address)


@cache
def _nobodys_hash() -> str:
    return hasher.hash(secrets.token_urlsafe())
