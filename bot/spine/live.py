"""Live news for open sockets: what was committed is told at once. Who misses it reads it from the store."""

import asyncio
import json
import logging
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any, Protocol, TypeVar

from redis.asyncio import Redis
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

T = TypeVar("T")
News = dict[str, Any]

# Agents' pages listen to it: something in some conversation or in the queue changed.
DESK = "desk"
# A listener that is this far behind loses its oldest news; it reads the store again on the next one.
BACKLOG = 100
# Our topics' names in a Redis that others may use too.
PREFIX = "firstline:"
# Redis is away if it has not answered by then.
ANSWER_SECONDS = 2.0
RECONNECT_SECONDS = 1.0
AWAY = (RedisError, OSError)


def conversation_topic(conversation_id: str) -> str:
    """What one customer may hear."""
    return f"conversation:{conversation_id}"


def desk_topic(conversation_id: str) -> str:
    """What agents hear who have the conversation open, of what is not stored."""
    return f"desk:{conversation_id}"


def sessions_topic(agent_id: str) -> str:
    """That some of the agent's sessions may have ended."""
    return f"sessions:{agent_id}"


class LiveFeed(Protocol):
    async def publish(self, topic: str, news: News) -> None:
        """Tell everybody who listens to the topic now. Never waits for a listener, and never fails."""

    def listen(self, topic: str) -> AbstractAsyncContextManager[AsyncIterator[News]]:
        """All news of the topic from here on."""

    async def close(self) -> None: ...


class MemoryFeed:
    """For one server process."""

    def __init__(self) -> None:
        self._listeners: defaultdict[str, set[asyncio.Queue[News]]] = defaultdict(set)

    async def publish(self, topic: str, news: News) -> None:
        for queue in self._listeners.get(topic, ()):
            _put(queue, news)

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
    """For several server processes: Redis carries the news between them, over one subscription for each process.

    While Redis is away the listeners of this process still hear what this process tells, and nobody waits for Redis.
    """

    def __init__(self, url: str) -> None:
        self._publisher: Redis = Redis.from_url(url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS)
        self._subscriber: Redis = Redis.from_url(url, socket_connect_timeout=ANSWER_SECONDS)
        self._local = MemoryFeed()
        self._outgoing: asyncio.Queue[tuple[str, News]] = asyncio.Queue(BACKLOG)
        self._subscribed = asyncio.Event()
        self._work: list[asyncio.Task[None]] = []

    async def publish(self, topic: str, news: News) -> None:
        self._start()
        _put(self._outgoing, (topic, news))

    @asynccontextmanager
    async def listen(self, topic: str) -> AsyncIterator[AsyncIterator[News]]:
        self._start()
        async with self._local.listen(topic) as news:
            with suppress(TimeoutError):
                # Before Redis has confirmed, news would be missed; while it is away, listeners are not refused.
                await asyncio.wait_for(self._subscribed.wait(), ANSWER_SECONDS)
            yield news

    async def close(self) -> None:
        """What was told is out before, if Redis takes it."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._outgoing.join(), ANSWER_SECONDS)
        for task in self._work:
            task.cancel()
        await asyncio.gather(*self._work, return_exceptions=True)
        for redis in (self._publisher, self._subscriber):
            with suppress(*AWAY):
                await redis.close()

    def _start(self) -> None:
        """At the first use, because tasks need the running loop."""
        if not self._work:
            self._work = [asyncio.create_task(self._publish_all()), asyncio.create_task(self._hear_all())]

    async def _publish_all(self) -> None:
        while True:
            topic, news = await self._outgoing.get()
            try:
                await self._publisher.publish(PREFIX + topic, json.dumps(news))
            except AWAY:
                await self._local.publish(topic, news)
            else:
                if not self._subscribed.is_set():
                    await self._local.publish(topic, news)
            self._outgoing.task_done()

    async def _hear_all(self) -> None:
        while True:
            try:
                await self._hear()
            except AWAY as error:
                logger.warning("Redis is away; other processes' news are missed: %s", type(error).__name__)
            self._subscribed.clear()
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _hear(self) -> None:
        async with self._subscriber.pubsub() as subscription:
            await subscription.psubscribe(PREFIX + "*")
            async for heard in subscription.listen():
                if heard["type"] == "psubscribe":
                    self._subscribed.set()
                elif heard["type"] == "pmessage":
                    await self._local.publish(heard["channel"].decode().removeprefix(PREFIX), json.loads(heard["data"]))


def live_feed(redis_url: str | None) -> LiveFeed:
    return RedisFeed(redis_url) if redis_url else MemoryFeed()


def _put(queue: asyncio.Queue[T], item: T) -> None:
    """Without waiting: a full queue loses its oldest."""
    if queue.full():
        queue.get_nowait()
        queue.task_done()
    queue.put_nowait(item)


async def _drain(queue: asyncio.Queue[News]) -> AsyncIterator[News]:
    while True:
        yield await queue.get()
