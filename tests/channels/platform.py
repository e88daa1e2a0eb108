"""A platform of the tests' own, with the simplest possible wire: JSON lists of arrivals, and a password in a header."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

from bot.channels.webhook import Contents, Delivery
from bot.services.arrivals import Arrival
from bot.settings import Settings
from bot.spine.app import App
from bot.spine.channel import Channel
from bot.spine.clock import Clock, utc_now
from bot.spine.live import MemoryFeed
from bot.spine.postman import Postman
from bot.spine.turns import TurnTaker
from bot.store.database import Database
from bot.support.layout import Limits, Part

PASSWORD = {"x-password": "open"}


class PlainPlatform:
    name = "plain"
    limits = Limits(text=50, buttons=1, title=10)
    shows_repeats = False

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []

    def is_genuine(self, delivery: Delivery) -> bool:
        return delivery.headers.get("x-password") == "open"

    def read(self, delivery: Delivery) -> Contents:
        said = json.loads(delivery.body)
        return Contents([Arrival(**one) for one in said["said"]], answer=said.get("wants"))

    def challenge(self, query: Mapping[str, str]) -> str | None:
        return query.get("hello")

    async def send(self, part: Part) -> None:
        self.sent.append((part.recipient.address, part.text))

    async def close(self) -> None:
        await asyncio.sleep(0)


def an_app(database: Database, assistant: Any, *platforms: Channel, clock: Clock = utc_now) -> App:
    """Everything that a server has, with these platforms on."""
    channels = {platform.name: platform for platform in platforms}
    live, postman = MemoryFeed(), Postman(database, channels, clock)
    turns = TurnTaker(database, assistant, 8.0, clock, postman, live)
    return App(Settings(), database, assistant, live, turns, postman, clock, channels)
