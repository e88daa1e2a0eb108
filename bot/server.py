"""The server: one ASGI application with the customers' channels, the agents' console and what keeps messages moving."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from fastapi import FastAPI, Response
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
from bot.spine.learning import follow_catalogue, follow_questions
from bot.spine.live import live_feed
from bot.spine.postman import Postman
from bot.spine.trainings import follow_trainings, train_on_request
from bot.spine.turns import TurnTaker
from bot.store.database import Database

DESCRIPTION = "First-line customer support: the API that the shop's widget talks to."

# A database that has not answered by then is away.
HEALTH_SECONDS = 2.0


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
    called = [channel for channel in app.channels.values() if isinstance(channel, Platform)]

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        work = [
            asyncio.create_task(app.postman.run()),
            asyncio.create_task(app.turns.sweep()),
            asyncio.create_task(follow_up(app)),
            asyncio.create_task(fetch_files(app)),
            asyncio.create_task(follow_catalogue(app)),
            asyncio.create_task(follow_questions(app)),
            asyncio.create_task(train_on_request(app)),
            asyncio.create_task(follow_trainings(app)),
            *(asyncio.create_task(channel.run(app)) for channel in app.channels.values() if isinstance(channel, Collector)),
            asyncio.create_task(watch_desk(app)),
        ]
        yield
        for task in work:
            task.cancel()
        await asyncio.gather(*work, return_exceptions=True)
        app.turns.close()
        for platform in called:
            await platform.close()
        await app.live.close()
        app.database.dispose()

    server = FastAPI(title="Firstline", description=DESCRIPTION, lifespan=running)
    server.include_router(widget_routes(app))
    server.include_router(file_routes(app))
    server.include_router(link_routes(app))
    server.include_router(sent_file_routes(app))
    server.include_router(invoice_routes(app))
    server.include_router(console_routes(app))
    for platform in called:
        server.include_router(webhook(app, platform))

    @server.get("/health", tags=["Operation"])
    async def health(response: Response) -> dict[str, str]:
        """Whether messages can be stored and answered; 503 where the database is away."""
        try:
            async with asyncio.timeout(HEALTH_SECONDS):
                await app.in_store(lambda db: db.execute(text("SELECT 1")))
        except (SQLAlchemyError, TimeoutError):
            response.status_code = 503
            return {"status": "the database is away"}
        return {"status": "ok"}

    return server
