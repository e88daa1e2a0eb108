"""A turn that fails, is late or is stuck loses nothing, undoes what it wrote, and keeps nobody out."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from bot.engine.assistant import TurnInput
from bot.services import turns
from bot.services.inbox import receive
from bot.shop.office_hours import OfficeHours
from bot.spine.clock import utc_now
from bot.spine.turns import TURN_THREADS, TurnTaker
from bot.store.database import CutError, Database
from bot.support.conversation import Owner
from bot.support.handoff import Handoff, HandoffReason
from tests.spine.stand_in import SORRY, Behaviour, StandIn, a_taker, a_talk, answers, said, stored, texts, until, writing, written

# A turn's limit: many times what a quick one takes, also on a machine that does other things meanwhile.
SOON = 1.5


@pytest.fixture
def let_go() -> Iterator[threading.Event]:
    """What a stuck turn waits for; set at the end, so that no thread outlives its test by much."""
    event = threading.Event()
    yield event
    event.set()


def failing(db: Session, turn: TurnInput) -> None:
    raise ValueError(f"cannot bear {turn.text!r}")


def stuck_on(event: threading.Event, *texts: str, after: Behaviour = lambda db, turn: None) -> Behaviour:
    """Writes what `after` writes, then comes back only when the event is set."""

    def behave(db: Session, turn: TurnInput) -> None:
        if turn.text in texts:
            after(db, turn)
            event.wait(20)

    return behave


def reason_of(database: Database, conversation_id: str) -> HandoffReason | None:
    with database.session() as db:
        return db.scalar(select(Handoff.reason).where(Handoff.conversation_id == conversation_id))


async def test_failing_assistant_is_admitted_and_a_human_is_called(
    database: Database, taker: TurnTaker, assistant: StandIn
) -> None:
    assistant.behaviour = failing
    talk = a_talk(database)

    taken = await taker.take(said(talk))

    assert texts(taken) == [SORRY]
    assert stored(database, talk).owner is Owner.QUEUED
    assert reason_of(database, talk) is HandoffReason.ASSISTANT_FAILED


async def test_out_of_office_hours_a_failure_becomes_a_ticket_and_the_assistant_goes_on(
    database: Database, assistant: StandIn
) -> None:
    assistant.behaviour = failing
    talk, tomorrow = a_talk(database), utc_now() + timedelta(days=1)
    taker = a_taker(database, assistant, hours=OfficeHours.of(f"{tomorrow:%a} 09:00-10:00", ZoneInfo("UTC")))

    taken = await taker.take(said(talk))

    assert texts(taken) == [SORRY, "utter_handoff_ticket"]
    assert stored(database, talk).owner is Owner.BOT
    with database.session() as db:
        assert db.scalars(select(Handoff)).one().is_waiting_ticket


async def test_log_names_the_conversation_and_repeats_nothing_a_customer_wrote(
    database: Database, taker: TurnTaker, assistant: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    assistant.behaviour = failing
    talk = a_talk(database)

    await taker.take(said(talk, "my secret"))

    assert talk in caplog.text
    assert "ValueError at test_failing_turns.py" in caplog.text
    assert "secret" not in caplog.text
    assert all(record.levelno >= logging.WARNING for record in caplog.records if record.name.startswith("bot"))


async def test_what_a_failed_turn_wrote_is_undone(database: Database, taker: TurnTaker, assistant: StandIn) -> None:
    def behave(db: Session, turn: TurnInput) -> None:
        writing(db, turn)
        failing(db, turn)

    assistant.behaviour = behave

    await taker.take(said(a_talk(database)))

    assert written(database) == []


async def test_late_answer_is_thrown_away(database: Database, assistant: StandIn, let_go: threading.Event) -> None:
    assistant.behaviour = stuck_on(let_go, "slow")
    taker = a_taker(database, assistant, limit=SOON)
    talk = a_talk(database)

    taken = await taker.take(said(talk, "slow"))
    let_go.set()
    await taker.take(said(a_talk(database), "another"))

    assert texts(taken) == [SORRY]
    assert answers(database, talk) == [SORRY]
    assert reason_of(database, talk) is HandoffReason.ASSISTANT_FAILED


async def test_stuck_turn_that_has_written_keeps_nobody_out(
    database: Database, assistant: StandIn, let_go: threading.Event
) -> None:
    assistant.behaviour = stuck_on(let_go, "slow", after=writing)
    taker = a_taker(database, assistant, limit=SOON)
    talk, other = a_talk(database), a_talk(database)

    taken = await taker.take(said(talk, "slow"))
    await taker.take(said(other, "another"))

    assert texts(taken) == [SORRY]
    assert answers(database, other) == ["echo another"]
    assert written(database) == []


async def test_stuck_turn_that_comes_back_writes_nothing(database: Database, assistant: StandIn, let_go: threading.Event) -> None:
    caught: list[Exception] = []

    def behave(db: Session, turn: TurnInput) -> None:
        writing(db, turn)
        let_go.wait(20)
        try:
            db.execute(select(1))
        except CutError as error:
            caught.append(error)
            raise

    assistant.behaviour = behave

    await a_taker(database, assistant, limit=SOON).take(said(a_talk(database)))
    let_go.set()
    await until(lambda: bool(caught))

    assert written(database) == []


async def test_stuck_turns_do_not_use_up_the_threads(database: Database, assistant: StandIn, let_go: threading.Event) -> None:
    assistant.behaviour = stuck_on(let_go, "slow")
    taker = a_taker(database, assistant, limit=SOON)
    await asyncio.gather(*(taker.take(said(a_talk(database), "slow")) for _ in range(TURN_THREADS + 1)))

    taken = await taker.take(said(a_talk(database), "quick"))

    assert texts(taken) == ["echo quick"]


async def test_message_that_ended_too_many_turns_goes_to_a_human(database: Database, assistant: StandIn) -> None:
    talk = a_talk(database)
    with database.session() as db:
        receive(db, said(talk), utc_now()).message.attempts = turns.MAX_ATTEMPTS

    await a_taker(database, assistant).answer_owed()

    assert assistant.seen == []
    assert answers(database, talk) == [SORRY]
    assert reason_of(database, talk) is HandoffReason.ASSISTANT_FAILED


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_database_that_cuts_the_turns_connection_loses_nothing(database: Database, assistant: StandIn) -> None:
    def cut_once(db: Session, turn: TurnInput) -> None:
        writing(db, turn)
        if len(assistant.seen) == 1:
            process = db.scalar(select(func.pg_backend_pid()))
            with database.session() as other:
                other.execute(text("SELECT pg_terminate_backend(:process)"), {"process": process})

    assistant.behaviour = cut_once

    taken = await a_taker(database, assistant).take(said(a_talk(database)))

    assert texts(taken) == ["echo hello"]
    assert written(database) == ["written for hello"]


# Only SQLite has one lock for all of the database.
@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_turn_waits_for_a_database_that_somebody_else_has_locked(database: Database, assistant: StandIn) -> None:
    taker = a_taker(database, assistant)
    talk = a_talk(database)
    with database.engine.connect() as other:
        other.exec_driver_sql("BEGIN IMMEDIATE")
        waiting = asyncio.create_task(taker.take(said(talk)))
        await asyncio.sleep(0.3)
        other.exec_driver_sql("ROLLBACK")

    assert texts(await waiting) == ["echo hello"]
