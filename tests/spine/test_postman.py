"""What is in the outbox is sent in order, again and later where it failed, and nobody waits for a slow platform."""

import asyncio
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.services import outbox
from bot.services.casefile import open_case
from bot.services.desk import announce
from bot.services.outbox import Outcome, Parcel
from bot.shop.office_hours import OfficeHours
from bot.spine import postman as postman_module
from bot.spine.channel import BusyError, RefusedError
from bot.spine.clock import Clock
from bot.spine.postman import Postman
from bot.store.database import Database
from bot.support.conversation import Owner
from bot.support.delivery import FIRST_RETRY, MAX_ATTEMPTS, Delivery, DeliveryState
from bot.support.handoff import Handoff, HandoffReason
from bot.support.layout import Limits, Part, PartLabel
from bot.support.message import Message
from tests.factories import NOW
from tests.spine.stand_in import Clockwork, a_talk, stored


class Platform:
    """A channel that keeps what it was sent, refuses what it was told to, and is as slow as a test wants."""

    name = "widget"
    limits = Limits(text=100)

    def __init__(self) -> None:
        self.sent: list[str] = []
        self.refused: set[str] = set()
        self.errors: dict[str, list[Exception]] = {}
        self.slow: dict[str, asyncio.Event] = {}

    async def send(self, part: Part) -> None:
        if part.text in self.slow:
            await self.slow[part.text].wait()
        if part.text in self.refused:
            raise ConnectionError("refused")
        if self.errors.get(part.text):
            raise self.errors[part.text].pop(0)
        self.sent.append(part.text)


@pytest.fixture
def platform() -> Platform:
    return Platform()


@pytest.fixture
def clock() -> Clockwork:
    return Clockwork()


def a_postman(database: Database, platform: Platform, clock: Clock) -> Postman:
    return Postman(database, {platform.name: platform}, clock)


def outgoing(database: Database, conversation_id: str, *texts: str) -> None:
    with database.session() as db:
        for text in texts:
            announce(db, conversation_id, text, NOW)


def states(database: Database) -> list[DeliveryState]:
    with database.session() as db:
        return list(db.scalars(select(Delivery.state).join(Message, Message.id == Delivery.message_id).order_by(Message.seq)))


def raising(error: Exception) -> Callable[..., Any]:
    def fail(*_: Any) -> Any:
        raise error

    return fail


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - what is awaited is in the database
            await asyncio.sleep(0.01)


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


@pytest.mark.parametrize("owner", [Owner.BOT, Owner.CLOSED])
async def test_what_cannot_be_delivered_is_put_before_an_agent(
    database: Database, platform: Platform, clock: Clockwork, owner: Owner
) -> None:
    talk = a_talk(database, owner=owner)
    outgoing(database, talk, "lost")
    platform.refused = {"lost"}
    postman = a_postman(database, platform, clock)
    for _ in range(MAX_ATTEMPTS):
        await postman.deliver_due()
        clock.now += timedelta(hours=1)

    assert states(database) == [DeliveryState.FAILED]
    assert stored(database, talk).owner is Owner.QUEUED
    with database.session() as db:
        assert db.scalar(select(Handoff.reason)) is HandoffReason.NOT_DELIVERED
        case = open_case(db, talk)
        assert case is not None
        assert case.deliveries[case.messages[0].id].state is DeliveryState.FAILED


async def test_platform_that_is_busy_is_left_alone_for_as_long_as_it_says(
    database: Database, platform: Platform, clock: Clockwork
) -> None:
    outgoing(database, a_talk(database), "one", "two")
    platform.errors["one"] = [BusyError(timedelta(minutes=3))]
    postman = a_postman(database, platform, clock)
    await postman.deliver_due()

    clock.now = NOW + timedelta(minutes=3, seconds=-1)
    assert await postman.deliver_due() == 0
    clock.now = NOW + timedelta(minutes=3)
    await postman.deliver_due()

    assert platform.sent == ["one", "two"]


async def test_busy_platform_is_left_alone_with_what_is_for_others_too(
    database: Database, platform: Platform, clock: Clockwork
) -> None:
    outgoing(database, a_talk(database), "one")
    platform.errors["one"] = [BusyError(timedelta(minutes=3))]
    postman = a_postman(database, platform, clock)
    await postman.deliver_due()
    outgoing(database, a_talk(database), "two")

    assert await postman.deliver_due() == 0
    clock.now = NOW + timedelta(minutes=3)
    await postman.deliver_due()

    assert sorted(platform.sent) == ["one", "two"]


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
    await until(lambda: postman._under_way == 0)

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


async def test_what_a_platform_refuses_for_good_is_an_agents_at_once_and_holds_up_nothing(
    database: Database, platform: Platform, clock: Clockwork
) -> None:
    talk = a_talk(database)
    outgoing(database, talk, "one", "two")
    platform.errors["one"] = [RefusedError("blocked")]

    await a_postman(database, platform, clock).deliver_due()

    assert (states(database), platform.sent) == ([DeliveryState.FAILED, DeliveryState.SENT], ["two"])
    assert stored(database, talk).owner is Owner.QUEUED


async def test_while_the_desk_is_closed_it_becomes_a_ticket(database: Database, platform: Platform, clock: Clockwork) -> None:
    talk = a_talk(database)
    outgoing(database, talk, "one")
    platform.errors["one"] = [RefusedError("blocked")]
    # NOW is a Friday.
    hours = OfficeHours.of("Mon-Thu 09:00-17:00", ZoneInfo("UTC"))

    await Postman(database, {platform.name: platform}, clock, hours).deliver_due()

    assert stored(database, talk).owner is Owner.BOT
    with database.session() as db:
        assert db.scalars(select(Handoff)).one().is_waiting_ticket


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


async def test_message_of_a_channel_that_is_gone_is_tried_again(database: Database, clock: Clockwork) -> None:
    outgoing(database, a_talk(database), "whereto?")

    await Postman(database, {}, clock).deliver_due()

    assert states(database) == [DeliveryState.DUE]


async def test_postman_survives_a_database_that_is_away(platform: Platform, clock: Clockwork, database: Database) -> None:
    outgoing(database, a_talk(database), "one")
    postman = a_postman(database, platform, clock)
    away = [ConnectionError("away")]
    claim = postman._claim

    def claim_when_back(limit: int, resting: Collection[str]) -> list[Parcel]:
        if away:
            raise away.pop()
        return claim(limit, resting)

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


async def test_postman_who_is_called_and_dismissed_in_the_same_instant_goes_home(platform: Platform, clock: Clockwork) -> None:
    postman = a_postman(Database("postgresql://nobody@127.0.0.1:1/nothing"), platform, clock)
    waiting = asyncio.create_task(postman._wait())
    await asyncio.sleep(0)

    postman.call()
    waiting.cancel()

    with pytest.raises(asyncio.CancelledError):
        await waiting
