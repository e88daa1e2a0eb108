"""The assembled server, beside what its parts promise."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.server import create_server
from bot.settings import Settings
from bot.spine.app import App
from bot.spine.clock import utc_now
from bot.spine.live import DESK, MemoryFeed, conversation_topic
from bot.spine.postman import Postman
from bot.store.database import Database
from tests.spine.stand_in import StandIn, a_taker, a_talk


def an_app(database: Database) -> App:
    live, assistant = MemoryFeed(), StandIn()
    echo: Any = assistant
    taker = a_taker(database, assistant, live=live)
    return App(Settings(), database, echo, live, taker, Postman(database, {}, utc_now))


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
