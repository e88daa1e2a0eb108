"""A server that is told to stop (SIGTERM) ends what is under way: the next process repeats nothing, and nothing is lost."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.vendors.telegram import FakeTelegram
from bot.channels.vendors.vendor import served
from bot.evaluate.servers import free_port
from bot.store.database import Database
from bot.support.contact import Contact
from bot.support.delivery import DeliveryState
from bot.support.message import Message, Sender
from tests.factories import NOW
from tests.spine.outgoing import outgoing, states
from tests.spine.stand_in import a_talk, until

SERVE = """
import json, sys
from bot.channels.vendors.everyone import platforms_of
from bot.settings import Settings
from bot.start import claim_port, serve

settings = Settings()
serve(settings, claim_port(settings), print, "ready", platforms_of(json.loads(sys.argv[1])))
"""
CUSTOMERS = 24
# Long after a server that waits for nothing would have ended, long before one that waits gives up.
SLOW_SECONDS = 1.0
STOPPED_WITHIN, SENT_WITHIN = 30, 60  # seconds


class SlowTelegram(FakeTelegram):
    """It shows what it is sent, and says so when it may."""

    def __init__(self) -> None:
        super().__init__()
        self.may_answer = asyncio.Event()

    async def take(self, request: Request) -> Response:
        answer = await super().take(request)
        await self.may_answer.wait()
        return answer

    @property
    def told(self) -> list[str]:
        return [text for _, text, _ in self.shown]


class Servers:
    """One process after the other, on one port, each with the same vendor."""

    def __init__(self, store: Database, model_folder: Path, vendor: str) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self._vendors = json.dumps({"telegram": vendor})
        self._environment = os.environ | {
            "FIRSTLINE_DATABASE_URL": str(store.url),
            "FIRSTLINE_MODEL_DIR": str(model_folder),
            "FIRSTLINE_PORT": str(port),
            "OMP_NUM_THREADS": "1",
        }

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        process = subprocess.Popen([sys.executable, "-c", SERVE, self._vendors], env=self._environment, stdout=subprocess.DEVNULL)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'firstline.db'}")
    database.migrate()
    yield database
    database.dispose()


async def test_answer_under_way_is_shown_once_and_the_next_process_sends_those_behind_it(store: Database, model: Path) -> None:
    vendor, talk = SlowTelegram(), a_telegram_talk(store)
    outgoing(store, talk, "one", "two", "three")
    async with served(vendor.answer) as api:
        servers = Servers(store, model.parent, api)
        with servers.running() as first:
            await until(lambda: vendor.told == ["one"], SENT_WITHIN)
            assert await stopped(first, vendor) == -signal.SIGTERM
        assert states(store) == [DeliveryState.SENT, DeliveryState.DUE, DeliveryState.DUE]
        with servers.running():
            await until(lambda: set(states(store)) == {DeliveryState.SENT}, SENT_WITHIN)

    assert vendor.told == ["one", "two", "three"]


async def test_customers_who_write_just_before_a_stop_are_each_answered_once(store: Database, model: Path) -> None:
    vendor = SlowTelegram()
    async with served(vendor.answer) as api, httpx.AsyncClient() as client:
        servers = Servers(store, model.parent, api)
        with servers.running() as first:
            await until_healthy(client, servers.address)
            await asyncio.gather(*(write(client, servers.address, vendor, customer) for customer in range(1, CUSTOMERS + 1)))
            await until(lambda: bool(vendor.shown), SENT_WITHIN)
            assert await stopped(first, vendor) == -signal.SIGTERM
        with servers.running():
            await until(lambda: all_answered(store), SENT_WITHIN)

    told = Counter((customer, text) for customer, text, _ in vendor.shown)
    assert set(told.values()) == {1}
    assert {customer for customer, _ in told} == {str(customer) for customer in range(1, CUSTOMERS + 1)}
    assert len(told) == len(states(store))


async def stopped(server: subprocess.Popen[bytes], vendor: SlowTelegram) -> int:
    """How the server ended that was told to while the vendor takes its time."""
    server.send_signal(signal.SIGTERM)
    await asyncio.sleep(SLOW_SECONDS)
    vendor.may_answer.set()
    return await asyncio.to_thread(server.wait, STOPPED_WITHIN)


def a_telegram_talk(store: Database) -> str:
    talk = a_talk(store, channel="telegram")
    with store.session() as db:
        db.add(Contact(conversation_id=talk, channel="telegram", address="1", heard_at=NOW))
    return talk


def all_answered(store: Database) -> bool:
    with store.session() as db:
        messages = list(db.scalars(select(Message)))
    asked = {message.id for message in messages if message.sender is Sender.CUSTOMER}
    return asked == {message.in_reply_to for message in messages} - {None} and set(states(store)) == {DeliveryState.SENT}


async def until_healthy(client: httpx.AsyncClient, address: str) -> None:
    async with asyncio.timeout(SENT_WITHIN):
        while True:
            try:
                (await client.get(f"{address}/health")).raise_for_status()
            except httpx.TransportError:
                await asyncio.sleep(0.1)
            else:
                return


async def write(client: httpx.AsyncClient, address: str, vendor: SlowTelegram, customer: int) -> None:
    call = vendor.message("how long does shipping take?", 1, customer)
    answer = await client.post(f"{address}/channels/telegram", content=call.body, headers=call.headers)
    assert answer.status_code == 200
