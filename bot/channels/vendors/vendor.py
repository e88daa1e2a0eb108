"""A vendor on the loopback interface: real HTTP, with the moods that vendors have."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import ceil
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.channels.webhook import Platform

# What was under way when the vendor said that it is busy may still reach it.
UNDER_WAY_SECONDS = 1.0


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
        # Calls that came although all had been told to wait.
        self.impatient_calls = 0
        self._rests_until = self._told_at = 0.0
        # Where it is served, and what customers have sent: each file by its name.
        self.address = ""
        self.files: dict[str, bytes] = {}
        # Files that customers were given, each by its name.
        self.given: dict[str, bytes] = {}
        # Receipts for what was taken, still to be delivered.
        self.receipts: list[Call] = []

    async def answer(self, request: Request) -> Response:
        """One call of the vendor's API."""
        self.calls += 1
        if self.is_down:
            return Response(status_code=503)
        if (now := time.monotonic()) < self._rests_until:
            return self._told_to_wait(now)
        if self.moods and (mood := self.moods.pop(0)) is not None:
            return mood
        return await self.take(request)

    def rest(self, seconds: float) -> None:
        """From now on for so long, everybody is told to wait."""
        self._rests_until, self._told_at = time.monotonic() + seconds, 0.0

    def _told_to_wait(self, now: float) -> Response:
        self._told_at = self._told_at or now
        self.impatient_calls += now - self._told_at > UNDER_WAY_SECONDS
        return self.busy(ceil(self._rests_until - now))

    def platform(self, address: str) -> Platform:
        """The channel, configured for this vendor."""
        raise NotImplementedError

    def signed(self, body: bytes) -> Call:
        raise NotImplementedError

    def message(self, text: str, number: int, who: int = 1) -> Call:
        """The delivery of a customer's message."""
        raise NotImplementedError

    def picture(self, name: str, number: int, who: int = 1) -> Call:
        """The delivery of a file that a customer has sent, one of `files`."""
        raise NotImplementedError

    def give(self, path: str) -> Response:
        """The file that lies there."""
        content = self.files.get(path.rpartition("/")[2])
        return Response(status_code=404) if content is None else Response(content, media_type="application/octet-stream")

    def gathered(self, calls: Sequence[Call]) -> list[Call]:
        """The deliveries as the vendor makes them of what came in the same moment: most send each by itself."""
        return list(calls)

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

    async def take_file(self, to: str, file: UploadFile | str, answer: dict[str, Any]) -> Response:
        """A file of the shop's, as it was uploaded; the customer sees its name."""
        if isinstance(file, str):
            return Response(status_code=400)
        self.given[file.filename or ""] = await file.read()
        self.show(to, f"<{file.filename}>", {})
        return JSONResponse(answer)


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
        while not server.started:
            if serving.done():
                raise RuntimeError("The server did not start; its log says why.")
            await asyncio.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        await serving
