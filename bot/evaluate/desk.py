"""The console's pages over a full store: how long an agent waits for a list, a conversation, and what they search for."""

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from sqlalchemy import insert, select, text

from bot.evaluate.desk_session import sign_in
from bot.evaluate.desk_sockets import SOCKETS, Heard, measure_sockets
from bot.evaluate.desk_store import fill, message_row
from bot.evaluate.latency import Latency, latency
from bot.evaluate.machine import describe_machine
from bot.evaluate.terminal import Tell
from bot.server import assemble, create_server
from bot.settings import Settings
from bot.shop.customer import Customer
from bot.shop.order import Order
from bot.spine.app import App
from bot.spine.clock import utc_now
from bot.spine.garbage import spare_what_is_loaded
from bot.store.database import Database
from bot.support.agent import Agent
from bot.support.conversation import Conversation, Owner
from bot.support.message import Message, Sender

# What agents open, by the name in the table; each is asked for with several conversations.
PAGES = {
    "queue": "/console/queue",
    "mine": "/console/mine",
    "assistant": "/console/assistant",
    "closed": "/console/closed",
    "open a conversation": "/console/conversations/{id}",
    "search: a common word": "/console/search?q=order",
    "search: two words": "/console/search?q=return+lamp",
    "search: order number": "/console/search?q={order}",
    "search: e-mail": "/console/search?q={email}",
    "search: name": "/console/search?q={name}",
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
    # Of these, our own process's work; the rest is another process's, or waiting for others on a busy machine.
    work: dict[str, float]
    # Milliseconds of processor time to store one message: with the word index, and without; None where it is another process's.
    stored: tuple[float, float] | None
    heard: Heard

    def __str__(self) -> str:
        lines = [f"{self.conversations} conversations, {self.messages} messages; {describe_machine()}", ""]
        lines += [
            f"{name:24} median {page.median:6.1f} ms, 95th percentile {page.p95:6.1f} ms; processor {self.work[name]:5.1f} ms"
            for name, page in self.pages.items()
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
        _tidy(database)
        spare_what_is_loaded()  # as the server does
        tell("Opening pages ...")
        opened = asyncio.run(_open_pages(database, url, agent))
        tell("Opening sockets ...")
        heard = asyncio.run(measure_sockets(_app(url), agent, sockets))
        stored = _cost_of_index(database) if database.is_sqlite else None
        database.dispose()
    pages, work = ({name: taken for name, (taken, _) in opened.items()}, {name: work for name, (_, work) in opened.items()})
    return DeskReport(conversations, conversations * messages_each, pages, work, stored, heard)


def _tidy(database: Database) -> None:
    """As a database that has been in use for a while has done by itself."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if database.is_sqlite:
            connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))


async def _open_pages(database: Database, url: str, agent: Agent) -> dict[str, tuple[Latency, float]]:
    """How long each page takes, and milliseconds of processor time for one."""
    app = _app(url)
    chosen = _chosen(database)
    transport = httpx.ASGITransport(create_server(app))
    with database.session() as db:
        session = sign_in(db, agent)
    async with httpx.AsyncClient(transport=transport, base_url="http://desk.test", cookies=session.cookies) as client:
        return {name: await _open(client, [path.format(**one) for one in chosen]) for name, path in PAGES.items()}


async def _open(client: httpx.AsyncClient, paths: Sequence[str]) -> tuple[Latency, float]:
    began = time.process_time()
    taken = latency([await _milliseconds(client, path) for path in paths])
    return taken, (time.process_time() - began) * 1000 / len(paths)


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
    query = (
        select(Conversation.id, Customer.email, Customer.first_name + "+" + Customer.last_name, Order.number)
        .join(Customer, Customer.id == Conversation.customer_id)
        .join(Order, Order.customer_id == Customer.id)
        .where(Conversation.owner == Owner.CLOSED)
        .order_by(Conversation.opened_at)
    )
    with database.session() as db:
        rows = db.execute(query).tuples().all()
    spread = rows[:: max(1, len(rows) // ROUNDS)][:ROUNDS]
    return [dict(zip(("id", "email", "name", "order"), row, strict=True)) for row in spread]


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
