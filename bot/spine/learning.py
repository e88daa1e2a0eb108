"""Keeps what the assistant knows as new as the store: the catalogue, and the frequent questions."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.services.catalogue import products_and_options
from bot.services.knowledge import questions_of_entries
from bot.spine.app import App
from bot.spine.failure import described
from bot.spine.rounds import in_rounds

logger = logging.getLogger(__name__)

# A new product is understood by its name after this time at the latest.
CATALOGUE_SECONDS = 120.0
# A new question is understood after this time at the latest.
QUESTIONS_SECONDS = 10.0
# So long, for each of them, a server that starts waits for a database that does not answer.
START_SECONDS = 20.0
TROUBLE_WITH_CATALOGUE, TROUBLE_WITH_QUESTIONS = "the catalogue cannot be read", "the frequent questions cannot be read"

T = TypeVar("T")


async def learn_before_serving(app: App) -> None:
    """Learn all once, so that the first message is read as all others are; what cannot be read now is learnt later."""
    for lesson, trouble in ((_catalogue, TROUBLE_WITH_CATALOGUE), (_questions, TROUBLE_WITH_QUESTIONS)):
        try:
            async with asyncio.timeout(START_SECONDS):
                await lesson(app)()
        except Exception as error:
            logger.error("%s; trying again: %s", trouble, described(error))


async def follow_catalogue(app: App) -> None:
    """Learn it again and again until cancelled; where nothing changed, that is one query."""
    await in_rounds(_catalogue(app), CATALOGUE_SECONDS, TROUBLE_WITH_CATALOGUE)


async def follow_questions(app: App) -> None:
    """Learn them again and again until cancelled; where nothing changed, that is one query."""
    await in_rounds(_questions(app), QUESTIONS_SECONDS, TROUBLE_WITH_QUESTIONS)


def _catalogue(app: App) -> Callable[[], Awaitable[None]]:
    return _lesson(app, products_and_options, app.assistant.learn_catalogue)


def _questions(app: App) -> Callable[[], Awaitable[None]]:
    return _lesson(app, questions_of_entries, app.assistant.learn_questions)


def _lesson(app: App, read: Callable[[Session], T], learn: Callable[[T], None]) -> Callable[[], Awaitable[None]]:
    async def read_and_learn() -> None:
        await asyncio.to_thread(learn, await app.in_store(read))

    return read_and_learn
