"""A vendor on the loopback interface: real HTTP, with the moods that vendors have."""

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.webhook import Platform


@dataclass(frozen=True)
class Call:
    """A request with which the vendor delivers something to us."""

    body: bytes
    headers: dict[str, str]
    # Of the address.
    query: str = ""


class Vendor:
    """Delivers what customers say, signed as the vendor does; takes what a channel sends, checks it, and now and then fails."""

    name: str

    def __init__(self) -> None:
        # By title, as the customers' clients keep them.
        self.offered: dict[str, str] = {}
        # (to whom, what, the titles of the buttons), as a customer would see it.
        self.shown: list[tuple[str, str, list[str]]] = []
        # What the next calls get, before they are looked at; None: they are served.
        self.moods: list[Response | None] = []
        self.is_down = False
        self.calls = 0
        # Receipts for what was taken, still to be delivered.
        self.receipts: list[Call] = []

    async def answer(self, request: Request) -> Response:
        """One call of the vendor's API."""
        self.calls += 1
        if self.is_down:
            return Response(status_code=503)
        if self.moods and (mood := self.moods.pop(0)) is not None:
            return mood
        return await self.take(request)

    def platform(self, address: str) -> Platform:
        """The channel, configured for this vendor."""
        raise NotImplementedError

    def signed(self, body: bytes) -> Call:
        raise NotImplementedError

    def message(self, text: str, number: int, who: int = 1) -> Call:
        """The delivery of a customer's message."""
        raise NotImplementedError

    def press(self, title: str, number: int, who: int = 1) -> Call:
        """The delivery of a press on the button that was shown last under this title."""
        raise NotImplementedError

    async def take(self, request: Request) -> Response:
        """What the vendor answers to a call of its API."""
        raise NotImplementedError

    def busy(self, seconds: int) -> Response:
        return Response(status_code=429, headers={"Retry-After": str(seconds)})

    def refusal(self) -> Response:
        """The customer has gone."""
        raise NotImplementedError

    def show(self, to: str, text: str, buttons: dict[str, str]) -> None:
        self.offered.update(buttons)
        self.shown.append((to, text, list(buttons)))

    def said_to(self, address: str) -> list[str]:
        return [text for to, text, _ in self.shown if to == address]


@asynccontextmanager
async def served(answer: Callable[[Request], Awaitable[Response]]) -> AsyncIterator[str]:
    """The address at which every path is answered."""
    app = Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])
    async with listening(app) as address:
        yield address


@asynccontextmanager
async def listening(app: Any) -> AsyncIterator[str]:
    """A server on a free port of the loopback interface."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        while not server.started:  # noqa: ASYNC110 - uvicorn tells it in no other way
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await serving
