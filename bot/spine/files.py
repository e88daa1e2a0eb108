"""Fetches the pictures and files that customers sent on platforms: a platform keeps them for a while only."""

import asyncio
import logging
from functools import partial

from sqlalchemy.orm import Session

from bot.services import attachments
from bot.services.attachments import Fetching
from bot.spine.app import App
from bot.spine.channel import FileSource, RefusedError
from bot.spine.failure import described
from bot.spine.rounds import in_rounds
from bot.support.file_kind import MAX_FILE_BYTES

logger = logging.getLogger(__name__)

ROUND_SECONDS = 1.0
# Files are large, and nobody waits for them.
FETCH_SECONDS = 60.0


async def fetch_files(app: App) -> None:
    """In rounds, until cancelled."""
    await in_rounds(lambda: fetch_due(app), ROUND_SECONDS, "files cannot be looked for")


async def fetch_due(app: App) -> None:
    """Every file whose time has come, a few at once."""
    while fetching := await app.in_store(lambda db: attachments.claim(db, app.clock())):
        await asyncio.gather(*(_fetch(app, one) for one in fetching))


async def _fetch(app: App, one: Fetching) -> None:
    channel = app.channels.get(one.channel)
    try:
        if not isinstance(channel, FileSource):
            raise RefusedError(f"{one.channel} gives no files")
        async with asyncio.timeout(FETCH_SECONDS):
            content = await channel.fetch(one.source, MAX_FILE_BYTES)
    except Exception as error:
        logger.warning("file %s cannot be fetched: %s", one.id, described(error))
        is_final = isinstance(error, RefusedError)
        await app.tell(await app.in_store(partial(_missed, app, one.id, is_final)))
        return
    await app.tell(await app.in_store(partial(_kept, one.id, content)))


def _missed(app: App, attachment_id: str, is_final: bool, db: Session) -> str:
    return attachments.miss(db, attachment_id, app.clock(), is_final)


def _kept(attachment_id: str, content: bytes, db: Session) -> str:
    return attachments.keep(db, attachment_id, content)
