"""All vendors are away for a while, and busy when they come back: does everything arrive, in order and once?"""

import asyncio
import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from bot.channels.vendors.everyone import EMAIL, VENDORS
from bot.evaluate.deliveries.lines import Line
from bot.evaluate.deliveries.pending import until_done
from bot.evaluate.deliveries.run import APART, SETTLED_WITHIN, buyers_of, limits_of, open_lines
from bot.evaluate.deliveries.shop import open_shop
from bot.evaluate.deliveries.site import Vendors, all_vendors, killable_server
from bot.evaluate.deliveries.traffic import Traffic, traffic
from bot.evaluate.deliveries.verdict import ChannelVerdict, judge
from bot.evaluate.machine import describe_machine
from bot.evaluate.tables import markdown
from bot.evaluate.terminal import Tell
from bot.store.database import Database

CHANNELS = (*(vendor.name for vendor in VENDORS), EMAIL)
# Deliveries of each channel during the outage.
DELIVERIES = 100
TURN_LIMIT_SECONDS = 8.0
# How long the vendors want to be left alone when they are back; mail servers know no such thing.
BUSY_SECONDS = 5.0


@dataclass(frozen=True)
class OutageReport:
    seconds: float
    channels: list[ChannelVerdict]
    # By channel: calls that came although the vendor had asked to be left alone; None where it cannot ask.
    impatient: dict[str, int | None]
    # From the end of the outage until the last message was out.
    caught_up_after: float

    @property
    def holds(self) -> bool:
        return not any(self.impatient.values()) and all(one.holds and not one.shown_twice for one in self.channels)

    def __str__(self) -> str:
        head = ["channel", "answers owed", "not shown", "shown twice", "out of order", "calls while busy"]
        rows = [
            [one.name, *map(str, (one.messages, one.not_shown + one.missed, one.shown_twice, one.out_of_order)), self._calls(one)]
            for one in self.channels
        ]
        lines = [
            f"all vendors away for {self.seconds:.0f} s, then busy for {BUSY_SECONDS:.0f} s; {describe_machine()}",
            "",
            markdown([head, *rows]),
            "",
            f"everything was out {self.caught_up_after:.0f} s after the outage",
            "held" if self.holds else "MISSED",
        ]
        return "\n".join(lines)

    def _calls(self, channel: ChannelVerdict) -> str:
        calls = self.impatient[channel.name]
        return "-" if calls is None else str(calls)


def measure_outage(seconds: float, model_folder: Path, tell: Tell, deliveries: int = DELIVERIES, seed: int = 7) -> OutageReport:
    """In a store of its own, and in real time."""
    chance = random.Random(seed)  # noqa: S311 - the same traffic every time
    traffics = [traffic(deliveries, 1 + APART * number, chance) for number in range(len(CHANNELS))]
    with open_shop(buyers_of(traffics)) as database:
        return asyncio.run(_run(seconds, database, traffics, model_folder, tell))


async def _run(seconds: float, database: Database, traffics: Sequence[Traffic], model_folder: Path, tell: Tell) -> OutageReport:
    clock = asyncio.get_running_loop().time
    async with all_vendors() as vendors:
        tell("Starting the server ...")
        with killable_server(database, model_folder, vendors.addresses, TURN_LIMIT_SECONDS) as server:
            async with open_lines(vendors, server, CHANNELS) as lines:
                tell(f"Vendors are away for {seconds:.0f} s ...")
                _go_away(vendors)
                deliver = [asyncio.create_task(_deliver(line, one, seconds)) for line, one in zip(lines, traffics, strict=True)]
                await asyncio.sleep(seconds)
                _come_back(vendors)
                back = clock()
                tell("They are back ...")
                await asyncio.gather(*deliver)
                await until_done(database, SETTLED_WITHIN)
                late = clock() - back
    limits = limits_of(vendors)
    with database.session() as db:
        verdicts = [judge(db, line.name, one, line.shown(), limits[line.name]) for line, one in zip(lines, traffics, strict=True)]
    impatient: dict[str, int | None] = {vendor.name: vendor.impatient_calls for vendor in vendors.called}
    return OutageReport(seconds, verdicts, {**impatient, EMAIL: None}, late)


def _go_away(vendors: Vendors) -> None:
    for vendor in vendors.called:
        vendor.is_down = True
    vendors.mail.is_down = True


def _come_back(vendors: Vendors) -> None:
    for vendor in vendors.called:
        vendor.is_down = False
        vendor.rest(BUSY_SECONDS)
    vendors.mail.is_down = False


async def _deliver(line: Line, traffic: Traffic, seconds: float) -> None:
    """Spread over the outage."""
    for batch in traffic.batches:
        await line.deliver(batch)
        await asyncio.sleep(seconds / ceil(len(traffic.batches) * 1.2))
