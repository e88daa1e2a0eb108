"""A vendor's HTTP API, as the channels call it."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

import httpx

from bot.spine.channel import BusyError, RefusedError

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
        self._check(answer)
        return answer

    async def get(self, path: str) -> httpx.Response:
        """As `post`."""
        answer = await self._client.get(path)
        self._check(answer)
        return answer

    async def download(self, address: str, limit: int, hosts: Sequence[str] = ()) -> bytes:
        """What lies at a path of the API, or at an address on one of the hosts: our credentials go to nobody else.

        Raises RefusedError where it is elsewhere, larger, or not there; else as `post` does.
        """
        if not self._is_theirs(address, hosts):
            raise RefusedError("the file is not at the vendor's")
        async with self._client.stream("GET", address, follow_redirects=True) as answer:
            self._check(answer)
            if not answer.is_success:
                raise RefusedError(f"HTTP {answer.status_code}")
            content = bytearray()
            async for chunk in answer.aiter_bytes():
                content += chunk
                if len(content) > limit:
                    raise RefusedError("the file is too large")
        return bytes(content)

    async def close(self) -> None:
        await self._client.aclose()

    def _check(self, answer: httpx.Response) -> None:
        if answer.status_code == TOO_MANY_REQUESTS:
            raise BusyError(self._wait(answer))
        if answer.status_code >= BROKEN:
            raise VendorError(f"HTTP {answer.status_code}")

    def _is_theirs(self, address: str, hosts: Sequence[str]) -> bool:
        url, own = httpx.URL(address), self._client.base_url
        if url.is_relative_url or (url.scheme, url.netloc) == (own.scheme, own.netloc):
            return True
        return url.scheme == "https" and any(url.host == host or url.host.endswith(f".{host}") for host in hosts)
