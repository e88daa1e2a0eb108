"""A postman who is dismissed claims nothing more, sees through what is under way, and leaves the rest to the next process."""

import asyncio
from collections.abc import AsyncIterator, Mapping

import pytest
from sqlalchemy.exc import OperationalError

from bot.services.outbox import Outcome
from bot.spine import postman as postman_module
from bot.spine.postman import Postman
from bot.store.database import Database
from bot.support.delivery import DeliveryState
from tests.spine.outgoing import Platform, a_postman, outgoing, states, until
from tests.spine.stand_in import Clockwork, a_talk


@pytest.fixture
def postman(database: Database, platform: Platform, clock: Clockwork) -> Postman:
    return a_postman(database, platform, clock)


@pytest.fixture
async def delivering(postman: Postman) -> AsyncIterator[asyncio.Task[None]]:
    running = asyncio.create_task(postman.run())
    yield running
    running.cancel()


@pytest.fixture
async def under_way(
    database: Database, platform: Platform, postman: Postman, delivering: asyncio.Task[None]
) -> AsyncIterator[asyncio.Event]:
    """The first of two messages is being sent until this is set."""
    platform.slow["one"] = event = asyncio.Event()
    outgoing(database, a_talk(database), "one", "two")
    postman.call()
    await until(lambda: bool(postman._slow))
    yield event
    event.set()


async def test_dismissed_postman_goes_home_at_once_when_nothing_is_under_way(
    postman: Postman, delivering: asyncio.Task[None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postman_module, "ROUND_SECONDS", 1000)

    postman.dismiss()

    await asyncio.wait_for(delivering, 10)


async def test_dismissed_postman_marks_what_is_under_way_before_going_home(
    database: Database, platform: Platform, postman: Postman, delivering: asyncio.Task[None], under_way: asyncio.Event
) -> None:
    postman.dismiss()
    await asyncio.wait([delivering], timeout=0.1)
    assert not delivering.done()

    under_way.set()
    await asyncio.wait_for(delivering, 10)

    assert (platform.sent, states(database)) == (["one"], [DeliveryState.SENT, DeliveryState.DUE])


async def test_dismissed_postman_claims_nothing_more(
    database: Database, platform: Platform, postman: Postman, delivering: asyncio.Task[None], under_way: asyncio.Event
) -> None:
    postman.dismiss()
    outgoing(database, a_talk(database), "elsewhere")
    assert await postman.deliver_due() == 0

    under_way.set()
    await asyncio.wait_for(delivering, 10)

    assert platform.sent == ["one"]


async def test_next_process_sends_at_once_what_a_dismissed_one_had_claimed_and_not_begun(
    database: Database,
    platform: Platform,
    clock: Clockwork,
    postman: Postman,
    delivering: asyncio.Task[None],
    under_way: asyncio.Event,
) -> None:
    postman.dismiss()
    under_way.set()
    await asyncio.wait_for(delivering, 10)

    await a_postman(database, platform, clock).deliver_due()

    assert (platform.sent, set(states(database))) == (["one", "two"], {DeliveryState.SENT})


async def test_dismissed_postman_stays_until_the_database_is_back(
    database: Database,
    postman: Postman,
    delivering: asyncio.Task[None],
    under_way: asyncio.Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(postman_module, "ROUND_SECONDS", 0.01)
    mark, away = postman._mark, [OperationalError("UPDATE", {}, ConnectionError("away")) for _ in range(3)]

    def mark_when_back(outcomes: Mapping[str, Outcome]) -> list[str]:
        if away:
            raise away.pop()
        return mark(outcomes)

    monkeypatch.setattr(postman, "_mark", mark_when_back)
    postman.dismiss()
    under_way.set()
    await asyncio.wait_for(delivering, 10)

    assert states(database) == [DeliveryState.SENT, DeliveryState.DUE]
