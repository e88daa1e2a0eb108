"""Follow-ups: what the customer hears from us by themselves, at the time that was promised."""

from datetime import datetime
from enum import Enum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base, new_id


class FollowUpKind(Enum):
    # The time of a call begins; it is over.
    CALL = "call"
    CALL_MISSED = "call_missed"
    # The day on which the shop answers has come; it is over.
    COMPLAINT = "complaint"
    COMPLAINT_LATE = "complaint_late"
    REPORT = "report"
    REPORT_LATE = "report_late"
    # The day is over by which an order was to arrive.
    DELIVERY = "delivery"
    # The day is over by which money was to be back with the customer.
    REFUND = "refund"


class FollowUpState(Enum):
    DUE = "due"
    TOLD = "told"
    # It was settled before.
    NOT_NEEDED = "not_needed"
    # The customer wants to hear nothing more.
    SILENCED = "silenced"
    # No channel of the customer's takes it.
    NOT_REACHED = "not_reached"


class FollowUp(Base):
    __tablename__ = "follow_ups"
    __table_args__ = (
        # The same promise, made twice, is followed up once.
        UniqueConstraint("kind", "about", "promised_for"),
        Index("ix_follow_ups_state_due_at", "state", "due_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    kind: Mapped[FollowUpKind]
    # The id of the call or of the refund, the number of the complaint, of the report or of the order.
    about: Mapped[str]
    # Where it was promised; None where only the customer is known.
    conversation_id: Mapped[str | None] = mapped_column(ForeignKey("conversations.id"), index=True)
    # None while nobody knows who they are.
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"), index=True)
    promised_for: Mapped[datetime]
    # Later than promised where nobody should be written to then.
    due_at: Mapped[datetime]
    state: Mapped[FollowUpState] = mapped_column(default=FollowUpState.DUE)
    done_at: Mapped[datetime | None]
    # What was said.
    message_id: Mapped[str | None] = mapped_column(ForeignKey("messages.id"), index=True)

    def postpone(self, until: datetime) -> None:
        self.state, self.done_at, self.due_at = FollowUpState.DUE, None, until


class Silence(Base):
    """A customer said stop: from then on we write only when they write; on any channel, once it is known who they are."""

    __tablename__ = "silences"

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    since: Mapped[datetime]
