"""What is in the outbox is sent in order, again and later where it failed, and nobody waits for a slow platform."""

import asyncio

import pytest
from sqlalchemy import select

from bot.services import outbox
from bot.spine import postman as postman_module
from bot.spine.postman import Postman
from bot.store.database import Database
from bot.support.delivery import FIRST_RETRY, Delivery, DeliveryState
from bot.support.layout import PartLabel
from bot.support.message import Message
from tests.factories import NOW
from tests.spine.outgoing import Platform, a_postman, outgoing, states, until
from tests.spine.stand_in import Clockwork, a_talk


async def test_messages_are_sent_in_order_and_once(database: Database, platform: Platform, clock: Clockwork) -> None:
    outgoing(database, a_talk(database), "one", "two", "three")
    postman = a_postman(database, platform, clock)

    assert [await postman.deliver_due(), await postman.deliver_due()] == [3, 0]

    assert platform.sent == ["one", "two", "three"]
    assert set(states(database)) == {DeliveryState.SENT}


async def test_later_message_does_not_overtake_one_that_failed(database: Database, platform: Platform, clock: Clockwork) -> None:
    talk = a_talk(database)
    outgoing(database, talk, "one", "two")
    platform.refused = {"one"}
    postman = a_postman(database, platform, clock)
    await postman.deliver_due()
    outgoing(database, talk, "three")
    assert await postman.deliver_due() == 0

    platform.refused, clock.now = set(), NOW + FIRST_RETRY
    await postman.deliver_due()

    assert platform.sent == ["one", "two", "three"]


async def test_failure_in_one_conversation_holds_up_no_other(database: Database, platform: Platform, clock: Clockwork) -> None:
    outgoing(database, a_talk(database), "refused")
    outgoing(database, a_talk(database), "fine")
    platform.refused = {"refused"}

    await a_postman(database, platform, clock).deliver_due()

    assert platform.sent == ["fine"]


async def test_slow_platform_holds_up_no_other_conversation_and_no_transaction(
    database: Database, platform: Platform, clock: Clockwork
) -> None:
    platform.slow["slow"] = asyncio.Event()
    outgoing(database, a_talk(database), "slow")
    postman = a_postman(database, platform, clock)
    await postman.deliver_due()

    outgoing(database, a_talk(database), "quick")
    await postman.deliver_due()
    assert platform.sent == ["quick"]

    platform.slow["slow"].set()
    await until(lambda: states(database) == [DeliveryState.SENT] * 2)


async def test_platform_that_never_answers_has_failed(
    database: Database, platform: Platform, clock: Clockwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postman_module, "SEND_SECONDS", 0.01)
    platform.slow["silence"] = asyncio.Event()
    outgoing(database, a_talk(database), "silence")

    await a_postman(database, platform, clock).deliver_due()

    with database.session() as db:
        delivery = db.scalars(select(Delivery)).one()
    assert (delivery.attempts, delivery.state) == (1, DeliveryState.DUE)


async def test_receipt_that_is_faster_than_our_own_note_of_a_failure_counts(
    database: Database, platform: Platform, clock: Clockwork
) -> None:
    outgoing(database, a_talk(database), "one")
    platform.slow["one"] = asyncio.Event()
    platform.refused = {"one"}
    postman = a_postman(database, platform, clock)
    await postman.deliver_due()
    with database.session() as db:
        message_id = db.scalars(select(Message.id)).one()
        outbox.confirm(db, "widget", [PartLabel(message_id, 1, 1)], NOW)
    platform.slow["one"].set()
    await until(lambda: not postman._under_way)

    assert states(database) == [DeliveryState.SENT]


@pytest.mark.parametrize(("part", "sent"), [(1, ["b" * 90]), (2, [])])
async def test_parts_that_the_platform_has_are_not_sent_again(
    database: Database, platform: Platform, clock: Clockwork, part: int, sent: list[str]
) -> None:
    outgoing(database, a_talk(database), f"{'a' * 90}\n{'b' * 90}")
    with database.session() as db:
        message_id = db.scalars(select(Message.id)).one()
        outbox.confirm(db, "elsewhere", [PartLabel(message_id, 2, 2)], NOW)
        outbox.confirm(db, "widget", [PartLabel(message_id, part, 2)], NOW)

    await a_postman(database, platform, clock).deliver_due()

    assert platform.sent == sent


async def test_parts_of_a_long_message_that_are_out_are_not_sent_again(
    database: Database, platform: Platform, clock: Clockwork
) -> None:
    first, second = "a" * 90, "b" * 90
    outgoing(database, a_talk(database), f"{first}\n{second}")
    platform.errors[second] = [ConnectionError("away")]
    postman = a_postman(database, platform, clock)
    await postman.deliver_due()
    assert platform.sent == [first]

    clock.now = NOW + FIRST_RETRY
    await postman.deliver_due()

    assert platform.sent == [first, second]


async def test_message_of_a_channel_that_is_gone_is_tried_again(database: Database, clock: Clockwork) -> None:
    outgoing(database, a_talk(database), "whereto?")

    await Postman(database, {}, clock).deliver_due()

    assert states(database) == [DeliveryState.DUE]


async def test_postman_who_is_called_and_dismissed_in_the_same_instant_goes_home(platform: Platform, clock: Clockwork) -> None:
    postman = a_postman(Database("postgresql://nobody@127.0.0.1:1/nothing"), platform, clock)
    waiting = asyncio.create_task(postman._wait())
    await asyncio.sleep(0)

    postman.call()
    waiting.cancel()

    with pytest.raises(asyncio.CancelledError):
        await waiting
