"""Every stored message is answered once, in order, whatever fails and whoever interferes."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from bot.engine.assistant import TurnInput
from bot.services import turns
from bot.services.handoffs import hand_back, hand_off, take
from bot.services.inbox import receive
from bot.shop.customer import Customer
from bot.spine.clock import utc_now
from bot.spine.turns import TURN_THREADS, TurnTaker
from bot.store.database import Database
from bot.support.agent import Agent
from bot.support.conversation import Owner
from bot.support.handoff import Handoff, HandoffReason
from bot.support.message import Sender
from tests.factories import a_customer, an_agent
from tests.spine.stand_in import SORRY, Behaviour, StandIn, a_taker, a_talk, answers, said, stored, transcript


@pytest.fixture
def assistant() -> StandIn:
    return StandIn()


@pytest.fixture
def taker(database: Database, assistant: StandIn) -> Iterator[TurnTaker]:
    taker = a_taker(database, assistant)
    yield taker
    taker.close()


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


def writing(db: Session, turn: TurnInput) -> None:
    db.add(a_customer(id=f"written for {turn.text}"))
    db.flush()


def written(database: Database) -> list[str]:
    with database.session() as db:
        return sorted(db.scalars(select(Customer.id)))


def reason_of(database: Database, conversation_id: str) -> HandoffReason | None:
    with database.session() as db:
        return db.scalar(select(Handoff.reason).where(Handoff.conversation_id == conversation_id))


async def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    """Returns when the condition holds; fails when it never does."""
    async with asyncio.timeout(seconds):
        while not await asyncio.to_thread(condition):  # noqa: ASYNC110 - the condition is in the database
            await asyncio.sleep(0.01)


async def test_message_gets_its_replies(database: Database, taker: TurnTaker) -> None:
    replies = await taker.take(said(a_talk(database)))

    assert [reply.text for reply in replies] == ["echo hello"]


async def test_failing_assistant_is_admitted_and_a_human_is_called(
    database: Database, taker: TurnTaker, assistant: StandIn
) -> None:
    assistant.behaviour = failing
    talk = a_talk(database)

    replies = await taker.take(said(talk))

    assert [reply.text for reply in replies] == [SORRY]
    assert stored(database, talk).owner is Owner.QUEUED
    assert reason_of(database, talk) is HandoffReason.ASSISTANT_FAILED


async def test_log_names_the_conversation_and_repeats_nothing_a_customer_wrote(
    database: Database, taker: TurnTaker, assistant: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    assistant.behaviour = failing
    talk = a_talk(database)

    await taker.take(said(talk, "my secret"))

    assert talk in caplog.text
    assert "ValueError at test_turns.py" in caplog.text
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
    taker = a_taker(database, assistant, limit=0.3)
    talk = a_talk(database)

    replies = await taker.take(said(talk, "slow"))
    let_go.set()
    await taker.take(said(a_talk(database), "another"))

    assert [reply.text for reply in replies] == [SORRY]
    assert answers(database, talk) == [SORRY]
    assert reason_of(database, talk) is HandoffReason.ASSISTANT_FAILED


async def test_stuck_turn_that_has_written_keeps_nobody_out(
    database: Database, assistant: StandIn, let_go: threading.Event
) -> None:
    assistant.behaviour = stuck_on(let_go, "slow", after=writing)
    taker = a_taker(database, assistant, limit=0.5)
    talk, other = a_talk(database), a_talk(database)

    replies = await taker.take(said(talk, "slow"))
    await taker.take(said(other, "another"))

    assert [reply.text for reply in replies] == [SORRY]
    assert answers(database, other) == ["echo another"]
    assert written(database) == []


async def test_stuck_turns_do_not_use_up_the_threads(database: Database, assistant: StandIn, let_go: threading.Event) -> None:
    assistant.behaviour = stuck_on(let_go, "slow")
    taker = a_taker(database, assistant, limit=0.3)
    await asyncio.gather(*(taker.take(said(a_talk(database), "slow")) for _ in range(TURN_THREADS + 1)))

    replies = await taker.take(said(a_talk(database), "quick"))

    assert [reply.text for reply in replies] == ["echo quick"]


async def test_quick_messages_of_one_conversation_are_answered_in_order_one_at_a_time(
    database: Database, taker: TurnTaker, assistant: StandIn
) -> None:
    assistant.behaviour = lambda db, turn: time.sleep(0.03)
    talk = a_talk(database)
    first = asyncio.create_task(taker.take(said(talk, "one")))
    await until(lambda: assistant.seen == ["one"])

    second, third = await taker.take(said(talk, "two")), await taker.take(said(talk, "three"))

    assert [reply.text for reply in [*await first, *second, *third]] == ["echo one", "echo two", "echo three"]
    assert assistant.most_at_once == 1


async def test_many_conversations_at_once_are_all_answered(database: Database, taker: TurnTaker, assistant: StandIn) -> None:
    talks = [a_talk(database) for _ in range(30)]

    replies = await asyncio.gather(*(taker.take(said(talk, f"from {talk}")) for talk in talks))

    assert [[reply.text for reply in some] for some in replies] == [[f"echo from {talk}"] for talk in talks]
    assert len(assistant.seen) == len(talks)


async def test_turn_is_thrown_away_when_a_human_takes_the_conversation_in_it(
    database: Database, taker: TurnTaker, assistant: StandIn
) -> None:
    def interfere(db: Session, turn: TurnInput) -> None:
        taken_by_an_agent(database, turn.conversation_id)
        writing(db, turn)

    assistant.behaviour = interfere
    talk = a_talk(database)

    assert await taker.take(said(talk)) == []

    assert transcript(database, talk) == [(Sender.CUSTOMER, "hello")]
    assert stored(database, talk).owner is Owner.AGENT
    assert written(database) == []


async def test_turn_stays_lost_when_the_human_has_handed_back_meanwhile(
    database: Database, taker: TurnTaker, assistant: StandIn
) -> None:
    def interfere(db: Session, turn: TurnInput) -> None:
        if turn.text == "hello":
            agent = taken_by_an_agent(database, turn.conversation_id)
            with database.session() as other:
                hand_back(other, turn.conversation_id, agent, utc_now())

    assistant.behaviour = interfere
    talk = a_talk(database)
    await taker.take(said(talk))

    replies = await taker.take(said(talk, "and now?"))

    assert [reply.text for reply in replies] == ["echo and now?"]
    assert answers(database, talk) == ["echo and now?"]


async def test_turn_that_hands_over_says_its_last_words(database: Database, taker: TurnTaker, assistant: StandIn) -> None:
    def give_up(db: Session, turn: TurnInput) -> None:
        hand_off(db, turn.conversation_id, HandoffReason.ASKED_FOR_HUMAN, utc_now())

    assistant.behaviour = give_up
    talk = a_talk(database)

    replies = await taker.take(said(talk))

    assert [reply.text for reply in replies] == ["echo hello"]
    assert stored(database, talk).owner is Owner.QUEUED
    assert await taker.take(said(talk, "still there?")) == []


async def test_repeated_delivery_gets_the_same_replies_and_no_second_turn(
    database: Database, taker: TurnTaker, assistant: StandIn
) -> None:
    message = said(a_talk(database))

    first, second = await taker.take(message), await taker.take(message)

    assert [reply.id for reply in first] == [reply.id for reply in second]
    assert assistant.seen == ["hello"]


async def test_deliveries_in_the_same_instant_are_one_message(database: Database, taker: TurnTaker, assistant: StandIn) -> None:
    message = said(a_talk(database))

    copies = await asyncio.gather(*(taker.take(message) for _ in range(6)))

    assert len({tuple(reply.id for reply in copy) for copy in copies}) == 1
    assert len(copies[0]) == 1
    assert assistant.seen == ["hello"]


async def test_sweep_answers_what_a_dead_process_left(database: Database, assistant: StandIn) -> None:
    talk = a_talk(database)
    long_ago = utc_now() - timedelta(minutes=5)
    with database.session() as db:
        receive(db, said(talk), long_ago)
        assert turns.begin_turn(db, talk, "the dead process", timedelta(seconds=10), long_ago)

    await a_taker(database, assistant).answer_owed()

    assert answers(database, talk) == ["echo hello"]


async def test_message_that_ended_too_many_turns_goes_to_a_human(database: Database, assistant: StandIn) -> None:
    talk = a_talk(database)
    with database.session() as db:
        receive(db, said(talk), utc_now()).message.attempts = turns.MAX_ATTEMPTS

    await a_taker(database, assistant).answer_owed()

    assert assistant.seen == []
    assert answers(database, talk) == [SORRY]
    assert reason_of(database, talk) is HandoffReason.ASSISTANT_FAILED


async def test_message_answered_by_another_holder_is_awaited(database: Database, assistant: StandIn) -> None:
    talk = a_talk(database)
    first = a_taker(database, assistant)
    assistant.behaviour = lambda db, turn: time.sleep(0.2)
    running = asyncio.create_task(first.take(said(talk, "one")))
    await until(lambda: assistant.seen == ["one"])

    replies = await a_taker(database, assistant).take(said(talk, "two"))

    assert [reply.text for reply in replies] == ["echo two"]
    await running


async def test_two_processes_answer_each_message_once_and_in_order(database: Database, assistant: StandIn) -> None:
    takers = [a_taker(database, assistant), a_taker(database, assistant)]
    talks = [a_talk(database) for _ in range(4)]
    texts = [f"message {number}" for number in range(5)]
    assistant.behaviour = lambda db, turn: time.sleep(0.005)

    async def customer(talk: str) -> None:
        # Without waiting for the answers, now to this process and now to the other.
        sent = []
        for number, line in enumerate(texts):
            sent.append(asyncio.create_task(takers[number % 2].take(said(talk, line))))
            await until(lambda number=number: len(transcript_of_customer(database, talk)) > number)
        await asyncio.gather(*sent)

    await asyncio.gather(*(customer(talk) for talk in talks))

    assert [answers(database, talk) for talk in talks] == [[f"echo {line}" for line in texts]] * len(talks)
    assert assistant.most_at_once == 1


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
async def test_database_that_cuts_the_turns_connection_loses_nothing(database: Database, assistant: StandIn) -> None:
    def cut_once(db: Session, turn: TurnInput) -> None:
        writing(db, turn)
        if len(assistant.seen) == 1:
            process = db.scalar(select(func.pg_backend_pid()))
            with database.session() as other:
                other.execute(text("SELECT pg_terminate_backend(:process)"), {"process": process})

    assistant.behaviour = cut_once

    replies = await a_taker(database, assistant).take(said(a_talk(database)))

    assert [reply.text for reply in replies] == ["echo hello"]
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

    assert [reply.text for reply in await waiting] == ["echo hello"]


def taken_by_an_agent(database: Database, conversation_id: str) -> Agent:
    with database.session() as db:
        agent = an_agent()
        db.add(agent)
        db.flush()
        take(db, conversation_id, agent, utc_now())
    return agent


def transcript_of_customer(database: Database, conversation_id: str) -> list[str]:
    return [line for sender, line in transcript(database, conversation_id) if sender is Sender.CUSTOMER]
