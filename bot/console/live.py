"""The pages' live feed: it says that something changed; what it is, the page reads from the server.

A page that shows a conversation is also told when the customer types, and says when the agent does.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from fastapi import APIRouter, WebSocket
from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocketDisconnect

from bot.console.access import SignedIn, SignInNeededError, is_same_origin, signed_in
from bot.console.site import Spine
from bot.services import handoffs
from bot.spine.app import App
from bot.spine.live import DESK, News, conversation_topic, desk_topic, sessions_topic
from bot.spine.typing_news import Typing, says_typing
from bot.support.agent import NOTED_EVERY, Agent

router = APIRouter()

# RFC 6455: the peer may not do this.
POLICY_VIOLATION = 1008


@router.websocket("/live")
async def live(socket: WebSocket, app: Spine, conversation: str = "") -> None:
    """For signed-in agents on our own pages; everybody else is refused before the socket opens, or once the session ends."""
    desk = await _listener(socket, app)
    if desk is None:
        await socket.close(POLICY_VIOLATION)
        return
    await socket.accept()
    work = [
        _tell(socket, app),
        _be_seen(socket, app),
        _obey(socket, app, desk.agent),
        _hear(socket, app, desk.agent, conversation),
    ]
    if conversation:
        work.append(_tell_typing(socket, app, conversation))
    tasks = [asyncio.create_task(one) for one in work]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    except SignInNeededError:
        await socket.close(POLICY_VIOLATION)
    except WebSocketDisconnect:
        pass
    finally:
        for task in tasks:
            task.cancel()


async def _listener(socket: WebSocket, app: App) -> SignedIn | None:
    if not is_same_origin(socket):
        return None
    try:
        return await signed_in(socket, app)
    except SignInNeededError:
        return None


async def _be_seen(socket: WebSocket, app: App) -> None:
    """Whose page is open is at the desk, even where nothing happens on it. Raises SignInNeededError once the session ends."""
    while True:
        await asyncio.sleep(NOTED_EVERY.total_seconds())
        with suppress(SQLAlchemyError):
            await signed_in(socket, app)


async def _obey(socket: WebSocket, app: App, agent: Agent) -> None:
    """Raises SignInNeededError as soon as somebody ends the session."""
    async with app.live.listen(sessions_topic(agent.id)) as news:
        async for _ in news:
            await signed_in(socket, app)


async def _tell(socket: WebSocket, app: App) -> None:
    async with app.live.listen(DESK) as news:
        # Told once it listens: the page then reads what it may have missed.
        await socket.send_json({})
        await _pass_on(socket, news)


async def _tell_typing(socket: WebSocket, app: App, conversation_id: str) -> None:
    async with app.live.listen(desk_topic(conversation_id)) as news:
        await _pass_on(socket, news)


async def _pass_on(socket: WebSocket, news: AsyncIterator[News]) -> None:
    async for item in news:
        await socket.send_json(item)


async def _hear(socket: WebSocket, app: App, agent: Agent, conversation_id: str) -> None:
    """Until the page is gone. That its agent types is told to the customer of a conversation that is the agent's."""
    typing = Typing(app.live, conversation_topic(conversation_id))
    while (frame := await socket.receive())["type"] != "websocket.disconnect":
        if not says_typing(frame.get("text")) or not typing.is_due:
            continue
        if await app.in_store(lambda db: handoffs.is_with(db, conversation_id, agent)):
            await typing.pass_on()
