"""Handovers under faults: none may be lost, none talked over, and every customer is answered."""

import asyncio
import itertools
import os
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
from sqlalchemy.engine import make_url

from bot.evaluate.desk_session import DeskSession, sign_in
from bot.evaluate.handover_talk import Customer, Desk, Handover, Step
from bot.evaluate.machine import describe_machine
from bot.evaluate.outages import Fault, LockedFile, Outages, Relay, Store
from bot.evaluate.servers import HOST, free_port
from bot.evaluate.terminal import Tell
from bot.evaluate.verdicts import Verdict, judge
from bot.services.turns import conversations_owed_an_answer
from bot.settings import get_settings
from bot.spine.clock import utc_now
from bot.store.database import Database
from bot.support.agent import Agent, Role

# So that the turn of a killed process is free again soon.
TURN_SECONDS = "3"
SEED = 7
TELL_EVERY = 25


@dataclass(frozen=True)
class Size:
    handovers: int = 500
    at_once: int = 25


@dataclass(frozen=True)
class HandoverReport:
    store: str
    seconds: float
    # How often each fault struck, and how many handovers were to meet it at which step.
    struck: Counter[Fault]
    planned: Counter[tuple[Step, Fault]]
    lost: Sequence[str]
    verdict: Verdict

    @property
    def holds(self) -> bool:
        return not self.lost and self.verdict.holds

    def __str__(self) -> str:
        faults = ", ".join(f"{fault.value} {self.struck[fault]} times" for fault in Fault)
        steps = "; ".join(f"{step.value} {sum(self.planned[step, fault] for fault in Fault)}" for step in Step)
        return "\n".join(
            [
                f"{self.planned.total()} handovers on {self.store} in {self.seconds:.0f} s; {describe_machine()}",
                f"faults: {faults} (each handover meets one; those that fall together strike once)",
                f"planned at each step: {steps}",
                f"lost: {len(self.lost)}{''.join(f'{chr(10)}  {one}' for one in self.lost)}",
                str(self.verdict),
            ]
        )


def measure_handovers(size: Size, database_url: str | None, tell: Tell) -> HandoverReport:
    """In a database of its own, or in the empty one that is named; the model is that of the settings."""
    with TemporaryDirectory() as folder:
        url = database_url or f"sqlite:///{Path(folder)}/handovers.db"
        database = Database(url)
        database.migrate()
        try:
            return asyncio.run(_measure(size, database, url, tell))
        finally:
            database.dispose()


async def _measure(size: Size, database: Database, url: str, tell: Tell) -> HandoverReport:
    began, session = time.monotonic(), _signed_in(database)
    async with _store(url) as (store, served_url), _server(served_url) as (process, port):
        tell("The server is up ...")
        limits, address = httpx.Limits(max_connections=None), f"{HOST}:{port}"
        async with (
            httpx.AsyncClient(base_url=f"http://{address}", timeout=30, limits=limits) as customers,
            httpx.AsyncClient(base_url=f"http://{address}", timeout=30, limits=limits, cookies=session.cookies) as agents,
        ):
            outages, desk = Outages(process, store, SEED), Desk(agents, session.csrf)
            handovers = [
                Handover(number, Customer(customers, f"ws://{address}"), desk, outages, *_plan(number, size.handovers))
                for number in range(size.handovers)
            ]
            await _run(handovers, size.at_once, tell)
            await _answered(database)
    lost = [f"number {one.number} at '{one.lost_at.value}', {one.fault.value}" for one in handovers if one.lost_at is not None]
    planned = Counter((one.step, one.fault) for one in handovers)
    verdict = judge(database, {one.customer.id: one.reply for one in handovers})
    return HandoverReport(database.url.get_backend_name(), time.monotonic() - began, outages.struck, planned, lost, verdict)


def _plan(number: int, of: int) -> tuple[Step, Fault]:
    """Every fault meets every step, in waves: those that run at the same time meet the same."""
    every = list(itertools.product(Fault, Step))
    fault, step = every[number * len(every) // of]
    return step, fault


async def _run(handovers: Sequence[Handover], at_once: int, tell: Tell) -> None:
    places, over = asyncio.Semaphore(at_once), 0

    async def one(handover: Handover) -> None:
        nonlocal over
        async with places:
            await handover.run()
        over += 1
        if over % TELL_EVERY == 0:
            tell(f"{over} of {len(handovers)} handovers are over")

    await asyncio.gather(*map(one, handovers))


async def _answered(database: Database) -> None:
    """What is still owed an answer when the last handover is over gets it from the sweep."""
    for _ in range(100):
        with database.session() as db:
            if not conversations_owed_an_answer(db, utc_now() + timedelta(minutes=1)):
                return
        await asyncio.sleep(0.2)


@asynccontextmanager
async def _store(url: str) -> AsyncIterator[tuple[Store, str]]:
    """What can go away, and where the server finds it."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        yield LockedFile(Path(str(parsed.database))), url
        return
    relay = Relay(parsed)
    await relay.open()
    yield relay, parsed.set(host=HOST, port=relay.port).render_as_string(hide_password=False)
    await relay.close()


@asynccontextmanager
async def _server(url: str) -> AsyncIterator[tuple[Process, int]]:
    port = free_port()
    settings = {"DATABASE_URL": url, "PORT": str(port), "TURN_LIMIT_SECONDS": TURN_SECONDS, "MODEL_DIR": get_settings().model_dir}
    environment = os.environ | {f"FIRSTLINE_{name}": value for name, value in settings.items()} | {"OMP_NUM_THREADS": "1"}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.evaluate.killable", env=environment, stdin=PIPE, stdout=PIPE
    )
    assert process.stdin is not None  # noqa: S101 - both are pipes
    assert process.stdout is not None  # noqa: S101
    try:
        await process.stdout.readline()
        yield process, port
    finally:
        process.stdin.close()
        await process.wait()


def _signed_in(database: Database) -> DeskSession:
    with database.session() as db:
        agent = Agent(name="Desk", password_hash="unusable", added_at=utc_now(), role=Role.AGENT)  # noqa: S106
        db.add(agent)
        db.flush()
        return sign_in(db, agent)
