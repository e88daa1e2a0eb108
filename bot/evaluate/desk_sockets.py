"""How soon the pages of many hear of an agent's reply: each customer what was said, each agent that something was."""

import asyncio
import json
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import httpx
from websockets.client import WebSocketClientProtocol, connect

from bot.channels.vendors.vendor import listening
from bot.evaluate.desk_session import COOKIE, DeskSession, sign_in
from bot.evaluate.latency import Latency, latency
from bot.server import create_server
from bot.services import handoffs
from bot.services.conversations import open_conversation
from bot.spine.app import App
from bot.spine.clock import utc_now
from bot.store.database import Database
from bot.support.agent import Agent

# Of customers, and as many of agents.
SOCKETS = 200
PATIENCE = 10.0  # seconds


@dataclass(frozen=True)
class Heard:
    """Milliseconds from the moment in which the agent sends a reply."""

    sockets: int
    # Until its customer has it.
    customers: Latency
    # Until the last of the agents' pages knows of it.
    agents: Latency

    def __str__(self) -> str:
        lines = {"a customer has an agent's reply": self.customers, "every agent's page knows of it": self.agents}
        told = (
            f"{what:31} median {one.median:6.1f} ms, 95th percentile {one.p95:6.1f} ms, at most {one.slowest:.1f} ms"
            for what, one in lines.items()
        )
        return "\n".join([f"with {self.sockets} sockets of customers and {self.sockets} of agents open:", *told])


@dataclass(frozen=True)
class Talk:
    id: str
    # The customer's.
    token: str


async def measure_sockets(app: App, agent: Agent, number: int = SOCKETS) -> Heard:
    """The server, both kinds of pages and the agent share this process: what is measured is never too little."""
    talks, session = _begin(app.database, agent, number)
    async with AsyncExitStack() as stack:
        address = await stack.enter_async_context(listening(create_server(app)))
        cookie, sockets = {"Cookie": f"{COOKIE}={session.token}"}, address.replace("http", "ws", 1)
        customers = [await stack.enter_async_context(connect(f"{sockets}/api/conversations/{talk.id}/live")) for talk in talks]
        for socket, talk in zip(customers, talks, strict=True):
            await socket.send(json.dumps({"token": talk.token}))
            await _hear(socket, "type", "state")
        pages = [
            await stack.enter_async_context(connect(f"{sockets}/console/live", extra_headers=cookie, origin=address))  # type: ignore[arg-type]
            for _ in talks
        ]
        for page in pages:
            await page.recv()  # it says at once that it listens
        desk = await stack.enter_async_context(
            httpx.AsyncClient(base_url=f"{address}/console/conversations", headers={**cookie, "X-CSRF-Token": session.csrf})
        )
        told = [await _told(desk, talk, socket, pages) for talk, socket in zip(talks, customers, strict=True)]
    return Heard(number, latency([customer for customer, _ in told]), latency([agents for _, agents in told]))


async def _told(
    desk: httpx.AsyncClient, talk: Talk, customer: WebSocketClientProtocol, pages: Sequence[WebSocketClientProtocol]
) -> tuple[float, float]:
    """How long until the customer has the agent's reply, and until all pages of agents know of it."""
    began = time.perf_counter()

    async def until(heard: asyncio.Future[Any]) -> float:
        await heard
        return (time.perf_counter() - began) * 1000

    hearing = asyncio.create_task(_hear(customer, "type", "message"))
    all_hearing = asyncio.gather(*(_hear(page, "conversation_id", talk.id) for page in pages))
    sending = asyncio.create_task(desk.post(f"/{talk.id}/messages", data={"kind": "reply", "text": "It comes tomorrow."}))
    customers, agents = await asyncio.gather(until(hearing), until(all_hearing))
    (await sending).raise_for_status()
    return customers, agents


async def _hear(socket: WebSocketClientProtocol, key: str, value: str) -> None:
    """Read the news until one says so."""
    async with asyncio.timeout(PATIENCE):
        while json.loads(await socket.recv()).get(key) != value:
            pass


def _begin(database: Database, agent: Agent, number: int) -> tuple[list[Talk], DeskSession]:
    """So many conversations of the agent, who is signed in."""
    now = utc_now()
    with database.session() as db:
        opened = [open_conversation(db, "widget", "en", now) for _ in range(number)]
        for one in opened:
            handoffs.take(db, one.conversation.id, agent, now)
        session = sign_in(db, agent)
    return [Talk(one.conversation.id, one.token) for one in opened], session
