"""Work that a server does again and again, as long as it runs."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot.spine.failure import described

logger = logging.getLogger(__name__)


async def in_rounds(work: Callable[[], Awaitable[object]], seconds: float, trouble: str) -> None:
    """Until cancelled; what fails, as when the database is away, is logged as this trouble and tried again in the next round."""
    while True:
        try:
            await work()
        except Exception as error:
            logger.error("%s; trying again: %s", trouble, described(error))
        await asyncio.sleep(seconds)
