"""Slack's own ways: a signature that ages, forms and JSON, links made of addresses."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select

from bot.channels.slack.parse import FORM, plain, read
from bot.channels.vendors.slack import FakeSlack
from bot.channels.vendors.vendor import Call
from bot.channels.webhook import Contents, Delivery
from bot.services.arrivals import Arrival
from bot.store.database import Database
from bot.support.message import Message
from tests.channels.conftest import Line, connected
from tests.channels.payloads import payload
from tests.channels.widget.conftest import EchoAssistant


@pytest.fixture
async def line(one_database: Database) -> AsyncIterator[Line]:
    async with connected(FakeSlack(), one_database, EchoAssistant()) as line:
        yield line


def read_payload(name: str) -> Contents:
    return read(Delivery({"content-type": FORM if name == "block_actions" else "application/json"}, {}, payload("slack", name)))


def test_a_direct_message_is_read_as_it_was_typed() -> None:
    text = "it is emma.clarke@example.com, seen on https://shop.example/lamps?a=1&b=2; R&B <3"
    assert read_payload("message").arrivals == [Arrival("D024BE91L", "D024BE91L/1741948200.000100", text)]


def test_a_press_brings_the_buttons_token_and_title() -> None:
    press = Arrival("D024BE91L", "D024BE91L/1741948210.123456", "Yes", "pZ6x0mYc2m8m1l0rVq7sEw")
    assert read_payload("block_actions").arrivals == [press]


@pytest.mark.parametrize("name", ["edited_message", "channel_message"])
def test_changes_and_channels_say_nothing(name: str) -> None:
    assert read_payload(name) == Contents()


def test_what_we_said_ourselves_is_a_receipt() -> None:
    assert read_payload("own_message") == Contents(taken=["ours-1/1/1"])


def test_the_address_is_verified_by_its_challenge() -> None:
    challenge = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"
    assert read_payload("url_verification").answer == {"challenge": challenge}


@pytest.mark.parametrize(("written", "typed"), [("<mailto:a@b.example>", "a@b.example"), ("<@U1>", "@U1"), ("a < b", "a < b")])
def test_links_are_undone(written: str, typed: str) -> None:
    assert plain(written) == typed


async def test_a_delivery_that_is_too_old_or_of_the_future_is_refused(line: Line) -> None:
    assert isinstance(line.vendor, FakeSlack)
    fresh = line.vendor.message("hello", 1)
    answers = [await line.deliver(line.vendor.signed(fresh.body, age)) for age in (301, 100_000, -301)]
    odd = {**fresh.headers, "X-Slack-Request-Timestamp": "soon"}
    answers += [await line.deliver(Call(fresh.body, odd))]
    with line.app.database.session() as db:
        assert db.scalars(select(Message)).all() == []
    assert answers == [401] * 4
