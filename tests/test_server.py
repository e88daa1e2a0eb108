"""The assembled server, beside what its parts promise."""

import asyncio
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot import server as server_module
from bot.server import create_server
from bot.settings import Settings
from bot.spine.app import App
from bot.spine.channel import Channel
from bot.spine.clock import utc_now
from bot.spine.live import DESK, MemoryFeed, conversation_topic
from bot.spine.postman import Postman
from bot.store.database import Database
from bot.support.delivery import DeliveryState
from tests.spine.outgoing import Platform, outgoing, states, until
from tests.spine.stand_in import StandIn, a_taker, a_talk


def an_app(database: Database, *channels: Channel) -> App:
    live, assistant = MemoryFeed(), StandIn()
    echo: Any = assistant
    taker = a_taker(database, assistant, live=live)
    return App(
        Settings(), database, echo, live, taker, Postman(database, {channel.name: channel for channel in channels}, utc_now)
    )


def test_server_is_healthy_while_the_database_answers(database: Database) -> None:
    with TestClient(create_server(an_app(database))) as client:
        response = client.get("/health")

    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_server_says_that_the_database_is_away() -> None:
    nowhere = Database("postgresql://nobody@127.0.0.1:1/nothing")

    with TestClient(create_server(an_app(nowhere))) as client:
        response = client.get("/health")

    assert (response.status_code, response.json()) == (503, {"status": "the database is away"})


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_change_is_told_to_the_desk_and_to_the_customer(database: Database) -> None:
    app = an_app(database)
    talk = a_talk(database)
    async with app.live.listen(DESK) as desk, app.live.listen(conversation_topic(talk)) as customer:
        await app.tell(talk)

        assert await anext(desk) == {"conversation_id": talk}
        assert await anext(customer) == {"type": "changed"}


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_server_ends_with_its_background_work(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    with TestClient(create_server(an_app(database))):
        pass

    assert caplog.records == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("seconds", "state"), [(20.0, DeliveryState.SENT), (0.0, DeliveryState.DUE)])
async def test_server_that_stops_waits_for_what_is_being_sent_but_not_for_ever(
    database: Database, monkeypatch: pytest.MonkeyPatch, seconds: float, state: DeliveryState
) -> None:
    monkeypatch.setattr(server_module, "STOP_SECONDS", seconds)
    platform = Platform()
    platform.slow["one"] = asyncio.Event()
    outgoing(database, a_talk(database), "one")
    app = an_app(database, platform)
    server = create_server(app)
    async with server.router.lifespan_context(server):
        await until(lambda: bool(app.postman._slow))
        asyncio.get_running_loop().call_later(0.3, platform.slow["one"].set)

    assert states(database) == [state]
