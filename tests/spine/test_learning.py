"""The assistant knows what the store holds, also after that has changed."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from bot.server import create_server
from bot.services.knowledge import Draft, save_entry
from bot.settings import Settings
from bot.spine import learning
from bot.spine.app import App
from bot.spine.clock import utc_now
from bot.spine.live import MemoryFeed
from bot.spine.postman import Postman
from bot.store.database import Database
from tests.factories import a_product, an_agent, saved
from tests.spine.stand_in import StandIn, a_taker


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_server_that_takes_messages_has_learnt_what_is_stored(database: Database) -> None:
    stand_in: Any = StandIn()
    app = App(Settings(), database, stand_in, MemoryFeed(), a_taker(database, stand_in), Postman(database, {}, utc_now))
    with database.session() as db:
        db.add(a_product("Lamp"))
        save_entry(
            db, None, Draft({"en": "Pets"}, {"en": ["are pets allowed"]}, {"en": "Yes."}), saved(db, an_agent()), utc_now()
        )

    server = create_server(app)
    async with server.router.lifespan_context(server):
        assert "Lamp" in stand_in.sold[0]
        assert "pets" in stand_in.asked[0]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_new_product_is_learnt_without_a_restart(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "CATALOGUE_SECONDS", 0.01)
    stand_in: Any = StandIn()
    taker = a_taker(database, stand_in)
    app = App(Settings(), database, stand_in, MemoryFeed(), taker, Postman(database, {}, utc_now))
    following = asyncio.create_task(learning.follow_catalogue(app))

    with database.session() as db:
        db.add(a_product("Lamp"))
    async with asyncio.timeout(5):
        while not stand_in.sold or "Lamp" not in stand_in.sold[-1]:  # noqa: ASYNC110 - a stand-in tells nobody
            await asyncio.sleep(0.01)

    following.cancel()
    await taker.close()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_catalogue_that_cannot_be_learnt_is_tried_again(
    database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(learning, "CATALOGUE_SECONDS", 0.01)
    taker = a_taker(database, StandIn())
    unable: Any = SimpleNamespace(learn_catalogue=None)
    app = App(Settings(), database, unable, MemoryFeed(), taker, Postman(database, {}, utc_now))
    following = asyncio.create_task(learning.follow_catalogue(app))

    async with asyncio.timeout(5):
        while len(caplog.records) < 2:  # noqa: ASYNC110 - a log tells nobody
            await asyncio.sleep(0.01)

    following.cancel()
    await taker.close()
    assert "the catalogue cannot be read" in caplog.text


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
async def test_a_new_question_is_learnt_without_a_restart(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "QUESTIONS_SECONDS", 0.01)
    stand_in: Any = StandIn()
    taker = a_taker(database, stand_in)
    app = App(Settings(), database, stand_in, MemoryFeed(), taker, Postman(database, {}, utc_now))
    following = asyncio.create_task(learning.follow_questions(app))

    with database.session() as db:
        agent = saved(db, an_agent())
        draft = Draft({"en": "Pets"}, {"en": ["are pets allowed"]}, {"en": "Yes."})
        save_entry(db, None, draft, agent, utc_now())
    async with asyncio.timeout(5):
        while not stand_in.asked or "pets" not in stand_in.asked[-1]:  # noqa: ASYNC110 - a stand-in tells nobody
            await asyncio.sleep(0.01)

    following.cancel()
    await taker.close()
    assert stand_in.asked[-1]["pets"] == {"en": ["are pets allowed"]}
