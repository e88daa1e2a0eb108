"""The console's pages over a full store: how long an agent waits for a list, a conversation, and what they search for."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from sqlalchemy import insert, select, text

from bot.evaluate.contender import Tell
from bot.evaluate.desk_sockets import COOKIE, SOCKETS, Heard, measure_sockets
from bot.evaluate.desk_store import fill, message_row
from bot.evaluate.latency import Latency, latency
from bot.evaluate.machine import describe_machine
from bot.server import assemble, create_server
from bot.settings import Settings
from bot.spine.app import App
from bot.spine.clock import utc_now
from bot.store.database import Database
from bot.support.agent import Agent, AgentSession
from bot.support.conversation import Conversation, Owner, token_hash
from bot.support.message import Message, Sender
from bot.tables import new_id

# What agents open, by the name in the table; each is asked for with several conversations.
PAGES = {
    "queue": "/console/queue",
    "mine": "/console/mine",
    "assistant": "/console/assistant",
    "closed": "/console/closed",
    "open a conversation": "/console/conversations/{id}",
    "search: a common word": "/console/search?q=order",
    "search: two words": "/console/search?q=return+lamp",
    "search: order number": "/console/search?q=W-{order}",
    "search: e-mail": "/console/search?q=kim.lee{number}@example.com",
    "search: name": "/console/search?q=Kim+Lee{number}",
}
ROUNDS = 20
# Messages stored to see what the word index costs.
STORED = 2000


@dataclass(frozen=True)
class DeskReport:
    conversations: int
    messages: int
    # Milliseconds of a page, by its name.
    pages: dict[str, Latency]
    # Milliseconds of processor time to store one message: with the word index, and without; None where it is another process's.
    stored: tuple[float, float] | None
    heard: Heard

    def __str__(self) -> str:
        lines = [f"{self.conversations} conversations, {self.messages} messages; {describe_machine()}", ""]
        lines += [
            f"{name:24} median {page.median:6.1f} ms, 95th percentile {page.p95:6.1f} ms" for name, page in self.pages.items()
        ]
        if self.stored:
            with_index, without = self.stored
            lines += ["", f"storing a message: {with_index:.3f} ms of processor time, {without:.3f} without the word index"]
        lines += ["", str(self.heard)]
        return "\n".join(lines)


def measure_desk(
    conversations: int, messages_each: int, database_url: str | None, tell: Tell, sockets: int = SOCKETS
) -> DeskReport:
    """In a database of its own, or in the empty one that is named."""
    with TemporaryDirectory() as folder:
        url = database_url or f"sqlite:///{Path(folder)}/desk.db"
        database = Database(url)
        database.migrate()
        tell("Filling the store ...")
        agent = fill(database, conversations, messages_each, utc_now())
        with database.engine.begin() as connection:
            connection.execute(text("ANALYZE"))
        tell("Opening pages ...")
        pages = asyncio.run(_open_pages(database, url, agent))
        tell("Opening sockets ...")
        heard = asyncio.run(measure_sockets(_app(url), agent, sockets))
        stored = _cost_of_index(database) if database.is_sqlite else None
        database.dispose()
    return DeskReport(conversations, conversations * messages_each, pages, stored, heard)


async def _open_pages(database: Database, url: str, agent: Agent) -> dict[str, Latency]:
    app = _app(url)
    chosen = _chosen(database)
    transport = httpx.ASGITransport(create_server(app))
    cookies = {COOKIE: _session(database, agent)}
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.test", cookies=cookies) as client:
        return {
            name: latency([await _milliseconds(client, path.format(**one)) for one in chosen]) for name, path in PAGES.items()
        }


def _app(url: str) -> App:
    silent: Any = Silent()
    return assemble(Settings(database_url=url), silent)


class Silent:
    """Stands where the assistant would: the pages that are measured ask it for nothing."""


async def _milliseconds(client: httpx.AsyncClient, path: str) -> float:
    began = time.perf_counter()
    answer = await client.get(path)
    answer.raise_for_status()
    return (time.perf_counter() - began) * 1000


def _chosen(database: Database) -> Sequence[dict[str, Any]]:
    """Conversations that are asked for: spread over the whole store."""
    query = select(Conversation.id, Conversation.customer_id).where(Conversation.owner == Owner.CLOSED)
    with database.session() as db:
        rows = db.execute(query).tuples().all()
    spread = rows[:: max(1, len(rows) // ROUNDS)][:ROUNDS]
    numbers = [(conversation_id, int(str(customer).rpartition("-")[2])) for conversation_id, customer in spread]
    return [{"id": conversation_id, "number": number, "order": 10_000 + number} for conversation_id, number in numbers]


def _session(database: Database, agent: Agent) -> str:
    token = new_id()
    with database.session() as db:
        until = utc_now() + timedelta(hours=1)
        db.add(AgentSession(token_digest=token_hash(token), agent_id=agent.id, csrf_token=new_id(), expires_at=until))
    return token


def _cost_of_index(database: Database) -> tuple[float, float]:
    with_index = _storing(database)
    with database.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER message_words_insert"))
    return with_index, _storing(database)


def _storing(database: Database) -> float:
    """Processor time of one message, each in a transaction of its own, as turns store them."""
    with database.session() as db:
        conversation_id = db.scalars(select(Conversation.id).limit(1)).one()
    statement, now = insert(Message), utc_now()
    rows = [
        message_row(conversation_id, Sender.CUSTOMER, f"Where is my order W-{number}, please?", now) for number in range(STORED)
    ]
    began = time.process_time()
    for row in rows:
        with database.session() as db:
            db.execute(statement, [row])
    return (time.process_time() - began) * 1000 / STORED
