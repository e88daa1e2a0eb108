"""The socket beside the API: what is said later reaches the customer's page at once.

The page sends one frame, {"token": ..., "after": <the last message it has>}, and from then on listens. It is sent
{"type": "message", "message": ...} for everything after that one, and {"type": "state", ...} whenever who answers changes.
{"type": "typing"} says, in either direction, that somebody types; it is good for a few seconds.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from fastapi import WebSocket, WebSocketDisconnect
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot.channels.widget.channel import NAME, message_news
from bot.channels.widget.schemas import Hello, StateView
from bot.services import attachments
from bot.services.conversations import admitted_conversation, transcript
from bot.services.handoffs import wants_email
from bot.spine.app import App
from bot.spine.live import News, conversation_topic, desk_topic
from bot.spine.typing_news import TYPING, Typing, says_typing
from bot.support.conversation import NOTED_EVERY, Conversation
from bot.support.message import Message

# A page that has opened a socket says hello at once.
HELLO_SECONDS = 10
# Of the range that RFC 6455 leaves to applications; as HTTP's 401.
WRONG_TOKEN = 4401


class Live:
    def __init__(self, app: App) -> None:
        self._app = app

    async def serve(self, socket: WebSocket, conversation_id: str) -> None:
        await socket.accept()
        with suppress(WebSocketDisconnect):
            hello = await _hello(socket)
            if hello is None or not await self._admits(conversation_id, hello):
                await socket.close(WRONG_TOKEN)
                return
            await self._tell_all(socket, conversation_id, hello.after)

    async def _tell_all(self, socket: WebSocket, conversation_id: str, after: str | None) -> None:
        # Listening begins before the store is read, so that nothing falls between the two.
        async with self._app.live.listen(conversation_topic(conversation_id)) as news:
            told = asyncio.create_task(self._tell(socket, conversation_id, after, news))
            gone = asyncio.create_task(self._hear(socket, conversation_id))
            seen = asyncio.create_task(self._be_seen(conversation_id))
            try:
                done, _ = await asyncio.wait({told, gone}, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    task.result()
            finally:
                for task in (told, gone, seen):
                    task.cancel()

    async def _be_seen(self, conversation_id: str) -> None:
        """Note, as long as the socket is open, that the customer is there."""
        while True:
            with suppress(SQLAlchemyError):
                await self._app.in_store(lambda db: db.get_one(Conversation, conversation_id).be_seen(self._app.clock()))
            await asyncio.sleep(NOTED_EVERY.total_seconds())

    async def _tell(self, socket: WebSocket, conversation_id: str, after: str | None, news: AsyncIterator[News]) -> None:
        missed, state = await self._app.in_store(lambda db: _missed(db, self._app, conversation_id, after))
        for message in missed:
            await socket.send_json(message)
        await _send_state(socket, state)
        last = missed[-1]["message"]["id"] if missed else after
        async for one in news:
            if one == TYPING:
                await socket.send_json(one)
                continue
            if one["type"] == "message" and one not in missed:
                await socket.send_json(one)
            elif one["type"] == "changed":
                last = await self._tell_mailed(socket, conversation_id, last)
            state = await self._tell_state(socket, conversation_id, state)

    async def _tell_mailed(self, socket: WebSocket, conversation_id: str, last: str | None) -> str | None:
        """What was said since by e-mail, which no news brings; returns the last of it, or `last`."""
        mailed = await self._app.in_store(lambda db: _mailed(db, conversation_id, last))
        for message in mailed:
            await socket.send_json(message)
        return mailed[-1]["message"]["id"] if mailed else last

    async def _tell_state(self, socket: WebSocket, conversation_id: str, told: StateView) -> StateView:
        state = await self._app.in_store(lambda db: _state(db, self._app, conversation_id))
        if state != told:
            await _send_state(socket, state)
        return state

    async def _hear(self, socket: WebSocket, conversation_id: str) -> None:
        """Until the page is gone; that its customer types is told to the agents who look at the conversation."""
        typing = Typing(self._app.live, desk_topic(conversation_id))
        while (frame := await socket.receive())["type"] != "websocket.disconnect":
            if says_typing(frame.get("text")):
                await typing.pass_on()

    async def _admits(self, conversation_id: str, hello: Hello) -> bool:
        return await self._app.in_store(lambda db: admitted_conversation(db, conversation_id, hello.token) is not None)


async def _hello(socket: WebSocket) -> Hello | None:
    try:
        return Hello.model_validate_json(await asyncio.wait_for(socket.receive_text(), HELLO_SECONDS))
    except (TimeoutError, ValidationError, KeyError):
        # KeyError: a frame of bytes, where text was due.
        return None


async def _send_state(socket: WebSocket, state: StateView) -> None:
    await socket.send_json({"type": "state", **state.model_dump(mode="json")})


def _missed(db: Session, app: App, conversation_id: str, after: str | None) -> tuple[list[News], StateView]:
    return _news_of(db, transcript(db, conversation_id, after)), _state(db, app, conversation_id)


def _mailed(db: Session, conversation_id: str, after: str | None) -> list[News]:
    return _news_of(db, [message for message in transcript(db, conversation_id, after) if message.channel != NAME])


def _news_of(db: Session, messages: list[Message]) -> list[News]:
    files = attachments.of_transcript(db, messages)
    return [message_news(message, files.get(message.id, ())) for message in messages]


def _state(db: Session, app: App, conversation_id: str) -> StateView:
    return state_of(db, app, db.get_one(Conversation, conversation_id))


def state_of(db: Session, app: App, conversation: Conversation) -> StateView:
    """Who answers; an address is asked for where answers can be sent to one."""
    return StateView.of(conversation, email_wanted=app.means.letter is not None and wants_email(db, conversation))
