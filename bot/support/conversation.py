"""One customer's talk, and who owns it."""

from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.shop.customer import Customer
from bot.support.agent import Agent
from bot.support.tokens import is_token_of
from bot.tables import Base, new_id


class Owner(Enum):
    """Who answers; changed by compare-and-set alone. The assistant is silent unless it is BOT."""

    BOT = "bot"
    QUEUED = "queued"
    AGENT = "agent"
    CLOSED = "closed"


# What the assistant writes, as ISO 639 names it: the folders of data/responses.
LANGUAGES = ("en", "ru", "kk", "hy", "et", "fil")

# An open page is noted no more often than this.
NOTED_EVERY = timedelta(minutes=1)


class Conversation(Base):
    __tablename__ = "conversations"
    __table_args__ = (
        # A list is read from its newest, however long it is.
        Index("ix_conversations_owner_last_message_at_id", "owner", "last_message_at", "id"),
        Index("ix_conversations_last_message_at_id", "last_message_at", "id"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    channel: Mapped[str]
    # Only channels whose customers hold a token of ours have one (the widget).
    token_digest: Mapped[str | None]
    # Changes when the customer writes another of ours, or asks for it.
    language: Mapped[str] = mapped_column(default="en")
    # IANA, as the customer's browser names it; None where nobody said.
    time_zone: Mapped[str | None]
    owner: Mapped[Owner] = mapped_column(default=Owner.BOT)
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"), index=True)
    # Set once the customer has proved who they are; one customer a conversation.
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"), index=True)
    proved_by: Mapped[str | None]
    failed_proofs: Mapped[int] = mapped_column(default=0)
    opened_at: Mapped[datetime]
    last_message_at: Mapped[datetime]
    # When the customer's page was last open while they waited for people, or talked with one.
    seen_at: Mapped[datetime | None]
    # One writer at a time: the process that answers holds the turn until it commits or the lease runs out.
    turn_holder: Mapped[str | None]
    turn_until: Mapped[datetime | None]
    customer: Mapped[Customer | None] = relationship()
    agent: Mapped[Agent | None] = relationship()

    def be_seen(self, now: datetime) -> None:
        """The customer's page is open; while the assistant answers at once it does not matter."""
        if self.owner in {Owner.QUEUED, Owner.AGENT} and (self.seen_at is None or now - self.seen_at >= NOTED_EVERY):
            self.seen_at = now

    def admits(self, token: str) -> bool:
        """Whether the token was issued for this conversation."""
        return is_token_of(self.token_digest, token)
