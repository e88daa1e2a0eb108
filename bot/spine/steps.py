"""The steps of a turn, each in a transaction of its own. They wait for the database, and are called in threads."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.engine.assistant import Assistant, TurnInput
from bot.services import handoffs, identity, inbox, turns
from bot.services.inbox import Inbound, Receipt
from bot.services.turns import Turn
from bot.shop.office_hours import ALWAYS, OfficeHours
from bot.spine.clock import Clock
from bot.spine.transactions import OpenTransactions
from bot.store.database import Database
from bot.support.button import Button
from bot.support.conversation import Conversation
from bot.support.handoff import Handoff, HandoffReason
from bot.support.message import Message
from bot.support.reply import Reply
from bot.tables import new_id


class HopelessMessageError(RuntimeError):
    """The message ended so many turns that a human shall see it."""


class LostTurnError(RuntimeError):
    """A human was faster, or the lease is gone: all of the turn is undone with its transaction."""


@dataclass(frozen=True)
class Ended:
    """What a turn stored."""

    message: Message
    replies: list[Message]
    # As the turn left it.
    conversation: Conversation
    # The holder of the turn that was begun for the conversation's next unanswered message, in the same transaction.
    next_holder: str | None


class TurnSteps:
    def __init__(
        self, database: Database, assistant: Assistant, lease: timedelta, clock: Clock, hours: OfficeHours = ALWAYS
    ) -> None:
        self._database = database
        self._hours = hours
        self._assistant = assistant
        self._lease = lease
        self._clock = clock
        self.answering = OpenTransactions(database)

    def receive(self, inbound: Inbound, holder: str) -> tuple[Receipt, bool]:
        """Store the message; whether its conversation's turn was begun with it."""
        now = self._clock()
        with self._database.session() as db:
            receipt = inbox.receive(db, inbound, now)
            begun = receipt.is_new and turns.begin_turn(db, inbound.conversation_id, holder, self._lease, now)
            return receipt, begun

    def begin(self, conversation_id: str, holder: str) -> bool:
        with self._database.session() as db:
            return turns.begin_turn(db, conversation_id, holder, self._lease, self._clock())

    def tidy(self) -> None:
        """Forget what counts no more."""
        with self._database.session() as db:
            identity.forget_failed_proofs(db, self._clock())

    def owed(self) -> list[str]:
        """Conversations whose next answer nobody is working on."""
        with self._database.session() as db:
            return turns.conversations_owed_an_answer(db, self._clock())

    def replies_if_handled(self, message_id: str) -> list[Message] | None:
        with self._database.session() as db:
            return turns.replies_to(db, message_id) if turns.is_handled(db, message_id) else None

    def answer(self, conversation_id: str, holder: str, awaited: str | None, runner: asyncio.Runner) -> Ended | None:
        """Have the begun turn's message answered; None where nothing was to be answered, or the turn was lost.

        `awaited` is the id of the message whose replies the caller brings to the customer. Raises what the assistant
        raises, HopelessMessageError, and CutError where the turn was abandoned meanwhile.
        """
        try:
            with self.answering.of(holder) as db:
                turn = turns.current_turn(db, conversation_id, holder, self._clock())
                if turn is None:
                    return None
                if turn.is_hopeless:
                    raise HopelessMessageError(turn.message.id)
                answer = runner.run(self._assistant.answer(db, self._input(db, turn)))
                return self._end(db, turn, answer.replies, answer.understood, awaited)
        except LostTurnError:
            return None

    def apologise(self, conversation_id: str, holder: str, awaited: str | None) -> Ended | None:
        """Say that the assistant failed, and call a human or leave a ticket; None where the turn was lost."""
        now = self._clock()
        try:
            with self._database.session() as db:
                turn = turns.current_turn(db, conversation_id, holder, now)
                if turn is None:
                    return None
                is_open = self._hours.is_open(now)
                handoff = handoffs.hand_off(db, conversation_id, HandoffReason.ASSISTANT_FAILED, now, is_desk_open=is_open)
                return self._end(db, turn, self._apology(turn.conversation.language, handoff, now), None, awaited)
        except LostTurnError:
            return None

    def _apology(self, language: str, handoff: Handoff, now: datetime) -> list[Reply]:
        sorry = self._assistant.say("utter_engine_failed", language)
        if self._hours.is_open(now) or handoff.ticket is None:
            return [sorry]
        back_at = self._hours.opens_next(now)
        return [sorry, self._assistant.say("utter_handoff_ticket", language, ticket=handoff.ticket, back_at=back_at)]

    def _end(
        self, db: Session, turn: Turn, replies: Sequence[Reply], understood: dict[str, object] | None, awaited: str | None
    ) -> Ended:
        now = self._clock()
        stored = turns.end_turn(db, turn, replies, understood, now, is_awaited=turn.message.id == awaited)
        if stored is None:
            raise LostTurnError(turn.message.id)
        holder = new_id()
        begun = turns.begin_turn(db, turn.conversation.id, holder, self._lease, now)
        return Ended(turn.message, stored, turn.conversation, holder if begun else None)

    def _input(self, db: Session, turn: Turn) -> TurnInput:
        token = turn.message.button_token
        button = db.get(Button, token) if token else None
        return TurnInput(
            conversation_id=turn.conversation.id,
            message_id=turn.message.id,
            text=turn.message.text,
            button=button.payload if button else None,
            language=turn.conversation.language,
            now=self._clock(),
        )
