"""When a process ends, a turn that runs is stored as a whole or not at all, and what nobody answers is left to the next one."""

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.engine.assistant import TurnInput
from bot.services.inbox import receive
from bot.spine.clock import utc_now
from bot.spine.turns import TURN_THREADS, TurnTaker
from bot.store.database import Database
from tests.spine.stand_in import StandIn, a_taker, a_talk, answers, said, until, writing, written

LIMIT = 5.0
LONG = 20.0


@pytest.fixture
async def let_go(assistant: StandIn) -> AsyncIterator[threading.Event]:
    """Every turn writes something, and then takes until this is set."""
    event = threading.Event()

    def slowly(db: Session, turn: TurnInput) -> None:
        writing(db, turn)
        until_set(event)

    assistant.behaviour = slowly
    yield event
    event.set()


def until_set(event: threading.Event) -> None:
    event.wait(LONG)


def owed(database: Database, text: str) -> str:
    """The conversation in which this was said, and is not answered."""
    talk = a_talk(database)
    with database.session() as db:
        receive(db, said(talk, text), utc_now())
    return talk


@pytest.mark.parametrize("begun_by", ["a platform", "the sweep", "a page"])
async def test_turn_that_runs_is_stored_before_the_process_ends_whoever_waited_for_it(
    database: Database, assistant: StandIn, let_go: threading.Event, begun_by: str
) -> None:
    taker = a_taker(database, assistant)
    talk = a_talk(database) if begun_by == "a page" else owed(database, "hello")
    waiting = waiting_for(taker, talk, begun_by)
    await until(lambda: assistant.seen == ["hello"])

    waiting.cancel()
    closing = asyncio.create_task(taker.close(LONG))
    await asyncio.wait([closing], timeout=0.1)
    let_go.set()
    await closing

    assert (answers(database, talk), written(database)) == (["echo hello"], ["written for hello"])


def waiting_for(taker: TurnTaker, talk: str, begun_by: str) -> asyncio.Task[object]:
    if begun_by == "a page":
        return asyncio.create_task(taker.take(said(talk)))
    if begun_by == "the sweep":
        return asyncio.create_task(taker.sweep())
    taker.answer_soon(talk)
    return asyncio.create_task(asyncio.sleep(0))


async def test_turn_that_takes_too_long_leaves_nothing_and_the_next_process_answers(
    database: Database, assistant: StandIn, let_go: threading.Event
) -> None:
    taker, talk = a_taker(database, assistant, LIMIT), owed(database, "hello")
    taker.answer_soon(talk)
    await until(lambda: assistant.seen == ["hello"])

    await taker.close()
    let_go.set()
    assert (answers(database, talk), written(database)) == ([], [])

    when_the_turn_is_free = utc_now() + timedelta(seconds=LIMIT + LONG)
    await a_taker(database, assistant, clock=lambda: when_the_turn_is_free).answer_owed()

    assert (answers(database, talk), written(database)) == (["echo hello"], ["written for hello"])


async def test_turn_that_waits_its_turn_is_not_begun_and_the_next_process_answers_at_once(
    database: Database, assistant: StandIn, let_go: threading.Event
) -> None:
    # SQLite lets one write at a time: behind a turn that had written the second could not begin.
    assistant.behaviour = lambda db, turn: until_set(let_go)
    taker = a_taker(database, assistant)
    talks = [owed(database, f"message {number}") for number in range(TURN_THREADS + 2)]
    for talk in talks:
        taker.answer_soon(talk)
    await until(lambda: len(assistant.seen) == TURN_THREADS)

    closing = asyncio.create_task(taker.close(LONG))
    await asyncio.wait([closing], timeout=0.1)
    let_go.set()
    await closing
    assert len(assistant.seen) == TURN_THREADS

    await a_taker(database, assistant).answer_owed()

    assert [answers(database, talk) for talk in talks] == [[f"echo message {number}"] for number in range(len(talks))]
