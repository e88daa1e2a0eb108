"""Keeps what the assistant knows as new as the store: the catalogue, and the frequent questions."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.services.catalogue import products_and_options
from bot.services.knowledge import questions_of_entries
from bot.spine.app import App
from bot.spine.rounds import in_rounds

# A new product is understood by its name after this time at the latest.
CATALOGUE_SECONDS = 120.0
# A new question is understood after this time at the latest.
QUESTIONS_SECONDS = 10.0

T = TypeVar("T")


async def follow_catalogue(app: App) -> None:
    await _follow(app, "the catalogue", products_and_options, app.assistant.learn_catalogue, CATALOGUE_SECONDS)


async def follow_questions(app: App) -> None:
    await _follow(app, "the frequent questions", questions_of_entries, app.assistant.learn_questions, QUESTIONS_SECONDS)


async def _follow(app: App, what: str, read: Callable[[Session], T], learn: Callable[[T], None], seconds: float) -> None:
    """Teach the assistant what the store holds, again and again until cancelled; where nothing changed, that is one query."""

    async def read_and_learn() -> None:
        await asyncio.to_thread(learn, await app.in_store(read))

    await in_rounds(read_and_learn, seconds, f"{what} cannot be read")
