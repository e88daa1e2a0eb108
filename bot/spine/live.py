"""Live news for open sockets: what was committed is told at once. Who misses it reads it from the store."""

import asyncio
import json
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any, Protocol

from redis.asyncio import Redis

News = dict[str, Any]

# Agents' pages listen to it: something in some conversation or in the queue changed.
DESK = "desk"
# A listener that is this far behind loses its oldest news; it reads the store again on the next one.
BACKLOG = 100


def conversation_topic(conversation_id: str) -> str:
    """What one customer may hear."""
    return f"conversation:{conversation_id}"


class LiveFeed(Protocol):
    async def publish(self, topic: str, news: News) -> None:
        """Tell everybody who listens to the topic now."""

    def listen(self, topic: str) -> AbstractAsyncContextManager[AsyncIterator[News]]:
        """All news of the topic from here on."""

    async def close(self) -> None: ...


class MemoryFeed:
    """For one server process."""

    def __init__(self) -> None:
        self._listeners: defaultdict[str, set[asyncio.Queue[News]]] = defaultdict(set)

    async def publish(self, topic: str, news: News) -> None:
        for queue in self._listeners.get(topic, ()):
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(news)

    @asynccontextmanager
    async def listen(self, topic: str) -> AsyncIterator[AsyncIterator[News]]:
        queue: asyncio.Queue[News] = asyncio.Queue(BACKLOG)
        self._listeners[topic].add(queue)
        try:
            yield _drain(queue)
        finally:
            self._listeners[topic].discard(queue)
            if not self._listeners[topic]:
                del self._listeners[topic]

    async def close(self) -> None:
        self._listeners.clear()


class RedisFeed:
    """For several server processes: Redis carries the news between them."""

    def __init__(self, url: str) -> None:
        self._redis: Redis = Redis.from_url(url)

    async def publish(self, topic: str, news: News) -> None:
        await self._redis.publish(f"firstline:{topic}", json.dumps(news))

    @asynccontextmanager
    async def listen(self, topic: str) -> AsyncIterator[AsyncIterator[News]]:
        async with self._redis.pubsub(ignore_subscribe_messages=True) as subscription:
            await subscription.subscribe(f"firstline:{topic}")
            # The subscription holds once Redis has confirmed it; news before that would be missed.
            await subscription.get_message(ignore_subscribe_messages=False, timeout=5)
            yield _messages(subscription)

    async def close(self) -> None:
        with suppress(ConnectionError):
            await self._redis.close()


def live_feed(redis_url: str | None) -> LiveFeed:
    return RedisFeed(redis_url) if redis_url else MemoryFeed()


async def _drain(queue: asyncio.Queue[News]) -> AsyncIterator[News]:
    while True:
        yield await queue.get()


async def _messages(subscription: Any) -> AsyncIterator[News]:
    async for message in subscription.listen():
        yield json.loads(message["data"])
