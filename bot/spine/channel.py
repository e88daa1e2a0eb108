"""What every channel can do: bring a stored message to its customer."""

from typing import Protocol

from bot.support.message import Message


class Channel(Protocol):
    name: str

    async def send(self, message: Message) -> None:
        """Hand the message to the platform; raises whatever went wrong, and it is tried again later."""
