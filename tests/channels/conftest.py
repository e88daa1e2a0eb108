"""Every platform's channel in a running server, against its vendor on the loopback interface."""

import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.channels.vendors.messenger import FakeMessenger
from bot.channels.vendors.slack import FakeSlack
from bot.channels.vendors.telegram import FakeTelegram
from bot.channels.vendors.twilio import FakeTwilio
from bot.channels.vendors.vendor import Call, Vendor, listening, served
from bot.channels.vendors.whatsapp import FakeWhatsApp
from bot.server import create_server
from bot.spine.app import App
from bot.spine.clock import utc_now
from bot.store.database import Database
from tests.channels.email.night import Night, a_night
from tests.channels.platform import an_app
from tests.spine.stand_in import Clockwork, until

VENDORS = (FakeTelegram, FakeMessenger, FakeWhatsApp, FakeSlack, FakeTwilio)


class Shifted:
    """The time, put on as far as a test wishes."""

    def __init__(self) -> None:
        self.later = timedelta()

    def __call__(self) -> datetime:
        return utc_now() + self.later


@dataclass
class Line:
    """A customer on a platform, the vendor between, and our server at the other end."""

    vendor: Vendor
    app: App
    client: httpx.AsyncClient
    clock: Shifted
    path: str
    calls: list[Call] = field(default_factory=list)

    @property
    def heard(self) -> list[str]:
        return [text for _, text, _ in self.vendor.shown]

    @property
    def offered(self) -> set[str]:
        """The titles of all buttons so far."""
        return set(self.vendor.offered)

    async def deliver(self, call: Call) -> int:
        # As bytes: a forger's need not be letters.
        headers = {name: value.encode("latin-1") for name, value in call.headers.items()}
        address = f"{self.path}?{call.query}" if call.query else self.path
        answer = await self.client.post(address, content=call.body, headers=headers)  # type: ignore[arg-type]
        return answer.status_code

    async def say(self, text: str, who: int = 1) -> None:
        await self._next(lambda number: self.vendor.message(text, number, who))

    async def press(self, title: str, who: int = 1) -> None:
        await self._next(lambda number: self.vendor.press(title, number, who))

    async def _next(self, made: Any) -> None:
        self.calls.append(made(len(self.calls) + 1))
        assert await self.deliver(self.calls[-1]) == 200

    async def shown(self, count: int) -> list[str]:
        """What was shown so far, once it is as much as this."""
        await until(lambda: len(self.vendor.shown) >= count, seconds=30)
        return [text for _, text, _ in self.vendor.shown]


@pytest.fixture
def one_database(migrated_sqlite_file: Path, tmp_path: Path) -> Iterator[Database]:
    """The spine's own tests go through both; here the vendor is what differs."""
    shutil.copy(migrated_sqlite_file, tmp_path / "channels.db")
    database = Database(f"sqlite:///{tmp_path / 'channels.db'}")
    yield database
    database.dispose()


@pytest.fixture
def clock() -> Clockwork:
    return Clockwork()


@pytest.fixture
async def night(one_database: Database, clock: Clockwork) -> AsyncIterator[Night]:
    async with a_night(one_database, clock) as night:
        yield night


@pytest.fixture(params=VENDORS, ids=[vendor.name for vendor in VENDORS])
def vendor(request: pytest.FixtureRequest) -> Vendor:
    made: Vendor = request.param()
    return made


@asynccontextmanager
async def connected(vendor: Vendor, database: Database, assistant: Any) -> AsyncIterator[Line]:
    clock = Shifted()
    async with served(vendor.answer) as api:
        vendor.address = api
        app = an_app(database, assistant, vendor.platform(api), clock=clock)
        async with listening(create_server(app)) as address, httpx.AsyncClient(base_url=address) as client:
            yield Line(vendor, app, client, clock, f"/channels/{vendor.name}")
