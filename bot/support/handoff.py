"""Handing a conversation to a human."""

from dataclasses import replace
from datetime import datetime
from enum import Enum, IntEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.support.conversation import Conversation
from bot.support.packet import Mood, NextStep, Packet, PacketJson
from bot.support.topic import Topic
from bot.tables import Base, new_id


class Priority(IntEnum):
    """Who is helped first: the lowest."""

    URGENT = 1
    HIGH = 2
    NORMAL = 3


class HandoffReason(Enum):
    ASKED_FOR_HUMAN = "asked_for_human"
    # For somebody who may decide: a manager, a supervisor.
    ASKED_FOR_MANAGER = "asked_for_manager"
    # Somebody may get hurt, or did.
    SAFETY = "safety"
    DISTRESS = "distress"
    ANGER = "anger"
    LEGAL_THREAT = "legal_threat"
    NOT_UNDERSTOOD = "not_understood"
    NOT_COVERED = "not_covered"
    IDENTITY_NOT_PROVED = "identity_not_proved"
    ASSISTANT_FAILED = "assistant_failed"
    TAKEN_OVER = "taken_over"
    # A message could not be brought to the customer, however often it was tried.
    NOT_DELIVERED = "not_delivered"
    # The time has come for what was promised; it has passed.
    PROMISE_DUE = "promise_due"
    PROMISE_BROKEN = "promise_broken"

    @property
    def priority(self) -> Priority:
        return PRIORITIES.get(self, Priority.NORMAL)


class CloseReason(Enum):
    """How an agent closed a conversation."""

    SETTLED = "settled"
    # The customer did not answer any more.
    NO_ANSWER = "no_answer"
    # Somebody else goes on with it, outside of this conversation.
    PASSED_ON = "passed_on"
    # Advertising, abuse, the wrong shop.
    NOT_FOR_US = "not_for_us"


PRIORITIES = {
    HandoffReason.SAFETY: Priority.URGENT,
    HandoffReason.DISTRESS: Priority.URGENT,
    HandoffReason.ANGER: Priority.HIGH,
    HandoffReason.LEGAL_THREAT: Priority.HIGH,
    HandoffReason.ASKED_FOR_MANAGER: Priority.HIGH,
    HandoffReason.PROMISE_BROKEN: Priority.HIGH,
}
# Stays that have not ended.
OPEN = text("ended_at IS NULL")
# For what was promised by then, and is still to be done.
PROMISES_DUE = frozenset({HandoffReason.PROMISE_DUE, HandoffReason.PROMISE_BROKEN})
# What an agent does first, where the reason alone says so.
FIRST_STEPS = {
    HandoffReason.SAFETY: NextStep.MAKE_SAFE,
    HandoffReason.DISTRESS: NextStep.COMFORT,
    HandoffReason.ANGER: NextStep.APOLOGISE,
    HandoffReason.LEGAL_THREAT: NextStep.LEAVE_TO_LAWYERS,
    HandoffReason.ASKED_FOR_MANAGER: NextStep.SAY_WHO_DECIDES,
    HandoffReason.IDENTITY_NOT_PROVED: NextStep.PROVE_IDENTITY,
    HandoffReason.NOT_DELIVERED: NextStep.REACH_OTHERWISE,
    HandoffReason.PROMISE_DUE: NextStep.KEEP_PROMISE,
    HandoffReason.PROMISE_BROKEN: NextStep.KEEP_PROMISE,
    HandoffReason.ASSISTANT_FAILED: NextStep.ANSWER_LAST_MESSAGE,
}


def next_step(reason: HandoffReason, packet: Packet) -> NextStep | None:
    """What to do first; None where the agent came unasked, and knows."""
    if reason is HandoffReason.TAKEN_OVER:
        return None
    if (step := FIRST_STEPS.get(reason)) is not None:
        return step
    refused = {one.intent for one in packet.refused}
    if any(wish.intent not in refused for wish in packet.wishes):
        return NextStep.SETTLE
    if refused:
        return NextStep.DECIDE_ON_EXCEPTION
    return NextStep.ASK_WHAT_IS_WANTED


class Handoff(Base):
    """One stay of a conversation with the humans, from the queue to the end."""

    __tablename__ = "handoffs"
    __table_args__ = (
        Index("ix_handoffs_conversation_id_ended_at", "conversation_id", "ended_at"),
        Index("uq_handoffs_ticket", "ticket", unique=True),
        # Few of many, looked at whenever anything happens.
        Index("ix_handoffs_open", "conversation_id", sqlite_where=OPEN, postgresql_where=OPEN),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    reason: Mapped[HandoffReason]
    requested_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    agent_id: Mapped[str | None] = mapped_column(ForeignKey("agents.id"))
    ended_at: Mapped[datetime | None]
    # None where it was handed back, or has not ended.
    close_reason: Mapped[CloseReason | None]
    # When an agent left it unfinished, and it went back into the queue.
    returned_at: Mapped[datetime | None]
    # When a colleague gave it to the agent who has it.
    given_at: Mapped[datetime | None]
    # When a human first said something to the customer.
    answered_at: Mapped[datetime | None]
    # Since when the agent who has it owes the customer a word; never from before the agent took it.
    owed_since: Mapped[datetime | None]
    # None for those of before packets were made.
    packet: Mapped[Packet | None] = mapped_column(PacketJson)
    # The number that the customer was given, of a handoff when nobody was at the desk: a ticket.
    ticket: Mapped[str | None]
    # Where a ticket may be answered besides the chat.
    email: Mapped[str | None]
    conversation: Mapped[Conversation] = relationship()

    @property
    def priority(self) -> Priority:
        """By its reason; who was left once already is not left behind those who come new."""
        return min(self.reason.priority, Priority.HIGH) if self.returned_at else self.reason.priority

    @property
    def waiting_since(self) -> datetime:
        return self.returned_at or self.requested_at

    @property
    def topic(self) -> Topic | None:
        return self.packet.topic if self.packet else None

    def press(self, reason: HandoffReason) -> None:
        """A more pressing reason has come up meanwhile; a less pressing one changes nothing."""
        if reason.priority >= self.reason.priority:
            return
        self.reason = reason
        if self.packet is not None:
            self.packet = replace(self.packet, mood=Mood.UPSET, next_step=next_step(reason, self.packet))

    @property
    def is_called_for(self) -> bool:
        """Whether the customer waits for a human: not where an agent came unasked."""
        return self.reason is not HandoffReason.TAKEN_OVER

    @property
    def unanswered_since(self) -> datetime | None:
        """Since when the customer waits for a human's word, in the queue or with an agent; None where nobody owes one."""
        return self.waiting_since if self.claimed_at is None else self.owed_since

    def be_taken(self, agent_id: str, now: datetime, is_owed: bool = True) -> None:
        """What the customer has waited for until now, the agent owes from now on."""
        self.agent_id, self.claimed_at, self.given_at = agent_id, now, None
        self.owed_since = now if is_owed else None

    def be_given(self, agent_id: str, now: datetime) -> None:
        """From one agent to another, with what is owed."""
        self.be_taken(agent_id, now, is_owed=self.owed_since is not None)
        self.given_at = now

    def be_written_to(self, now: datetime) -> None:
        """By the customer: the agent who has it owes a word, if none is owed already."""
        if self.claimed_at is not None:
            self.owed_since = self.owed_since or now

    def be_answered(self, now: datetime) -> None:
        """By an agent, where the customer can read it."""
        self.answered_at, self.owed_since = self.answered_at or now, None

    def go_back(self, now: datetime) -> None:
        """Into the queue, for anybody."""
        self.agent_id, self.claimed_at, self.owed_since, self.returned_at = None, None, None, now

    @property
    def is_waiting_ticket(self) -> bool:
        return self.ticket is not None and self.claimed_at is None
