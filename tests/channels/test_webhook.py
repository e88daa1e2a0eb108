"""What a platform delivers is verified, stored, acknowledged, and then answered once."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from bot.channels.vendors.vendor import listening
from bot.channels.webhook import MAX_BODY_BYTES
from bot.server import create_server
from bot.services.handoffs import take
from bot.spine.app import App
from bot.spine.clock import utc_now
from bot.spine.live import News
from bot.store.database import Database
from bot.support.button import Button
from bot.support.contact import Contact
from bot.support.conversation import Conversation
from bot.support.message import Message, Sender
from tests.channels.platform import PASSWORD, PlainPlatform, an_app
from tests.channels.widget.conftest import EchoAssistant
from tests.factories import an_agent, saved
from tests.spine.stand_in import until

PATH = "/channels/plain"


@pytest.fixture
def platform() -> PlainPlatform:
    return PlainPlatform()


@pytest.fixture
def app(database: Database, platform: PlainPlatform) -> App:
    return an_app(database, EchoAssistant(), platform)


@pytest.fixture
async def client(app: App) -> AsyncIterator[httpx.AsyncClient]:
    server = create_server(app)
    async with (
        server.router.lifespan_context(server),
        httpx.AsyncClient(transport=httpx.ASGITransport(server), base_url="http://here", headers=PASSWORD) as client,
    ):
        yield client


def said(text: str, platform_id: str = "one", address: str = "emma", **more: Any) -> dict[str, Any]:
    return {"address": address, "platform_id": platform_id, "text": text, **more}


async def deliver(client: httpx.AsyncClient, *messages: dict[str, Any]) -> int:
    answer = await client.post(PATH, json={"said": messages})
    return answer.status_code


def stored(database: Database) -> list[str]:
    with database.session() as db:
        return list(db.scalars(select(Message.text).where(Message.sender == Sender.CUSTOMER).order_by(Message.seq)))


async def test_what_is_delivered_is_acknowledged_stored_and_answered_where_it_came_from(
    client: httpx.AsyncClient, platform: PlainPlatform, database: Database
) -> None:
    assert await deliver(client, said("hello")) == 200
    assert stored(database) == ["hello"]
    await until(lambda: platform.sent == [("emma", "heard hello")])


async def test_it_is_stored_before_it_is_acknowledged_and_answered_after(
    client: httpx.AsyncClient, app: App, platform: PlainPlatform, database: Database
) -> None:
    may_answer, answer = asyncio.Event(), app.turns._answer_conversation

    async def later(conversation_id: str) -> None:
        await may_answer.wait()
        await answer(conversation_id)

    app.turns._answer_conversation = later  # type: ignore[method-assign]
    assert await deliver(client, said("hello")) == 200
    assert (stored(database), platform.sent) == (["hello"], [])
    may_answer.set()
    await until(lambda: platform.sent == [("emma", "heard hello")])


async def test_the_platform_waits_for_the_store_alone(app: App, database: Database, platform: PlainPlatform) -> None:
    may_tell, publish = asyncio.Event(), app.live.publish

    async def slowly(topic: str, news: News) -> None:
        await may_tell.wait()
        await publish(topic, news)

    app.live.publish = slowly  # type: ignore[method-assign]
    async with listening(create_server(app)) as address, httpx.AsyncClient(base_url=address, headers=PASSWORD) as client:
        assert await deliver(client, said("hello")) == 200
        assert stored(database) == ["hello"]
        may_tell.set()
        await until(lambda: platform.sent == [("emma", "heard hello")])


async def test_message_that_is_delivered_again_and_again_is_answered_once(
    client: httpx.AsyncClient, platform: PlainPlatform, database: Database
) -> None:
    answers = await asyncio.gather(*(deliver(client, said("hello")) for _ in range(8)))
    await deliver(client, said("hello"), said("bye", "two"))
    await until(lambda: len(platform.sent) == 2)

    assert answers == [200] * 8
    assert stored(database) == ["hello", "bye"]
    assert platform.sent == [("emma", "heard hello"), ("emma", "heard bye")]


async def test_every_message_of_a_batch_is_answered_in_order(client: httpx.AsyncClient, platform: PlainPlatform) -> None:
    batch = [said(f"{number}", f"m{number}", "emma" if number % 2 else "liis") for number in range(10)]
    await deliver(client, *batch)
    await until(lambda: len(platform.sent) == 10)

    for address, parity in (("emma", 1), ("liis", 0)):
        assert [text for to, text in platform.sent if to == address] == [f"heard {n}" for n in range(10) if n % 2 == parity]


async def test_a_customer_keeps_one_conversation(client: httpx.AsyncClient, platform: PlainPlatform, database: Database) -> None:
    await asyncio.gather(*(deliver(client, said("hello", f"m{number}")) for number in range(5)))
    await until(lambda: len(platform.sent) == 5)
    with database.session() as db:
        assert len(db.scalars(select(Contact)).all()) == len(db.scalars(select(Conversation)).all()) == 1


async def test_forged_delivery_leaves_no_trace(client: httpx.AsyncClient, database: Database) -> None:
    answer = await client.post(PATH, json={"said": [said("hello")]}, headers={"x-password": "guessed"})
    assert (answer.status_code, stored(database)) == (401, [])


async def test_oversized_delivery_is_refused_unread(client: httpx.AsyncClient, database: Database) -> None:
    answer = await client.post(PATH, content=b"x" * (MAX_BODY_BYTES + 1))
    assert (answer.status_code, stored(database)) == (413, [])


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"said": [}'])
async def test_what_is_not_understood_is_acknowledged_so_that_it_is_not_sent_for_ever(
    client: httpx.AsyncClient, database: Database, body: bytes
) -> None:
    assert (await client.post(PATH, content=body)).status_code == 200
    assert stored(database) == []


async def test_message_that_says_nothing_opens_no_conversation(client: httpx.AsyncClient, database: Database) -> None:
    assert await deliver(client, said(" \x00 ")) == 200
    with database.session() as db:
        assert db.scalars(select(Conversation)).all() == []


async def test_what_cannot_be_stored_is_not_acknowledged(client: httpx.AsyncClient, app: App) -> None:
    nowhere = an_app(Database("postgresql://nobody@127.0.0.1:1/nothing"), EchoAssistant(), PlainPlatform())
    server = create_server(nowhere)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(server), base_url="http://here", headers=PASSWORD) as away:
        assert await deliver(away, said("hello")) == 503


async def test_platform_hears_what_it_wants_to_hear(client: httpx.AsyncClient) -> None:
    greeted = await client.get(PATH, params={"hello": "world"})
    wanted = await client.post(PATH, json={"said": [], "wants": {"ok": True}})
    assert (greeted.text, wanted.json(), (await client.get(PATH)).status_code) == ("world", {"ok": True}, 403)


async def test_buttons_that_the_platform_cannot_show_are_chosen_by_number(
    client: httpx.AsyncClient, platform: PlainPlatform
) -> None:
    await deliver(client, said("choose"))
    await until(lambda: platform.sent[-1:] == [("emma", "heard choose\n\n1. Blue\n2. Red")])
    await deliver(client, said("2", "two"))
    await until(lambda: platform.sent[-1:] == [("emma", "heard {'colour': 'red'}")])
    await deliver(client, said("2", "three"))
    await until(lambda: platform.sent[-1:] == [("emma", "heard 2")])


async def test_button_that_was_pressed_before_counts_as_its_title_typed(
    client: httpx.AsyncClient, platform: PlainPlatform, database: Database
) -> None:
    await deliver(client, said("choose"))
    await until(lambda: len(platform.sent) == 1)
    with database.session() as db:
        [offer] = [message for message in db.scalars(select(Message)) if message.buttons]
    press = {"button_token": offer.buttons[0]["token"]}
    await deliver(client, said("", "two", **press))
    await until(lambda: len(platform.sent) == 2)
    await deliver(
        client, said("", "three", **press), said("Green", "four", button_token="unknown"), said("", "five", button_token="x")
    )
    await until(lambda: len(platform.sent) == 4)

    assert [text for _, text in platform.sent[1:]] == ["heard {'colour': 'blue'}", "heard Blue", "heard Green"]


async def test_while_a_human_has_the_conversation_the_assistant_is_silent(
    client: httpx.AsyncClient, platform: PlainPlatform, database: Database
) -> None:
    await deliver(client, said("hello"))
    await until(lambda: len(platform.sent) == 1)
    with database.session() as db:
        agent = saved(db, an_agent())
        take(db, db.scalars(select(Contact.conversation_id)).one(), agent, utc_now())
    await deliver(client, said("are you there?", "two"))
    await deliver(client, said("hello", "three", "liis"))
    await until(lambda: ("liis", "heard hello") in platform.sent)

    assert [text for to, text in platform.sent if to == "emma"] == ["heard hello"]


@pytest.mark.parametrize(("theirs", "spoken"), [("et-EE", "et"), ("fil", "fil"), ("fr", "en"), (None, "en")])
async def test_conversation_begins_in_the_customers_language_if_it_is_ours(
    client: httpx.AsyncClient, database: Database, theirs: str | None, spoken: str
) -> None:
    await deliver(client, said("hello", language=theirs))
    with database.session() as db:
        assert db.scalars(select(Conversation.language)).one() == spoken


async def test_who_opens_the_talk_with_the_platforms_button_is_greeted_once(
    client: httpx.AsyncClient, platform: PlainPlatform, database: Database
) -> None:
    for _ in range(2):
        assert await deliver(client, said("/start", is_opening=True)) == 200
    # The stand-in says what the button means.
    await until(lambda: platform.sent == [("emma", "heard {}")])
    assert stored(database) == ["/start"]
    with database.session() as db:
        [button] = db.scalars(select(Button))
        assert button.payload["intent"] == "greet"
