"""Requests that no platform made: forged, altered, stale. None may be taken in, and none may break the server."""

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import httpx
from sqlalchemy import func, select

from bot.channels.twilio import parse
from bot.channels.vendors.everyone import VENDORS
from bot.channels.vendors.slack import FakeSlack
from bot.channels.vendors.vendor import Call, Vendor
from bot.channels.webhook import Delivery
from bot.evaluate.desk import Silent
from bot.evaluate.machine import describe_machine
from bot.evaluate.tables import markdown
from bot.server import assemble, create_server
from bot.settings import Settings
from bot.store.database import Database
from bot.support.message import Message

# The bar of a page that anybody can call.
BROKEN = 500
AT_ONCE = 50
# Nothing answers there; nothing is sent, either.
NOWHERE = "http://127.0.0.1:1"
# What Slack's signatures are good for, and how much older a stale one is at most.
STALE_SECONDS = (301, 1_000_000)

Forgery = Callable[[Vendor, Call, random.Random], Call | None]


@dataclass(frozen=True)
class ForgeryReport:
    # By channel, by what was done to the request, how often which status came.
    statuses: dict[str, dict[str, Counter[int]]]
    stored: int

    @property
    def accepted(self) -> int:
        return self._count(lambda status: status < httpx.codes.BAD_REQUEST)

    @property
    def broken(self) -> int:
        return self._count(lambda status: status >= BROKEN)

    @property
    def holds(self) -> bool:
        return not (self.accepted or self.broken or self.stored)

    def __str__(self) -> str:
        rows = [["channel", "done to it", "requests", "accepted", "answered with 5xx"]]
        for channel, forgeries in self.statuses.items():
            for what, statuses in forgeries.items():
                accepted = sum(count for status, count in statuses.items() if status < httpx.codes.BAD_REQUEST)
                broken = sum(count for status, count in statuses.items() if status >= BROKEN)
                rows.append([channel, what, str(statuses.total()), str(accepted), str(broken)])
        sums = f"{self.accepted} accepted, {self.broken} answered with 5xx, {self.stored} stored"
        told = f"{self._count(lambda _: True)} requests: {sums}"
        return "\n".join([markdown(rows), "", f"{told}; {describe_machine()}", "held" if self.holds else "MISSED"])

    def _count(self, is_counted: Callable[[int], bool]) -> int:
        every = (statuses for forgeries in self.statuses.values() for statuses in forgeries.values())
        return sum(count for statuses in every for status, count in statuses.items() if is_counted(status))


def measure_forgeries(requests: int, seed: int = 7) -> ForgeryReport:
    """So many on each channel, to a server with a store of its own."""
    with tempfile.TemporaryDirectory(prefix="firstline-forgeries-") as folder:
        url = f"sqlite:///{folder}/firstline.db"
        database = Database(url)
        database.migrate()
        # Nothing is kept secret by it.
        statuses = asyncio.run(_send_all(url, requests, random.Random(seed)))  # noqa: S311
        with database.session() as db:
            stored = db.scalar(select(func.count()).select_from(Message)) or 0
        database.dispose()
    return ForgeryReport(statuses, stored)


async def _send_all(url: str, requests: int, chance: random.Random) -> dict[str, dict[str, Counter[int]]]:
    silent: Any = Silent()
    vendors = [vendor() for vendor in VENDORS]
    app = assemble(Settings(database_url=url), silent, [vendor.platform(NOWHERE) for vendor in vendors])
    transport = httpx.ASGITransport(create_server(app), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://forged.test") as client:
        statuses = {vendor.name: await _send(client, vendor, requests, chance) for vendor in vendors}
        statuses["widget"] = await _send_to_widget(client, requests, chance)
    return statuses


async def _send(client: httpx.AsyncClient, vendor: Vendor, requests: int, chance: random.Random) -> dict[str, Counter[int]]:
    statuses = {name: Counter[int]() for name in forgeries_of(vendor)}
    forged = list(_forged(vendor, requests, chance))
    for first in range(0, len(forged), AT_ONCE):
        some = forged[first : first + AT_ONCE]
        answers = await asyncio.gather(*(_post(client, vendor.name, call) for _, call in some))
        for (name, _), status in zip(some, answers, strict=True):
            statuses[name][status] += 1
    return statuses


async def _post(client: httpx.AsyncClient, channel: str, call: Call) -> int:
    # As bytes: a forger's need not be letters.
    headers: Any = {name: value.encode("latin-1") for name, value in call.headers.items()}
    answer = await client.post(f"/channels/{channel}{call.query and '?'}{call.query}", content=call.body, headers=headers)
    return answer.status_code


def _forged(vendor: Vendor, requests: int, chance: random.Random) -> Iterator[tuple[str, Call]]:
    forgeries = list(forgeries_of(vendor).items())
    made = 0
    while made < requests:
        name, forge = forgeries[made % len(forgeries)]
        genuine = vendor.message(f"where is my order #W{chance.randrange(10**7)}? a+b & c", made + 1, chance.randrange(1, 99))
        forged = forge(vendor, genuine, chance)
        if forged is not None:
            made += 1
            yield name, forged


def forgeries_of(vendor: Vendor) -> dict[str, Forgery]:
    """What can be done to this vendor's requests."""
    forgeries: dict[str, Forgery] = {
        "not signed": _unsigned,
        "a wrong signature": _wrongly_signed,
        "a bent signature": _bent,
    }
    if vendor.name != "telegram":  # which repeats a secret, and signs nothing
        forgeries |= {"an altered body": _altered, "another's signature": _borrowed}
    if isinstance(vendor, FakeSlack):
        forgeries["stale"] = _stale
    if vendor.name == "twilio":
        forgeries["another address"] = _misdirected
    return forgeries


def _signatures(call: Call) -> list[str]:
    return [name for name in call.headers if name.lower().startswith("x-")]


def _unsigned(vendor: Vendor, call: Call, chance: random.Random) -> Call:
    missing = chance.choice(_signatures(call))
    return replace(call, headers={name: value for name, value in call.headers.items() if name != missing})


def _wrongly_signed(vendor: Vendor, call: Call, chance: random.Random) -> Call:
    name = chance.choice(_signatures(call))
    value = call.headers[name]
    digests = [f"{kind}{chance.randbytes(32).hex()}" for kind in ("", "sha256=", "v0=")]
    made_up = ["", "x", "\xe9\xff", "0", "-1", "9" * 40, value * 50, *digests]
    return replace(call, headers={**call.headers, name: chance.choice(made_up)})


def _bent(vendor: Vendor, call: Call, chance: random.Random) -> Call | None:
    name = chance.choice(_signatures(call))
    bent = _bend(call.headers[name].encode("latin-1"), chance).decode("latin-1")
    # White space round a header's value is none of it.
    same = bent.strip(" \t") == call.headers[name] or not bent.isprintable()
    return None if same else replace(call, headers={**call.headers, name: bent})


def _altered(vendor: Vendor, call: Call, chance: random.Random) -> Call | None:
    altered = replace(call, body=_bend(call.body, chance))
    return None if _says_the_same(vendor, call, altered) else altered


def _borrowed(vendor: Vendor, call: Call, chance: random.Random) -> Call:
    other = vendor.message("I am somebody else", chance.randrange(10**6), 77)
    return replace(call, headers=other.headers)


def _stale(vendor: Vendor, call: Call, chance: random.Random) -> Call:
    age = chance.randint(*STALE_SECONDS) * chance.choice([1, -1])
    return vendor.signed(call.body, age) if isinstance(vendor, FakeSlack) else call


def _misdirected(vendor: Vendor, call: Call, chance: random.Random) -> Call:
    return replace(call, query=f"part={chance.randbytes(8).hex()}")


def _bend(content: bytes, chance: random.Random) -> bytes:
    """With one byte more, one less, or another one."""
    at, byte = chance.randrange(len(content)), bytes([chance.randrange(256)])
    before, after = content[:at], content[at + 1 :]
    return chance.choice([before + after, before + byte + content[at:], before + byte + after])


def _says_the_same(vendor: Vendor, one: Call, other: Call) -> bool:
    """Twilio signs what a form says, not how it is written (%2B and %2b are the same); some of it nobody reads."""
    if vendor.name != "twilio":
        return one.body == other.body
    try:
        return parse.read(Delivery({}, {}, one.body)) == parse.read(Delivery({}, {}, other.body))
    except ValueError:
        return False


async def _send_to_widget(client: httpx.AsyncClient, requests: int, chance: random.Random) -> dict[str, Counter[int]]:
    """With other keys than the conversation's own."""
    opened, other = [(await client.post("/api/conversations")).json() for _ in range(2)]
    path, token = f"/api/conversations/{opened['conversation_id']}/messages", opened["token"]
    statuses: Counter[int] = Counter()
    for number in range(requests):
        bent = _bend(token.encode(), chance).decode("latin-1")
        wrong = chance.choice(["", "x", other["token"], token[:-1], token.swapcase(), bent])
        if wrong.strip() == token or not wrong.isprintable():
            wrong = "x"
        headers: Any = {"Authorization": f"Bearer {wrong}".encode("latin-1")}
        body = {"text": "hello", "client_id": f"m{number}"}
        answer = await client.post(path, json=body, headers=headers)
        statuses[answer.status_code] += 1
    return {"another token": statuses}
