"""Keeps the assistant's knowledge of the catalogue as new as the store."""

import asyncio
import logging

from bot.services.catalogue import products_and_options
from bot.spine.app import App
from bot.spine.failure import described

logger = logging.getLogger(__name__)

# A new product is understood by its name after this time at the latest.
LOOK_SECONDS = 120.0


async def follow_catalogue(app: App) -> None:
    """Teach the assistant what the store holds, again and again until cancelled; where nothing changed, that is one query."""
    while True:
        try:
            products = await app.in_store(products_and_options)
            await asyncio.to_thread(app.assistant.learn_catalogue, products)
        except Exception as error:
            logger.error("the catalogue cannot be read; trying again: %s", described(error))
        await asyncio.sleep(LOOK_SECONDS)
