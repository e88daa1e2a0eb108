"""The page on which a developer is a customer of every platform."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from bot.channels.vendors.playground import FILES, Playground
from bot.channels.vendors.vendor import listening
from bot.server import create_server
from bot.store.database import Database
from tests.channels.platform import an_app
from tests.channels.widget.conftest import EchoAssistant

NAMES = ["messenger", "slack", "telegram", "twilio", "whatsapp"]


@dataclass
class Browser:
    client: httpx.AsyncClient

    async def say(self, name: str, **said: str) -> int:
        answer = await self.client.post(f"/phones/{name}", json=said)
        return answer.status_code

    async def log(self, name: str, count: int) -> list[tuple[str, str]]:
        """The talk, once it is as long as this."""
        async with asyncio.timeout(20):
            while len(log := (await self.client.get("/phones")).json()[name]) < count:  # noqa: ASYNC110 - as the page asks
                await asyncio.sleep(0.02)
        return [(one["from"], one["text"]) for one in log]


@pytest.fixture
async def browser(one_database: Database) -> AsyncIterator[Browser]:
    playground = Playground("nowhere yet")
    async with playground.running() as channels:
        app: Any = an_app(one_database, EchoAssistant(), *channels)
        async with listening(create_server(app)) as playground.server:
            transport = httpx.ASGITransport(playground.page())
            async with httpx.AsyncClient(transport=transport, base_url="http://page") as client:
                yield Browser(client)


@pytest.mark.parametrize("name", NAMES)
async def test_on_every_platform_what_is_written_is_answered(browser: Browser, name: str) -> None:
    assert await browser.say(name, text="hello") == 204
    assert await browser.log(name, 2) == [("me", "hello"), ("shop", "heard hello")]


async def test_a_choice_is_pressed(browser: Browser) -> None:
    await browser.say("telegram", text="choose")
    await browser.log("telegram", 2)
    assert await browser.say("telegram", press="Blue") == 204
    log = await browser.log("telegram", 4)
    assert [who for who, _ in log] == ["me", "shop", "me", "shop"]
    assert ("blue" in log[3][1], await browser.say("telegram", press="Green")) == (True, 409)


async def test_other_pages_cannot_write(browser: Browser) -> None:
    answer = await browser.client.post("/phones/telegram", content='{"text": "hello"}', headers={"Content-Type": "text/plain"})
    assert answer.status_code == 404
    assert await browser.log("telegram", 0) == []


async def test_the_page_and_its_files_are_served_and_nothing_else(browser: Browser) -> None:
    for path in ("/", *(f"/files/{name}" for name in FILES)):
        assert (await browser.client.get(path)).status_code == 200
    assert (await browser.client.get("/files/page.html")).status_code == 404
    assert (await browser.client.get("/files/..%2Fplayground.py")).status_code == 404


async def test_a_shop_that_is_not_there_yet_is_told() -> None:
    alone = Playground("http://127.0.0.1:9")
    async with alone.running(), httpx.AsyncClient(transport=httpx.ASGITransport(alone.page()), base_url="http://page") as client:
        assert (await client.post("/phones/slack", json={"text": "hello"})).status_code == 502
