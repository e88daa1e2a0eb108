"""WhatsApp's own ways: batches, choices, and what became of our messages."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.channels.meta import WINDOW
from bot.channels.vendors.whatsapp import FakeWhatsApp
from bot.channels.whatsapp.channel import WhatsApp
from bot.channels.whatsapp.parse import read
from bot.services.arrivals import Arrival
from bot.spine.channel import RefusedError
from bot.store.database import Database
from bot.support.contact import Contact
from bot.support.delivery import Delivery, DeliveryState
from bot.support.handoff import Handoff, HandoffReason
from bot.support.layout import Part
from bot.support.message import Message, Sender
from tests.channels.conftest import Line, connected
from tests.channels.payloads import payload
from tests.channels.widget.conftest import EchoAssistant
from tests.factories import NOW
from tests.spine.stand_in import until

EMMA = "447700900123"
PHONE = {"phone": "+447700900123"}


def test_a_batch_is_read_in_the_order_of_its_times_without_reactions() -> None:
    assert read(payload("whatsapp", "text")).arrivals == [
        Arrival(EMMA, "wamid.1", "Where is my order?", details=PHONE),
        Arrival(EMMA, "wamid.2", "and my refund?", details=PHONE),
    ]


def test_a_pressed_button_brings_its_token() -> None:
    pressed = Arrival(EMMA, "wamid.3", "Yes", "pZ6x0mYc2m8m1l0rVq7sEw", details=PHONE)
    assert read(payload("whatsapp", "button_reply")).arrivals == [pressed]


def test_of_a_picture_the_caption_is_read_and_what_has_none_is_named() -> None:
    assert [arrival.text for arrival in read(payload("whatsapp", "image")).arrivals] == ["it arrived broken", "[audio]"]


def test_receipts_tell_what_arrived_and_what_did_not() -> None:
    contents = read(payload("whatsapp", "statuses"))
    assert (contents.arrivals, contents.taken, contents.undelivered) == ([], ["ours-1/1/1"], ["ours-2"])


async def test_a_day_after_the_customers_last_word_nothing_goes_out() -> None:
    platform = WhatsApp("t", "s", "v", "1", clock=lambda: NOW + WINDOW + timedelta(seconds=1))
    message = Message(id="m", conversation_id="c", text="hello", buttons=[], sender=Sender.AGENT)
    with pytest.raises(RefusedError):
        await platform.send(Part(message, "hello", [], Contact(address=EMMA, heard_at=NOW, details={})))
    await platform.close()


@pytest.fixture
async def line(one_database: Database) -> AsyncIterator[Line]:
    async with connected(FakeWhatsApp(), one_database, EchoAssistant()) as line:
        yield line


async def test_message_of_which_meta_says_later_that_it_failed_is_put_before_an_agent_once(line: Line) -> None:
    assert isinstance(line.vendor, FakeWhatsApp)
    await line.say("hello")
    await line.shown(1)
    await until(lambda: state(line) is DeliveryState.SENT)
    for _ in range(2):
        assert await line.deliver(line.vendor.status("failed", line.vendor.names[0])) == 200

    with line.app.database.session() as db:
        assert db.scalars(select(Handoff.reason)).all() == [HandoffReason.NOT_DELIVERED]
    assert state(line) is DeliveryState.FAILED


async def test_a_failure_of_a_message_that_is_not_ours_means_nothing(line: Line) -> None:
    assert isinstance(line.vendor, FakeWhatsApp)
    assert await line.deliver(line.vendor.status("failed", "somebody's")) == 200


def state(line: Line) -> DeliveryState | None:
    with line.app.database.session() as db:
        return db.scalar(select(Delivery.state))
