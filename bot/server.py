"""The server: one ASGI application with the customers' channels, the agents' console and what keeps messages moving."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from fastapi import APIRouter, FastAPI, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot.channels.collector import Collector
from bot.channels.invoices.routes import router as invoice_routes
from bot.channels.platforms import configured
from bot.channels.sent_files import router as sent_file_routes
from bot.channels.webhook import Platform, webhook
from bot.channels.widget.channel import WidgetChannel
from bot.channels.widget.files import router as file_routes
from bot.channels.widget.links import router as link_routes
from bot.channels.widget.reference import reference
from bot.channels.widget.routes import router as widget_routes
from bot.console.routes import router as console_routes
from bot.console.watch import watch_desk
from bot.engine.assistant import Assistant
from bot.settings import Settings
from bot.spine.app import App
from bot.spine.channel import Channel
from bot.spine.clock import utc_now
from bot.spine.files import fetch_files
from bot.spine.follow_ups import follow_up
from bot.spine.learning import follow_catalogue, follow_questions, learn_before_serving
from bot.spine.live import live_feed
from bot.spine.postman import Postman
from bot.spine.trainings import follow_trainings, train_on_request
from bot.spine.turns import TurnTaker
from bot.store.database import Database

DESCRIPTION = "First-line customer support: the API that the shop's widget talks to."

# A database that has not answered by then is away.
HEALTH_SECONDS = 2.0
# What is under way when the server stops has this long to end. With what open requests have before, less than the 10 s after
# which a container that was told to stop is killed.
STOP_SECONDS = 4.0


def assemble(settings: Settings, assistant: Assistant | None = None, platforms: Sequence[Channel] = ()) -> App:
    """Join the parts, and load the model unless an assistant is given; the database is migrated by then.

    The platforms that are given come beside those whose secrets are set.
    """
    database = Database(settings.database_url)
    assistant = assistant or Assistant.load(settings.model_dir, settings.terms)
    live = live_feed(settings.redis_url)
    everywhere: list[Channel] = [WidgetChannel(live), *configured(settings), *platforms]
    channels = {channel.name: channel for channel in everywhere}
    hours = settings.terms.office_hours
    postman = Postman(database, channels, utc_now, hours, settings.public_url)
    turns = TurnTaker(database, assistant, settings.turn_limit_seconds, utc_now, postman, live, hours)
    return App(settings, database, assistant, live, turns, postman, channels=channels)


def create_server(app: App) -> FastAPI:
    """The ASGI application around the assembled parts."""

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        await learn_before_serving(app)
        delivering = asyncio.create_task(app.postman.run())
        work = [asyncio.create_task(lasting) for lasting in _lasting(app)]
        yield
        app.postman.dismiss()
        await _cancelled(*work)
        await asyncio.gather(app.turns.close(STOP_SECONDS), asyncio.wait([delivering], timeout=STOP_SECONDS))
        await _cancelled(delivering)
        for platform in _platforms(app):
            await platform.close()
        await app.live.close()
        app.database.dispose()

    # Its own page would load scripts of others, beside the console.
    server = FastAPI(title="Firstline", description=DESCRIPTION, lifespan=running, docs_url=None, redoc_url=None)
    server.include_router(reference())
    for routes in (widget_routes, file_routes, link_routes, sent_file_routes, invoice_routes, console_routes, _health_routes):
        server.include_router(routes(app))
    for platform in _platforms(app):
        server.include_router(webhook(app, platform))
    return server


def _lasting(app: App) -> Iterator[Coroutine[Any, Any, None]]:
    """What runs beside the requests until the server stops."""
    yield app.turns.sweep()
    yield follow_up(app)
    yield fetch_files(app)
    yield follow_catalogue(app)
    yield follow_questions(app)
    yield train_on_request(app)
    yield follow_trainings(app)
    yield watch_desk(app)
    for channel in app.channels.values():
        if isinstance(channel, Collector):
            yield channel.run(app)


def _platforms(app: App) -> list[Platform]:
    return [channel for channel in app.channels.values() if isinstance(channel, Platform)]


def _health_routes(app: App) -> APIRouter:
    router = APIRouter(tags=["Operation"])

    @router.get("/health")
    async def health(response: Response) -> dict[str, str]:
        """Whether messages can be stored and answered; 503 where the database is away."""
        try:
            async with asyncio.timeout(HEALTH_SECONDS):
                await app.in_store(lambda db: db.execute(text("SELECT 1")))
        except (SQLAlchemyError, TimeoutError):
            response.status_code = 503
            return {"status": "the database is away"}
        return {"status": "ok"}

    return router


async def _cancelled(*tasks: asyncio.Task[None]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
