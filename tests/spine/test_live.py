"""News reach all who listen to their topic and nobody else; no listener and no Redis can hold up a turn."""

import asyncio
import os
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from shutil import which

import pytest
from redis import Redis
from redis.exceptions import ConnectionError as RedisAwayError

from bot.spine.live import BACKLOG, LiveFeed, MemoryFeed, News, RedisFeed
from bot.store.database import Database
from tests.spine.stand_in import StandIn, a_taker, a_talk, said, texts

REDIS_URL = os.environ.get("FIRSTLINE_TEST_REDIS", "redis://127.0.0.1:6379")


@pytest.fixture
def redis_url() -> str:
    try:
        Redis.from_url(REDIS_URL, socket_connect_timeout=1).ping()
    except RedisAwayError:
        pytest.skip(f"no Redis at {REDIS_URL} (FIRSTLINE_TEST_REDIS names another)")
    return REDIS_URL


@pytest.fixture(params=["memory", "redis"])
async def feed(request: pytest.FixtureRequest) -> AsyncIterator[LiveFeed]:
    feed = MemoryFeed() if request.param == "memory" else RedisFeed(request.getfixturevalue("redis_url"))
    yield feed
    await feed.close()


async def heard(news: AsyncIterator[News]) -> News:
    return await asyncio.wait_for(anext(news), 5)


async def test_news_reach_everybody_who_listens(feed: LiveFeed) -> None:
    async with feed.listen("lamps") as one, feed.listen("lamps") as two:
        await feed.publish("lamps", {"is": "lit"})

        assert [await heard(one), await heard(two)] == [{"is": "lit"}] * 2


async def test_news_of_another_topic_are_not_heard(feed: LiveFeed) -> None:
    async with feed.listen("lamps") as news:
        await feed.publish("mugs", {"is": "full"})
        await feed.publish("lamps", {"is": "lit"})

        assert await heard(news) == {"is": "lit"}


async def test_news_keep_their_order(feed: LiveFeed) -> None:
    async with feed.listen("lamps") as news:
        for number in range(20):
            await feed.publish("lamps", {"number": number})

        assert [(await heard(news))["number"] for _ in range(20)] == list(range(20))


async def test_slow_listener_loses_the_oldest_and_holds_up_nobody() -> None:
    feed = MemoryFeed()
    async with feed.listen("lamps") as slow, feed.listen("lamps") as quick:
        for number in range(BACKLOG + 5):
            await feed.publish("lamps", {"number": number})
            assert await heard(quick) == {"number": number}

        assert await heard(slow) == {"number": 5}


async def test_listener_who_left_is_forgotten() -> None:
    feed = MemoryFeed()
    async with feed.listen("lamps"):
        pass

    assert feed._listeners == {}


async def test_processes_hear_each_other_through_redis(redis_url: str) -> None:
    here, there = RedisFeed(redis_url), RedisFeed(redis_url)
    async with there.listen("lamps") as news:
        await here.publish("lamps", {"is": "lit"})

        assert await heard(news) == {"is": "lit"}
    await here.close()
    await there.close()


async def test_what_is_told_just_before_a_process_ends_is_heard_by_the_others(redis_url: str) -> None:
    here, there = RedisFeed(redis_url), RedisFeed(redis_url)
    async with there.listen("lamps") as news:
        for number in range(BACKLOG + 5):
            await here.publish("lamps", {"number": number})
        await here.close()

        assert [(await heard(news))["number"] for _ in range(BACKLOG)] == list(range(5, BACKLOG + 5))
    await there.close()


class OwnRedis:
    """A Redis server of the test's own, to be stopped and started."""

    def __init__(self) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            try:
                Redis.from_url(self.url).ping()
            except RedisAwayError:
                time.sleep(0.05)
            else:
                return
        pytest.fail("redis-server does not start")

    def stop(self) -> None:
        if self._process:
            self._process.terminate()
            self._process.wait(10)


@pytest.fixture
def own_redis() -> Iterator[OwnRedis]:
    if which("redis-server") is None:
        pytest.skip("redis-server is not installed")
    server = OwnRedis()
    yield server
    server.stop()


async def test_turn_is_answered_while_redis_is_away(database: Database, own_redis: OwnRedis) -> None:
    feed = RedisFeed(own_redis.url)

    taken = await a_taker(database, StandIn(), live=feed).take(said(a_talk(database)))

    assert texts(taken) == ["echo hello"]
    await feed.close()


async def test_own_news_are_heard_while_redis_is_away(own_redis: OwnRedis) -> None:
    feed = RedisFeed(own_redis.url)
    async with feed.listen("lamps") as news:
        await feed.publish("lamps", {"is": "lit"})

        assert await heard(news) == {"is": "lit"}
    await feed.close()


async def test_redis_that_comes_back_is_used_again(own_redis: OwnRedis) -> None:
    own_redis.start()
    here, there = RedisFeed(own_redis.url), RedisFeed(own_redis.url)
    async with there.listen("lamps") as news:
        await asyncio.to_thread(own_redis.stop)
        await asyncio.to_thread(own_redis.start)
        listening = asyncio.create_task(heard_repeatedly(news))
        while not listening.done():  # until the subscription is back, news are missed
            await here.publish("lamps", {"is": "lit"})
            await asyncio.sleep(0.1)

        assert await listening == {"is": "lit"}
    await here.close()
    await there.close()


async def test_listeners_share_one_connection(own_redis: OwnRedis) -> None:
    own_redis.start()
    feed = RedisFeed(own_redis.url)
    server = Redis.from_url(own_redis.url)
    async with AsyncExitStack() as many:
        await many.enter_async_context(feed.listen("first"))
        before = len(server.client_list())
        for number in range(20):
            await many.enter_async_context(feed.listen(f"topic {number}"))

        assert len(server.client_list()) == before
    await feed.close()


async def heard_repeatedly(news: AsyncIterator[News]) -> News:
    return await asyncio.wait_for(anext(news), 15)
