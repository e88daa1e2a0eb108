"""Agents: the humans at the desk, what each may do, and their sign-ins."""

from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.support.topic import Topic
from bot.tables import Base, new_id

# A working day and a little more.
SESSION_LENGTH = timedelta(hours=12)
# Who has given the password has this long to give the code, too.
CODE_LENGTH = timedelta(minutes=5)
# Who was seen this long ago or less is at the desk.
PRESENT = timedelta(minutes=5)
# An open page is noted no more often than this.
NOTED_EVERY = timedelta(minutes=1)


class Right(Enum):
    """What not everybody at the desk may do; conversations and the own account are everybody's."""

    WRITE_QUESTIONS = "write_questions"
    TRAIN = "train"
    READ_REPORTS = "read_reports"
    READ_AUDIT = "read_audit"
    MANAGE_TEAM = "manage_team"
    MANAGE_CHANNELS = "manage_channels"


class Role(Enum):
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"

    def may(self, right: Right) -> bool:
        return right in RIGHTS[self]


RIGHTS = {
    Role.AGENT: frozenset[Right](),
    Role.SUPERVISOR: frozenset(Right) - {Right.MANAGE_TEAM, Right.MANAGE_CHANNELS},
    Role.ADMINISTRATOR: frozenset(Right),
}


class Agent(Base):
    __tablename__ = "agents"

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]
    added_at: Mapped[datetime]
    role: Mapped[Role] = mapped_column(default=Role.AGENT)
    # Of those who left, what they did stays.
    left_at: Mapped[datetime | None]
    # Shared with the agent's telephone; empty without a second factor.
    totp_secret: Mapped[str | None]
    # The period of the last code that was accepted: each is good for one sign-in.
    totp_period: Mapped[int | None]
    # Set by hand: the agent takes no conversations until they are back.
    away_since: Mapped[datetime | None]
    # What the agent is best at, as codes of LANGUAGES and values of Topic; none means whatever comes.
    languages: Mapped[list[str]] = mapped_column(default=list)
    topics: Mapped[list[str]] = mapped_column(default=list)
    # How the agent wants to be called to the desk while they look elsewhere.
    has_sound: Mapped[bool] = mapped_column(default=True)
    has_notifications: Mapped[bool] = mapped_column(default=False)
    # Whether one letter alone does something; those who speak to their computer, or hit keys unawares, want none.
    has_single_keys: Mapped[bool] = mapped_column(default=True)

    @property
    def has_second_factor(self) -> bool:
        return self.totp_secret is not None

    @property
    def has_skills(self) -> bool:
        return bool(self.languages or self.topics)

    @property
    def is_in_charge(self) -> bool:
        """Whether they look after customers of others, too."""
        return self.role is not Role.AGENT

    def may(self, right: Right) -> bool:
        return self.role.may(right)

    def be_called(self, by_sound: bool, by_notifications: bool) -> None:
        self.has_sound, self.has_notifications = by_sound, by_notifications

    def is_skilled_in(self, language: str, topic: Topic | None) -> bool:
        """Whether a conversation in the language, about the topic, is for this agent rather than for others."""
        speaks = not self.languages or language in self.languages
        return speaks and (not self.topics or topic is None or topic.value in self.topics)


class AgentSession(Base):
    __tablename__ = "agent_sessions"

    token_digest: Mapped[str] = mapped_column(primary_key=True)
    agent_id: Mapped[str] = mapped_column(ForeignKey("agents.id"), index=True)
    csrf_token: Mapped[str]
    expires_at: Mapped[datetime]
    # When a page of the console was last open.
    seen_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]
    # Where it was opened: the network address, and what the browser said of itself.
    address: Mapped[str | None]
    browser: Mapped[str | None]
    # The password was right, the code is still to come: until then it opens nothing.
    awaits_code: Mapped[bool] = mapped_column(default=False)
    agent: Mapped[Agent] = relationship()

    def be_seen(self, now: datetime) -> None:
        if self.seen_at is None or now - self.seen_at >= NOTED_EVERY:
            self.seen_at = now

    def is_valid(self, now: datetime) -> bool:
        return now < self.expires_at and not self.awaits_code and self.agent.left_at is None

    def is_waiting_for_code(self, now: datetime) -> bool:
        return now < self.expires_at and self.awaits_code and self.agent.left_at is None


class FailedSignIn(Base):
    """Counted, so that nobody can guess their way in."""

    __tablename__ = "failed_sign_ins"
    __table_args__ = (Index("ix_failed_sign_ins_name_at", "name", "at"), Index("ix_failed_sign_ins_address_at", "address", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    # As it was typed, be there such an agent or not.
    name: Mapped[str]
    address: Mapped[str]
    at: Mapped[datetime]
