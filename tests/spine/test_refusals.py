"""A platform that is busy is left alone, and what one refuses for good is put before an agent."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.services.casefile import open_case
from bot.shop.office_hours import OfficeHours
from bot.spine.channel import BusyError, RefusedError
from bot.spine.postman import Postman
from bot.store.database import Database
from bot.support.conversation import Owner
from bot.support.delivery import MAX_ATTEMPTS, DeliveryState
from bot.support.handoff import Handoff, HandoffReason
from tests.factories import NOW
from tests.spine.outgoing import Platform, a_postman, outgoing, states
from tests.spine.stand_in import Clockwork, a_talk, stored


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
