"""Every stored message is answered once and in order, whoever interferes."""

import asyncio
import time

from sqlalchemy.orm import Session

from bot.engine.assistant import TurnInput
from bot.services.handoffs import hand_back, hand_off
from bot.spine.clock import utc_now
from bot.spine.turns import TurnTaker
from bot.store.database import Database
from bot.support.conversation import Owner
from bot.support.handoff import HandoffReason
from bot.support.message import Sender
from tests.spine.stand_in import (
    StandIn,
    a_talk,
    answers,
    said,
    stored,
    taken_by_an_agent,
    texts,
    transcript,
    until,
    writing,
    written,
)


async def test_message_gets_its_replies(database: Database, taker: TurnTaker) -> None:
    taken = await taker.take(said(a_talk(database)))

    assert texts(taken) == ["echo hello"]


async def test_quick_messages_of_one_conversation_are_answered_in_order_one_at_a_time(
    database: Database, taker: TurnTaker, assistant: StandIn
) -> None:
    assistant.behaviour = lambda db, turn: time.sleep(0.03)
    talk = a_talk(database)
    first = asyncio.create_task(taker.take(said(talk, "one")))
    await until(lambda: assistant.seen == ["one"])

    second, third = await taker.take(said(talk, "two")), await taker.take(said(talk, "three"))

    assert [*texts(await first), *texts(second), *texts(third)] == ["echo one", "echo two", "echo three"]
    assert assistant.most_at_once == 1


async def test_many_conversations_at_once_are_all_answered(database: Database, taker: TurnTaker, assistant: StandIn) -> None:
    talks = [a_talk(database) for _ in range(30)]

    taken = await asyncio.gather(*(taker.take(said(talk, f"from {talk}")) for talk in talks))

    assert [texts(one) for one in taken] == [[f"echo from {talk}"] for talk in talks]
    assert len(assistant.seen) == len(talks)


async def test_turn_is_thrown_away_when_a_human_takes_the_conversation_in_it(
    database: Database, taker: TurnTaker, assistant: StandIn
) -> None:
    def interfere(db: Session, turn: TurnInput) -> None:
        taken_by_an_agent(database, turn.conversation_id)
        writing(db, turn)

    assistant.behaviour = interfere
    talk = a_talk(database)

    assert texts(await taker.take(said(talk))) == []

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

    taken = await taker.take(said(talk, "and now?"))

    assert texts(taken) == ["echo and now?"]
    assert answers(database, talk) == ["echo and now?"]


async def test_turn_that_hands_over_says_its_last_words(database: Database, taker: TurnTaker, assistant: StandIn) -> None:
    def give_up(db: Session, turn: TurnInput) -> None:
        hand_off(db, turn.conversation_id, HandoffReason.ASKED_FOR_HUMAN, utc_now())

    assistant.behaviour = give_up
    talk = a_talk(database)

    taken = await taker.take(said(talk))

    assert texts(taken) == ["echo hello"]
    assert stored(database, talk).owner is Owner.QUEUED
    assert texts(await taker.take(said(talk, "still there?"))) == []


async def test_repeated_delivery_gets_the_same_replies_and_no_second_turn(
    database: Database, taker: TurnTaker, assistant: StandIn
) -> None:
    message = said(a_talk(database))

    first, second = await taker.take(message), await taker.take(message)

    assert [reply.id for reply in first.replies] == [reply.id for reply in second.replies]
    assert assistant.seen == ["hello"]


async def test_deliveries_in_the_same_instant_are_one_message(database: Database, taker: TurnTaker, assistant: StandIn) -> None:
    message = said(a_talk(database))

    copies = await asyncio.gather(*(taker.take(message) for _ in range(6)))

    assert len({tuple(reply.id for reply in copy.replies) for copy in copies}) == 1
    assert len(copies[0].replies) == 1
    assert assistant.seen == ["hello"]
