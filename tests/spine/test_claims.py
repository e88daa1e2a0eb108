"""What one process has claimed no other sends, and what a dead one had claimed is sent in the end, whatever the database does."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from bot.services import outbox
from bot.services.outbox import Outcome, Parcel
from bot.spine import postman as postman_module
from bot.store.database import Database
from bot.support.delivery import DeliveryState
from tests.factories import NOW
from tests.spine.outgoing import Platform, a_postman, outgoing, states, until
from tests.spine.stand_in import Clockwork, a_talk


def raising(error: Exception) -> Callable[..., Any]:
    def fail(*_: Any) -> Any:
        raise error

    return fail


async def test_two_processes_send_each_message_once_and_in_order(
    database: Database, platform: Platform, clock: Clockwork
) -> None:
    talks = [a_talk(database) for _ in range(5)]
    postmen = [a_postman(database, platform, clock), a_postman(database, platform, clock)]
    for number in range(6):
        for talk in talks:
            outgoing(database, talk, f"{talk} {number}")
        await asyncio.gather(*(postman.deliver_due() for postman in postmen))

    assert sorted(platform.sent) == sorted(f"{talk} {number}" for talk in talks for number in range(6))
    for talk in talks:
        assert [text for text in platform.sent if text.startswith(talk)] == [f"{talk} {number}" for number in range(6)]


async def test_claim_of_a_dead_process_is_given_up(database: Database, platform: Platform, clock: Clockwork) -> None:
    outgoing(database, a_talk(database), "one")
    with database.session() as db:
        outbox.claim(db, NOW)
    postman = a_postman(database, platform, clock)
    assert await postman.deliver_due() == 0

    clock.now = NOW + outbox.CLAIM
    await postman.deliver_due()

    assert platform.sent == ["one"]


async def test_slow_platform_gets_no_more_than_its_claim_allows(
    database: Database, platform: Platform, clock: Clockwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postman_module, "CLAIM", timedelta(seconds=postman_module.SEND_SECONDS))
    platform.slow["one"] = asyncio.Event()
    outgoing(database, a_talk(database), "one", "two")
    postman = a_postman(database, platform, clock)
    await postman.deliver_due()

    platform.slow["one"].set()
    await until(lambda: states(database)[0] is DeliveryState.SENT)

    assert platform.sent == ["one"]
    await postman.deliver_due()
    assert platform.sent == ["one", "two"]


async def test_postman_survives_a_database_that_is_away(platform: Platform, clock: Clockwork, database: Database) -> None:
    outgoing(database, a_talk(database), "one")
    postman = a_postman(database, platform, clock)
    away = [ConnectionError("away")]
    claim = postman._claim

    def claim_when_back(limit: int, resting: Collection[str], few: Mapping[str, int]) -> list[Parcel]:
        if away:
            raise away.pop()
        return claim(limit, resting, few)

    postman._claim = claim_when_back  # type: ignore[method-assign]
    running = asyncio.create_task(postman.run())
    await until(lambda: platform.sent == ["one"])
    running.cancel()


async def test_what_was_sent_before_the_database_went_away_holds_up_nothing_when_it_is_back(
    platform: Platform, clock: Clockwork, database: Database
) -> None:
    talk = a_talk(database)
    outgoing(database, talk, "one")
    postman = a_postman(database, platform, clock)
    mark, away = postman._mark, [OperationalError("UPDATE", {}, ConnectionError("away"))]

    def mark_when_back(outcomes: Mapping[str, Outcome]) -> list[str]:
        if away:
            raise away.pop()
        return mark(outcomes)

    postman._mark = mark_when_back  # type: ignore[method-assign]
    with pytest.raises(OperationalError):
        await postman.deliver_due()
    outgoing(database, talk, "two")
    await postman.deliver_due()

    assert platform.sent == ["one", "two"]
    assert states(database) == [DeliveryState.SENT, DeliveryState.SENT]


async def test_after_an_outage_everybody_marks_what_they_sent_before_claims_that_ran_out_are_taken_over(
    platform: Platform, clock: Clockwork, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postman_module, "ROUND_SECONDS", 0.01)
    outgoing(database, a_talk(database), "one")
    sender, other = a_postman(database, platform, clock), a_postman(database, platform, clock)
    with monkeypatch.context() as away:
        away.setattr(sender, "_mark", raising(OperationalError("UPDATE", {}, ConnectionError("away"))))
        with pytest.raises(OperationalError):
            await sender.deliver_due()
    clock.now += outbox.CLAIM
    rounds: list[str] = []
    mark_all = other._mark_all

    async def away_at_first() -> None:
        rounds.append("one more")
        if len(rounds) == 1:
            raise OperationalError("SELECT", {}, ConnectionError("away"))
        await mark_all()

    other._mark_all = away_at_first  # type: ignore[method-assign]
    running = asyncio.create_task(other.run())
    await until(lambda: len(rounds) > 5)
    await sender.deliver_due()
    running.cancel()

    assert (platform.sent, states(database)) == (["one"], [DeliveryState.SENT])
