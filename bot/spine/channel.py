"""What every channel can do: bring a stored message to its customer."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Protocol, runtime_checkable

from bot.services.reach import Letter, LetterTo
from bot.support.layout import Limits, Part


class BusyError(RuntimeError):
    """The platform takes no more for now, and says for how long."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"busy for {wait.total_seconds():.0f} s")
        self.wait = wait


class RefusedError(RuntimeError):
    """The platform will never take it: the customer has gone, say. To try again is no use."""


class OptedOutError(RefusedError):
    """The customer told the platform itself that they want nothing more from us."""


class Channel(Protocol):
    name: str
    limits: Limits
    # Whether what is sent twice may be shown twice: no key goes with a message, and no receipt comes.
    shows_repeats: bool

    async def send(self, part: Part) -> None:
        """Hand it to the platform. Raises BusyError, RefusedError; after whatever else went wrong it is tried again later."""


@runtime_checkable
class Correspondent(Channel, Protocol):
    """A channel on which we may write first, to an e-mail address that the shop knows."""

    def letter_to(self, email: str, about: str) -> Letter:
        """How a talk with this address begins; about the same conversation it is the same talk."""


@runtime_checkable
class FileSource(Channel, Protocol):
    """A channel whose platform keeps what customers enclose, until it is fetched."""

    async def fetch(self, source: Mapping[str, Any], limit: int) -> bytes:
        """The file, of so many bytes at most. Raises RefusedError where there is none for us; else it is asked again later."""


def letter_of(channels: Iterable[Channel]) -> LetterTo | None:
    """How customers are written to by e-mail; None where no channel does."""
    return next((channel.letter_to for channel in channels if isinstance(channel, Correspondent)), None)
