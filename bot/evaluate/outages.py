"""What goes wrong around a handover: the server is killed, the customer's socket is cut, the database goes away."""

import asyncio
import random
import time
from asyncio.subprocess import Process
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Protocol

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL

AWAY_SECONDS = 5.0
# After an outage all is well for at least this long: who waited for its end is not to meet the next one at once.
CALM_SECONDS = 5.0
# A process that was forked answers after this.
START_SECONDS = 1.0
# A fault comes so soon after the request that it is to hit, at most.
SOON = 0.03
CHUNK = 65536


class Fault(Enum):
    KILLED = "killed"
    SOCKET_LOST = "socket lost"
    DATABASE_AWAY = "database away"


class Store(Protocol):
    async def go_away(self) -> None:
        """For AWAY_SECONDS; returns when it is back."""


class LockedFile:
    """SQLite has no server that could go: nobody gets at the file while somebody else holds it."""

    def __init__(self, path: Path) -> None:
        self._engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 30})

    async def go_away(self) -> None:
        await asyncio.to_thread(self._hold)

    def _hold(self) -> None:
        with self._engine.connect() as connection:
            connection.exec_driver_sql("BEGIN EXCLUSIVE")
            connection.execute(text("SELECT 1"))
            time.sleep(AWAY_SECONDS)
            connection.rollback()


class Relay:
    """Stands between the server and PostgreSQL: while it is away, connections break and new ones are refused."""

    def __init__(self, url: URL) -> None:
        self._host, self._port = url.host or "127.0.0.1", url.port or 5432
        self._writers: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server | None = None
        self.port = 0

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._relay, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def go_away(self) -> None:
        await self.close()
        await asyncio.sleep(AWAY_SECONDS)
        await self.open()

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
        for writer in tuple(self._writers):
            writer.transport.abort()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        with suppress(OSError):
            there, back = await asyncio.open_connection(self._host, self._port)
            self._writers.add(back)
            await asyncio.gather(_pump(reader, back), _pump(there, writer))
            self._writers.discard(back)
        self._writers.discard(writer)
        writer.close()


class Outages:
    """Faults strike by name at a moment soon after they are ordered; those of one kind that fall together are one."""

    def __init__(self, server: Process, store: Store, seed: int) -> None:
        self._server, self._store = server, store
        # The same moments every time; nothing is kept secret by them.
        self._chance = random.Random(seed)  # noqa: S311
        self._under_way: dict[Fault, asyncio.Task[None]] = {}
        self._calming: dict[Fault, asyncio.Task[None]] = {}
        # How often each has struck.
        self.struck: Counter[Fault] = Counter()

    async def calm(self, fault: Fault) -> None:
        """Wait until the fault may strike again."""
        if fault in self._calming:
            await asyncio.shield(self._calming[fault])

    async def strike(self, fault: Fault, cut: Callable[[], Awaitable[None]]) -> None:
        """`cut` cuts the customer's own socket."""
        await asyncio.sleep(self._chance.uniform(0, SOON))
        if fault is Fault.SOCKET_LOST:
            self.struck[fault] += 1
            await cut()
            return
        running = self._under_way.get(fault)
        if running is None or running.done():
            self.struck[fault] += 1
            work = self._kill() if fault is Fault.KILLED else self._store.go_away()
            running = self._under_way[fault] = asyncio.create_task(work)
            self._calming[fault] = asyncio.create_task(_with_calm_after(running))
        await asyncio.shield(running)

    async def _kill(self) -> None:
        assert self._server.stdin is not None  # noqa: S101 - it was started with a pipe
        self._server.stdin.write(b"kill\n")
        await self._server.stdin.drain()
        # Or the next process would be killed before it has begun to serve.
        await asyncio.sleep(START_SECONDS)


async def _with_calm_after(outage: asyncio.Task[None]) -> None:
    await outage
    await asyncio.sleep(CALM_SECONDS)


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(CHUNK):
            writer.write(data)
            await writer.drain()
    writer.close()
