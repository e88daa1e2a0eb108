"""Killed at any point of a turn and started again: every acknowledged message is answered once, every return is made once."""

import asyncio
import os
import random
import socket
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from bot.shop.rma import Return
from bot.store.database import Database
from bot.support.message import Message, Sender
from tests.factories import a_customer, an_order

KILLS = 50
TALKS = 24
# Kills come this soon after one another, in seconds: within a turn, between two, or while the server starts.
PAUSES = (0.02, 0.6)
SETTLED_WITHIN = 150  # seconds after the last kill


@pytest.fixture
def store(tmp_path: Path, migrated_sqlite_file: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'firstline.db'}")
    database.migrate()
    yield database
    database.dispose()


@pytest.fixture
def server(store: Database, model: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = os.environ | {
        "FIRSTLINE_DATABASE_URL": str(store.url),
        "FIRSTLINE_MODEL_DIR": str(model.parent),
        "FIRSTLINE_PORT": str(port),
        # So that the turn of a killed process is free again soon.
        "FIRSTLINE_TURN_LIMIT_SECONDS": "3",
        "OMP_NUM_THREADS": "1",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.evaluate.killable"], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    yield process, f"http://127.0.0.1:{port}"
    assert process.stdin is not None
    process.stdin.close()
    process.wait(timeout=20)


def a_shop_of(orders: int, store: Database) -> list[tuple[str, str]]:
    """Delivered orders, still returnable by the server's clock: their numbers with the e-mail addresses that prove them."""
    yesterday = datetime.now(UTC) - timedelta(days=1)
    with store.session() as db:
        made = [an_order(customer=a_customer(), delivered_at=yesterday) for _ in range(orders)]
        db.add_all(made)
        return [(order.number, order.customer.email) for order in made]


async def test_fifty_kills_lose_no_message_and_repeat_no_return(
    store: Database, server: tuple[subprocess.Popen[str], str]
) -> None:
    process, address = server
    orders = a_shop_of(TALKS, store)
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        killer = asyncio.create_task(keep_killing(process))
        talks = [asyncio.create_task(talk(client, number, email)) for number, email in orders]
        await killer
        await asyncio.wait_for(asyncio.gather(*talks), SETTLED_WITHIN)

    with store.session() as db:
        messages = list(db.scalars(select(Message)))
        returned = Counter(db.scalars(select(Return.order_number)))
    asked = {message.id: message for message in messages if message.sender is Sender.CUSTOMER}
    answers = Counter((message.in_reply_to, message.text) for message in messages if message.sender is Sender.ASSISTANT)
    assert len(asked) == TALKS * len(lines("", ""))
    assert {message_id for message_id, _ in answers} == set(asked)
    assert set(answers.values()) == {1}
    assert returned == {number: 1 for number, _ in orders}


async def keep_killing(process: subprocess.Popen[str]) -> None:
    moments = random.Random(7)
    assert process.stdin is not None
    for _ in range(KILLS):
        await asyncio.sleep(moments.uniform(*PAUSES))
        process.stdin.write("kill\n")
        process.stdin.flush()


def lines(number: str, email: str) -> list[str]:
    return [f"where is my order {number}", email, "how long does shipping take?", "I want to return the lamp", "yes", "thanks"]


async def talk(client: httpx.AsyncClient, number: str, email: str) -> None:
    """A customer who sends the next message when the last one is answered, and again what was not acknowledged."""
    opened = await insist(client, "POST", "/api/conversations")
    path, token = f"/api/conversations/{opened['conversation_id']}/messages", opened["token"]
    for place, text in enumerate(lines(number, email)):
        message = {"text": text, "client_id": f"message-{place}"}
        answer = await insist(client, "POST", path, token, message)
        while not answer["messages"]:
            await asyncio.sleep(0.2)
            answer = await insist(client, "POST", path, token, message)


async def insist(
    client: httpx.AsyncClient, method: str, path: str, token: str = "", body: dict[str, str] | None = None
) -> dict[str, list[object]]:
    """The answer to a request, however often the server dies before it comes."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    while True:
        try:
            response = await client.request(method, path, json=body or {}, headers=headers)
        except (httpx.NetworkError, httpx.RemoteProtocolError, httpx.TimeoutException):
            await asyncio.sleep(0.05)
            continue
        response.raise_for_status()
        content: dict[str, list[object]] = response.json()
        return content
