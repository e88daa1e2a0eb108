"""Several processes share the conversations, and what one leaves the next one takes up."""

import asyncio
import time
from datetime import timedelta

from bot.services import turns
from bot.services.inbox import receive
from bot.spine.clock import utc_now
from bot.store.database import Database
from bot.support.failed_proof import ATTEMPT_WINDOW, FailedProof
from bot.support.message import Sender
from tests.spine.stand_in import StandIn, a_taker, a_talk, answers, said, texts, transcript, until


async def test_sweep_answers_what_a_dead_process_left(database: Database, assistant: StandIn) -> None:
    talk = a_talk(database)
    long_ago = utc_now() - timedelta(minutes=5)
    with database.session() as db:
        receive(db, said(talk), long_ago)
        assert turns.begin_turn(db, talk, "the dead process", timedelta(seconds=10), long_ago)

    await a_taker(database, assistant).answer_owed()

    assert answers(database, talk) == ["echo hello"]


async def test_message_answered_by_another_holder_is_awaited(database: Database, assistant: StandIn) -> None:
    talk = a_talk(database)
    first = a_taker(database, assistant)
    assistant.behaviour = lambda db, turn: time.sleep(0.2)
    running = asyncio.create_task(first.take(said(talk, "one")))
    await until(lambda: assistant.seen == ["one"])

    taken = await a_taker(database, assistant).take(said(talk, "two"))

    assert texts(taken) == ["echo two"]
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


def transcript_of_customer(database: Database, conversation_id: str) -> list[str]:
    return [line for sender, line in transcript(database, conversation_id) if sender is Sender.CUSTOMER]


async def test_sweep_forgets_failed_proofs_that_count_no_more(database: Database, assistant: StandIn) -> None:
    with database.session() as db:
        db.add(FailedProof(claim="email:emma@example.com", at=utc_now() - ATTEMPT_WINDOW))
    sweeping = asyncio.create_task(a_taker(database, assistant).sweep())
    await until(lambda: failed_proofs(database) == 0)
    sweeping.cancel()


def failed_proofs(database: Database) -> int:
    with database.session() as db:
        return db.query(FailedProof).count()
