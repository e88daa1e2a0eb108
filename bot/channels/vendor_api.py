"""A vendor's HTTP API, as the channels call it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx

from bot.spine.channel import BusyError

# Less than the postman waits, so that a silent vendor is named as what it is.
TIMEOUT_SECONDS = 8.0
# Where a vendor is busy and does not say for how long.
BUSY = timedelta(seconds=5)
TOO_MANY_REQUESTS = 429
BROKEN = 500


class VendorError(RuntimeError):
    """The vendor failed, or does not accept our own credentials: worth another try. Names no address: some hold a secret."""


def retry_after(answer: httpx.Response) -> timedelta:
    """As long as the header says."""
    seconds = answer.headers.get("Retry-After", "")
    return timedelta(seconds=int(seconds)) if seconds.isdecimal() else BUSY


class VendorApi:
    def __init__(self, base: str, wait: Callable[[httpx.Response], timedelta] = retry_after, **client: Any) -> None:
        """`wait` reads how long to leave a busy vendor alone; `client` is httpx's."""
        self._client = httpx.AsyncClient(base_url=base, timeout=TIMEOUT_SECONDS, **client)
        self._wait = wait

    async def post(self, path: str, **content: Any) -> httpx.Response:
        """What the vendor answers, good or bad. Raises BusyError, VendorError, and httpx's errors of the network."""
        answer = await self._client.post(path, **content)
        if answer.status_code == TOO_MANY_REQUESTS:
            raise BusyError(self._wait(answer))
        if answer.status_code >= BROKEN:
            raise VendorError(f"HTTP {answer.status_code}")
        return answer

    async def close(self) -> None:
        await self._client.aclose()
