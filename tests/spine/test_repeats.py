"""Where a repetition shows, what is out is noted at once, and only a few are under way that a process could leave in doubt."""

import asyncio
import sqlite3
from collections.abc import Iterator
from itertools import count

import pytest
from sqlalchemy.exc import OperationalError

from bot.services import outbox
from bot.spine import postman as postman_module
from bot.spine.post_book import PostBook
from bot.spine.postman import AT_ONCE, FEW_AT_ONCE, Postman
from bot.store.database import Database
from bot.support.delivery import DeliveryState
from bot.support.layout import Part
from tests.factories import NOW
from tests.spine.outgoing import Platform, a_postman, outgoing, states, until
from tests.spine.stand_in import Clockwork, a_talk


class Forgetful(Platform):
    """It takes no key with a message, and sends no receipt."""

    name = "telegram"
    shows_repeats = True

    def __init__(self) -> None:
        super().__init__()
        self.begun: list[str] = []

    async def send(self, part: Part) -> None:
        self.begun.append(part.text)
        await super().send(part)


@pytest.fixture
def forgetful() -> Forgetful:
    return Forgetful()


@pytest.fixture
def held(forgetful: Forgetful) -> Iterator[asyncio.Event]:
    """What is sent while it is not set stays under way."""
    yield (event := asyncio.Event())
    event.set()


def a_telegram_talk(database: Database) -> str:
    return a_talk(database, channel="telegram")


def crowd(database: Database, forgetful: Forgetful, size: int, held: asyncio.Event) -> None:
    """So many customers who are each to be told something that takes its time."""
    for number in range(size):
        outgoing(database, a_telegram_talk(database), f"m{number}")
        forgetful.slow[f"m{number}"] = held


async def test_process_that_dies_has_noted_what_was_out(
    database: Database, forgetful: Forgetful, clock: Clockwork, held: asyncio.Event
) -> None:
    outgoing(database, a_telegram_talk(database), "one", "two")
    forgetful.slow["two"] = held
    await a_postman(database, forgetful, clock).deliver_due()
    await until(lambda: "two" in forgetful.begun)

    heir = Forgetful()
    clock.now = NOW + outbox.CLAIM
    await a_postman(database, heir, clock).deliver_due()

    assert (forgetful.sent, heir.sent) == (["one"], ["two"])


async def test_process_that_dies_has_noted_the_parts_that_were_out(
    database: Database, forgetful: Forgetful, clock: Clockwork, held: asyncio.Event
) -> None:
    first, second = "a" * 90, "b" * 90
    outgoing(database, a_telegram_talk(database), f"{first}\n{second}")
    forgetful.slow[second] = held
    await a_postman(database, forgetful, clock).deliver_due()
    await until(lambda: second in forgetful.begun)

    heir = Forgetful()
    clock.now = NOW + outbox.CLAIM
    await a_postman(database, heir, clock).deliver_due()

    assert (forgetful.sent, heir.sent) == ([first], [second])


async def test_few_are_under_way_at_once(database: Database, forgetful: Forgetful, clock: Clockwork, held: asyncio.Event) -> None:
    crowd(database, forgetful, FEW_AT_ONCE + 2, held)
    postman = a_postman(database, forgetful, clock)

    assert [await postman.deliver_due(), await postman.deliver_due()] == [FEW_AT_ONCE, 0]


@pytest.mark.parametrize("is_slow", [True, False])
async def test_the_next_ones_follow_as_soon_as_there_is_room(
    database: Database,
    forgetful: Forgetful,
    clock: Clockwork,
    held: asyncio.Event,
    monkeypatch: pytest.MonkeyPatch,
    is_slow: bool,
) -> None:
    monkeypatch.setattr(postman_module, "ROUND_SECONDS", 1000)
    crowd(database, forgetful, 4 * FEW_AT_ONCE, held)
    if not is_slow:
        held.set()
    postman = a_postman(database, forgetful, clock)
    running = asyncio.create_task(postman.run())
    await until(lambda: len(postman._under_way) == FEW_AT_ONCE or not is_slow)
    held.set()

    await until(lambda: set(states(database)) == {DeliveryState.SENT})
    running.cancel()
    assert sorted(forgetful.sent) == sorted(forgetful.slow)


async def test_many_that_wait_for_their_turn_hold_up_no_other_channel(
    database: Database, platform: Platform, forgetful: Forgetful, clock: Clockwork, held: asyncio.Event
) -> None:
    crowd(database, forgetful, AT_ONCE, held)
    outgoing(database, a_talk(database), "quick")

    await Postman(database, {"telegram": forgetful, "widget": platform}, clock).deliver_due()

    assert platform.sent == ["quick"]


async def test_what_could_not_be_noted_at_once_is_marked_with_the_others_and_not_sent_again(
    database: Database, forgetful: Forgetful, clock: Clockwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    outgoing(database, a_telegram_talk(database), "one")
    tries = count()

    def full(*_: object) -> None:
        next(tries)
        raise sqlite3.OperationalError("the disk is full")

    def away(*_: object) -> None:
        next(tries)
        raise OperationalError("UPDATE", {}, ConnectionError("away"))

    monkeypatch.setattr(PostBook, "note", full)
    monkeypatch.setattr(outbox, "confirm", away)
    await a_postman(database, forgetful, clock).deliver_due()

    assert (next(tries), forgetful.sent, states(database)) == (1, ["one"], [DeliveryState.SENT])
