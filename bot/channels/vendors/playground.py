"""A page on which a developer is a customer of every platform, with the stand-ins for the vendors and without an account."""

import asyncio
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import Any

import httpx
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Route

from bot.channels.vendors.everyone import VENDORS
from bot.channels.vendors.vendor import Call, Vendor, served
from bot.spine.channel import Channel

PAGE = Path(__file__).parent / "playground_page"
FILES = ("page.js", "page.css")
CSP = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
# How often what platforms tell us of our messages is delivered.
RECEIPT_SECONDS = 0.5
HERE = "127.0.0.1"


class Phone:
    """One customer on one platform: what they said and what they were shown, in order."""

    def __init__(self, vendor: Vendor) -> None:
        self.vendor = vendor
        # Another customer each time, so that an earlier run's conversation is not gone on with.
        self._who = secrets.randbelow(10**9) + 10**9
        self._said = 0
        self._seen = 0
        self._log: list[dict[str, Any]] = []

    @property
    def log(self) -> list[dict[str, Any]]:
        new = self.vendor.shown[self._seen :]
        self._seen += len(new)
        self._log += [{"from": "shop", "text": text, "buttons": buttons} for _, text, buttons in new]
        return self._log

    def say(self, text: str) -> Call:
        return self._next(text, self.vendor.message(text, self._said + 1, self._who))

    def press(self, title: str) -> Call:
        """Raises KeyError where no such button was shown."""
        return self._next(title, self.vendor.press(title, self._said + 1, self._who))

    def _next(self, text: str, call: Call) -> Call:
        self._said += 1
        self.log.append({"from": "me", "text": text, "buttons": []})
        return call


class Playground:
    """The stand-ins, each on a port of its own, and the page."""

    def __init__(self, server: str) -> None:
        # Where Firstline listens.
        self.server = server
        self.phones = {vendor.name: Phone(vendor) for vendor in (kind() for kind in VENDORS)}
        self._client = httpx.AsyncClient()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[list[Channel]]:
        """The channels that are set up for the stand-ins, while these run."""
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(self._client)
            vendors = [phone.vendor for phone in self.phones.values()]
            yield [vendor.platform(await stack.enter_async_context(served(vendor.answer))) for vendor in vendors]

    def page(self) -> Starlette:
        routes = [
            Route("/", self._front),
            Route("/files/{name}", self._file),
            Route("/phones", self._all),
            Route("/phones/{name}", self._speak, methods=["POST"]),
        ]
        return Starlette(routes=routes)

    async def deliver_receipts(self) -> None:
        """Until cancelled."""
        while True:
            for phone in self.phones.values():
                receipts, phone.vendor.receipts = phone.vendor.receipts, []
                for receipt in receipts:
                    await self._deliver(phone.vendor, receipt)
            await asyncio.sleep(RECEIPT_SECONDS)

    async def _front(self, request: Request) -> Response:
        return FileResponse(PAGE / "page.html", headers={"Content-Security-Policy": CSP})

    async def _file(self, request: Request) -> Response:
        name = request.path_params["name"]
        return FileResponse(PAGE / name) if name in FILES else Response(status_code=404)

    async def _all(self, request: Request) -> Response:
        return JSONResponse({name: phone.log for name, phone in self.phones.items()})

    async def _speak(self, request: Request) -> Response:
        phone = self.phones.get(request.path_params["name"])
        # Only our own page sends JSON: no other site may do so without asking first.
        if phone is None or not request.headers.get("content-type", "").startswith("application/json"):
            return Response(status_code=404)
        said = await request.json()
        try:
            call = phone.press(said["press"]) if "press" in said else phone.say(said["text"])
        except KeyError:
            return Response(status_code=409)
        return Response(status_code=204 if await self._deliver(phone.vendor, call) else 502)

    async def _deliver(self, vendor: Vendor, call: Call) -> bool:
        try:
            address = f"{self.server}/channels/{vendor.name}?{call.query}"
            answer = await self._client.post(address, content=call.body, headers=call.headers)
        except httpx.TransportError:
            return False
        return answer.is_success


def run_beside(server: str, port: int) -> list[Channel]:
    """The playground in a thread of its own, until the process ends. Raises OSError where the port is taken."""
    listener = socket.create_server((HERE, port))
    started: SimpleQueue[list[Channel]] = SimpleQueue()

    async def run() -> None:
        playground = Playground(server)
        config = uvicorn.Config(playground.page(), log_level="warning", log_config=None, access_log=False)
        async with playground.running() as channels:
            receipts = asyncio.create_task(playground.deliver_receipts())
            started.put(channels)
            await uvicorn.Server(config).serve(sockets=[listener])
            receipts.cancel()

    Thread(target=lambda: asyncio.run(run()), name="playground", daemon=True).start()
    return started.get()
