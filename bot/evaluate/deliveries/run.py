"""One run: vendors deliver to a server that is killed again and again, until all is answered."""

import asyncio
import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.channels.vendors.everyone import platforms_of
from bot.channels.widget.channel import WidgetChannel
from bot.evaluate.deliveries.lines import Client, Line, MailLine, WebhookLine, WidgetLine
from bot.evaluate.deliveries.pending import pending, until_done
from bot.evaluate.deliveries.shop import open_shop
from bot.evaluate.deliveries.site import KillableServer, Vendors, all_vendors, killable_server
from bot.evaluate.deliveries.traffic import Buyer, Traffic, traffic
from bot.evaluate.deliveries.verdict import ChannelVerdict, Writes, count_writes, judge
from bot.evaluate.latency import Latency, latency
from bot.evaluate.terminal import Tell
from bot.store.database import Database
from bot.support.layout import Limits

CHANNELS = ("widget", "telegram", "messenger", "whatsapp", "slack", "twilio", "email")
# Buyers of one channel have numbers below those of the next.
APART = 10_000
# A busy shop's backlog; who delivers more waits, as platforms do that are answered slowly.
BACKLOG = 150
REQUEST_SECONDS = 30.0
# Long enough for what a dead process had claimed.
SETTLED_WITHIN = 300.0
# After how many milliseconds of work at most a kill comes.
LATEST_KILL_SECONDS = 0.3


@dataclass(frozen=True)
class Plan:
    deliveries: int = 10_000
    kills: int = 20
    seed: int = 7
    turn_limit: float = 8.0
    # After so many quiet seconds the claims of dead processes are taken from them; None: they run out by themselves.
    still_after: float | None = None


@dataclass(frozen=True)
class DeliveryReport:
    channels: list[ChannelVerdict]
    writes: Writes
    kills: int
    acknowledged: Latency
    seconds: float

    @property
    def holds(self) -> bool:
        return self.writes.holds and all(channel.holds for channel in self.channels)


@dataclass
class Progress:
    delivered: int = 0


def measure_deliveries(plan: Plan, model_folder: Path, tell: Tell) -> DeliveryReport:
    """In a store of its own."""
    # The same traffic every time; nothing is kept secret by it.
    chance = random.Random(plan.seed)  # noqa: S311
    shares = [len(range(number, plan.deliveries, len(CHANNELS))) for number in range(len(CHANNELS))]
    traffics = [traffic(share, 1 + APART * number, chance) for number, share in enumerate(shares)]
    with open_shop(buyers_of(traffics)) as database:
        return asyncio.run(_run(plan, database, traffics, model_folder, tell))


async def _run(plan: Plan, database: Database, traffics: Sequence[Traffic], model_folder: Path, tell: Tell) -> DeliveryReport:
    clock = asyncio.get_running_loop().time
    async with all_vendors() as vendors:
        tell("Starting the server ...")
        with killable_server(database, model_folder, vendors.addresses, plan.turn_limit) as server:
            began = clock()
            async with open_lines(vendors, server, CHANNELS) as lines:
                tell(f"Delivering, and killing the server {plan.kills} times ...")
                progress = Progress()
                deliver = [_deliver(line, one, database, progress) for line, one in zip(lines, traffics, strict=True)]
                killing = asyncio.create_task(_kill(server, progress, plan))
                await asyncio.gather(*deliver)
                await killing
                tell("Waiting for what dead processes had begun ...")
                await until_done(database, SETTLED_WITHIN, plan.still_after)
                seconds = clock() - began
    return _report(database, traffics, lines, vendors, server.kills, seconds)


@asynccontextmanager
async def open_lines(vendors: Vendors, server: KillableServer, names: Sequence[str]) -> AsyncIterator[list[Line]]:
    """To these channels; receipts go out as long as they are open."""
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=server.address, timeout=REQUEST_SECONDS, limits=limits) as http:
        client = Client(http, random.Random())  # noqa: S311
        called = [WebhookLine(vendor, client) for vendor in vendors.called]
        receipts = [asyncio.create_task(line.send_receipts()) for line in called]
        lines: list[Line] = [*called, WidgetLine(client), MailLine(vendors.mail)]
        by_name = {line.name: line for line in lines}
        yield [by_name[name] for name in names]
        for task in receipts:
            task.cancel()
        await asyncio.gather(*receipts, return_exceptions=True)


async def _deliver(line: Line, traffic: Traffic, database: Database, progress: Progress) -> None:
    for batch in traffic.batches:
        while (await asyncio.to_thread(pending, database)).unanswered > BACKLOG:  # noqa: ASYNC110 - it is in the database
            await asyncio.sleep(LATEST_KILL_SECONDS)
        await line.deliver(batch)
        progress.delivered += len(batch)


async def _kill(server: KillableServer, progress: Progress, plan: Plan) -> None:
    """At random places of the traffic, and random moments there."""
    chance = random.Random(plan.seed + 1)  # noqa: S311
    for place in sorted(chance.sample(range(plan.deliveries), plan.kills)):
        while progress.delivered < place:  # noqa: ASYNC110 - a count, of which nobody tells
            await asyncio.sleep(0.01)
        await asyncio.sleep(chance.uniform(0, LATEST_KILL_SECONDS))
        server.kill()


def _report(
    database: Database, traffics: Sequence[Traffic], lines: Sequence[Line], vendors: Vendors, kills: int, seconds: float
) -> DeliveryReport:
    limits = limits_of(vendors)
    with database.session() as db:
        verdicts = [judge(db, line.name, one, line.shown(), limits[line.name]) for line, one in zip(lines, traffics, strict=True)]
        writes = count_writes(db, traffics)
    times = [one for line in lines if isinstance(line, WebhookLine) for one in line.acknowledged]
    return DeliveryReport(verdicts, writes, kills, latency(times), seconds)


def limits_of(vendors: Vendors) -> dict[str, Limits]:
    return {channel.name: channel.limits for channel in platforms_of(vendors.addresses)} | {"widget": WidgetChannel.limits}


def buyers_of(traffics: Sequence[Traffic]) -> list[Buyer]:
    return list({said.buyer: None for traffic in traffics for said in traffic.messages})
