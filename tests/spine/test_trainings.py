"""Trainings run in a process of their own, and what was put live is served without a restart."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from bot.services import trainings
from bot.settings import Settings
from bot.spine import trainings as spine
from bot.spine.app import App
from bot.spine.clock import utc_now
from bot.spine.live import DESK, MemoryFeed
from bot.store.database import Database
from bot.support.training import Training, TrainingState
from tests.factories import an_agent, saved
from tests.spine.stand_in import StandIn, a_taker, until


class Replaceable(StandIn):
    def __init__(self) -> None:
        super().__init__()
        self.served: list[Path] = []

    def replace_model(self, model: Path) -> None:
        self.served.append(model)


@pytest.fixture
def app(database: Database, monkeypatch: pytest.MonkeyPatch) -> App:
    monkeypatch.setattr(spine, "ROUND_SECONDS", 0.02)
    assistant: Any = Replaceable()
    live = MemoryFeed()
    taker = a_taker(database, assistant, live=live)
    return App(Settings(database_url=str(database.url)), database, assistant, live, taker, taker._postman)


@pytest.fixture
async def running(app: App) -> AsyncIterator[None]:
    work = [asyncio.create_task(one(app)) for one in (spine.train_on_request, spine.follow_trainings)]
    yield
    for task in work:
        task.cancel()
    await asyncio.gather(*work, return_exceptions=True)


def asked_for(app: App, state: TrainingState = TrainingState.ASKED_FOR) -> str:
    now = utc_now()
    with app.database.session() as db:
        agent = saved(db, an_agent())
        training = Training(begun_at=now, begun_by_id=agent.id, state=state, is_running=True, seen_at=now, taught={})
        db.add(training)
        db.flush()
        return training.id


def stored(app: App, training_id: str) -> Training:
    with app.database.session() as db:
        return db.get_one(Training, training_id)


def write(app: App, request: Callable[[Session], Any]) -> None:
    with app.database.session() as db:
        request(db)


def put_live(db: Session, training_id: str, at: datetime) -> None:
    training = db.get_one(Training, training_id)
    training.model = "new.tar.gz"
    training.end(TrainingState.LIVE, at)


@pytest.mark.usefixtures("running")
async def test_a_process_that_fails_is_told_with_what_it_said_last(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spine, "COMMAND", [sys.executable, "-c", "raise SystemExit('no room for a model')"])

    asked = asked_for(app)
    await until(lambda: stored(app, asked).state is TrainingState.FAILED)

    assert "no room for a model" in str(stored(app, asked).problem)


@pytest.mark.usefixtures("running")
async def test_what_is_put_live_is_served_once(app: App) -> None:
    assistant: Any = app.assistant
    asked = asked_for(app, TrainingState.MEASURING)
    write(app, lambda db: put_live(db, asked, utc_now()))
    await until(lambda: assistant.served != [])
    await asyncio.sleep(0.2)

    assert [path.name for path in assistant.served] == ["new.tar.gz"]


async def test_what_was_live_before_the_start_is_not_loaded_again(app: App) -> None:
    assistant: Any = app.assistant
    asked = asked_for(app, TrainingState.MEASURING)
    write(app, lambda db: put_live(db, asked, utc_now() - timedelta(hours=1)))

    following = asyncio.create_task(spine.follow_trainings(app))
    await asyncio.sleep(0.2)
    following.cancel()

    assert assistant.served == []


@pytest.mark.usefixtures("running")
async def test_agents_pages_hear_how_it_goes_on(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spine, "COMMAND", [sys.executable, "-c", "import time; time.sleep(20)"])
    async with app.live.listen(DESK) as news:
        asked = asked_for(app)
        await asyncio.wait_for(anext(aiter(news)), 10)
        await until(lambda: stored(app, asked).state is TrainingState.TRAINING)
        write(app, lambda db: trainings.progress(db, asked, TrainingState.MEASURING, utc_now(), 100, 200))
        await asyncio.wait_for(anext(aiter(news)), 10)
