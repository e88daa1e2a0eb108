"""Channels that fetch what customers wrote, where no platform calls us."""

from typing import Protocol, runtime_checkable

from bot.spine.app import App
from bot.spine.channel import Channel


@runtime_checkable
class Collector(Channel, Protocol):
    async def run(self, app: App) -> None:
        """Fetch and take in, until cancelled."""
