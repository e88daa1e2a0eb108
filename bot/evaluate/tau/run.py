"""Holds every task's talk with the server application itself, which finds the store as it was imported each time."""

import asyncio
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import httpx
from sqlalchemy import select

from bot.evaluate.tau.customer import Customer
from bot.evaluate.tau.shop_state import ShopState, differences, read_file
from bot.evaluate.tau.store_state import read_store
from bot.evaluate.tau.talk import Answer, Said, Talk
from bot.evaluate.tau.tasks import Identity, Task
from bot.evaluate.tau.verdict import Ledger, Line, Outcome, expected_of, untold, verdict_of
from bot.evaluate.terminal import Tell
from bot.settings import Settings
from bot.shop.address import normal_postcode
from bot.shop.customer import normal_email, normal_name
from bot.shop.record import Record
from bot.shop.terms import Proof
from bot.spine.app import App
from bot.spine.garbage import spare_what_is_loaded
from bot.store.database import Database
from bot.store.importers import import_file

# What the benchmark takes as proof.
PROOFS = [Proof.EMAIL, Proof.NAME_AND_POSTCODE]


class UnlikeStore(Exception):  # noqa: N818 - reads as the sentence that it carries
    """The imported store does not hold what the benchmark's file says, so nothing can be judged by it."""


@dataclass(frozen=True)
class Stall:
    """The shop that all talks are held in, one after the other: a server, and the store as it was imported."""

    template: Path
    store: Path
    shop: ShopState
    app: App
    http: httpx.AsyncClient

    def restock(self) -> None:
        """Everything in the store becomes as it was imported; the server goes on, as warm as servers are."""
        with closing(sqlite3.connect(self.template)) as imported, closing(sqlite3.connect(self.store)) as used:
            [[schema]] = used.execute("PRAGMA schema_version")
            imported.backup(used)
            # A backup counts as another schema, and the server would prepare all its statements anew: it is the same one.
            used.execute(f"PRAGMA schema_version = {schema}")


def hold_all(tasks: Sequence[Task], db_file: Path, settings: Settings, runs: int, tell: Tell) -> list[list[Outcome]]:
    """The outcomes of each run, in the tasks' order; raises BadFile, UnlikeStore, TrainingError and ModelUnusable."""
    # Here, because it loads what the other commands do not need.
    from bot.engine.training import train  # noqa: PLC0415

    train(settings.model_dir, lambda _: None)
    with TemporaryDirectory(prefix="firstline-tau-") as name:
        return asyncio.run(_hold_runs(tasks, db_file, settings, Path(name), runs, tell))


@asynccontextmanager
async def _stall(db_file: Path, settings: Settings, folder: Path) -> AsyncIterator[Stall]:
    # Here, because the server loads what the other commands do not need.
    from bot.server import assemble, create_server  # noqa: PLC0415

    template, store = folder / "template.db", folder / "shop.db"
    shop = import_shop(db_file, f"sqlite:///{template}")
    shutil.copy(template, store)
    app = assemble(settings.model_copy(update={"database_url": f"sqlite:///{store}", "redis_url": None, "proofs": PROOFS}))
    server = create_server(app)
    http = httpx.AsyncClient(transport=httpx.ASGITransport(app=server), base_url="http://shop")
    spare_what_is_loaded()  # as the server does
    async with server.router.lifespan_context(server), http:
        yield Stall(template, store, shop, app, http)


def import_shop(db_file: Path, database_url: str) -> ShopState:
    """Import the benchmark's file with the product's own importer; raises UnlikeStore where a fact was lost on the way."""
    database = Database(database_url)
    database.migrate()
    with database.session() as db:
        import_file(db, db_file, currency="USD", zone=ZoneInfo("UTC"))
    with database.session() as db:
        stored = read_store(db)
    database.dispose()
    if lost := differences(read_file(db_file), stored):
        raise UnlikeStore("\n".join(map(str, lost[:10])))
    return stored


async def _hold_runs(
    tasks: Sequence[Task], db_file: Path, settings: Settings, folder: Path, runs: int, tell: Tell
) -> list[list[Outcome]]:
    outcomes = []
    async with _stall(db_file, settings, folder) as stall:
        for run in range(1, runs + 1):
            tell(f"Run {run} of {runs}: {len(tasks)} talks ...")
            outcomes.append([await _hold(stall, task) for task in tasks])
    return outcomes


async def _hold(stall: Stall, task: Task) -> Outcome:
    stall.restock()
    return await hold_talk(stall.app, stall.http, task, stall.shop)


async def hold_talk(app: App, http: httpx.AsyncClient, task: Task, shop: ShopState) -> Outcome:
    """One talk from the first word to the last, and its judgement."""
    began = time.perf_counter()
    customer = Customer(task, shop, customer_of(task, shop))
    ledger, lines = Ledger(shop, list(task.writes)), list[Line]()
    talk = await Talk.open(http)
    said: Said | None = customer.begin()
    answer = None
    on_record = 0
    while said is not None:
        answer = await talk.send(said)
        lines += _lines(said, answer)
        records = await app.in_store(lambda db: list(db.scalars(select(Record).order_by(Record.id))))
        if len(records) > on_record:
            new = [f"{record.action} {record.order_number or record.actor}" for record in records[on_record:]]
            ledger.note(await app.in_store(read_store), said, new)
            on_record = len(records)
        said = customer.reply(answer)
    # Changes that nobody put on record come to light here, and count as made without a yes.
    ledger.note(await app.in_store(read_store), Said(""), [])
    return _outcome(task, shop, ledger, lines, time.perf_counter() - began, answer)


def _outcome(task: Task, shop: ShopState, ledger: Ledger, lines: list[Line], seconds: float, answer: Answer | None) -> Outcome:
    expected = expected_of(task, shop)
    found = differences(expected.state, ledger.state)
    handed_over = answer is not None and answer.handed_over
    return Outcome(
        task=task.id,
        verdict=verdict_of(task, found, ledger.wrong, handed_over=handed_over, stuck=bool(expected.refused)),
        lines=lines,
        seconds=seconds,
        differences=found,
        # Two steps that together are right are not wrong.
        wrong_writes=ledger.wrong if found else [],
        writes_without_yes=ledger.without_yes,
        untold=untold(task.facts, lines),
        facts=len(task.facts),
        refused=expected.refused,
    )


def _lines(said: Said, answer: Answer) -> Iterator[Line]:
    pressed = f"[{said.text}]" if said.token else said.text
    yield Line("customer", pressed, milliseconds=answer.milliseconds)
    for heard in answer.heard:
        yield Line("assistant", heard.text, [choice.title for choice in heard.buttons], heard.expects)
    if answer.handed_over:
        yield Line("system", f"the conversation is now: {answer.state}")


def customer_of(task: Task, shop: ShopState) -> str:
    """Whom the task's identity, or else one of its writes, names; '' where nobody is."""
    written = [shop.orders[write.order].customer for write in task.writes if write.order in shop.orders]
    named = (one for one, person in shop.people.items() if _is(task.identity, person.name, person.email, person.address[4]))
    return next(iter(written), None) or next(named, "")


def _is(identity: Identity, name: str, email: str, postcode: str) -> bool:
    if identity.email is not None:
        return normal_email(identity.email) == email
    if identity.full_name is None or identity.postcode is None:
        return False
    return normal_name(identity.full_name) == normal_name(name) and normal_postcode(identity.postcode) == normal_postcode(
        postcode
    )
