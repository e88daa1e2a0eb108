"""The pages' live feed: it says that something changed; what it is, the page reads from the server."""

import asyncio
from contextlib import suppress

from fastapi import APIRouter, WebSocket
from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocketDisconnect

from bot.console.access import SignInNeededError, is_same_origin, signed_in
from bot.console.site import Spine
from bot.spine.app import App
from bot.spine.live import DESK
from bot.support.agent import NOTED_EVERY

router = APIRouter()

# RFC 6455: the peer may not do this.
POLICY_VIOLATION = 1008


@router.websocket("/live")
async def live(socket: WebSocket, app: Spine) -> None:
    """For signed-in agents on our own pages; everybody else is refused before the socket opens."""
    if not await _may_listen(socket, app):
        await socket.close(POLICY_VIOLATION)
        return
    await socket.accept()
    telling = asyncio.create_task(_tell(socket, app))
    staying = asyncio.create_task(_be_seen(socket, app))
    try:
        # The page says nothing; reading is how its leaving is noticed.
        while True:
            await socket.receive_text()
    except WebSocketDisconnect:
        pass
    finally:
        telling.cancel()
        staying.cancel()


async def _may_listen(socket: WebSocket, app: App) -> bool:
    if not is_same_origin(socket):
        return False
    try:
        await signed_in(socket, app)
    except SignInNeededError:
        return False
    return True


async def _be_seen(socket: WebSocket, app: App) -> None:
    """Whose page is open is at the desk, even where nothing happens on it."""
    while True:
        await asyncio.sleep(NOTED_EVERY.total_seconds())
        with suppress(SignInNeededError, SQLAlchemyError):
            await signed_in(socket, app)


async def _tell(socket: WebSocket, app: App) -> None:
    with suppress(WebSocketDisconnect):
        async with app.live.listen(DESK) as news:
            # Told once it listens: the page then reads what it may have missed.
            await socket.send_json({})
            async for item in news:
                await socket.send_json(item)
