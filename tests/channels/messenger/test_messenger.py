"""Messenger's own ways: batches, receipts, and the day in which a business may answer."""

from datetime import timedelta

import httpx
import pytest
from starlette.testclient import TestClient

from bot.channels.messenger.channel import HUMAN_WINDOW, Messenger
from bot.channels.messenger.parse import read
from bot.channels.meta import WINDOW, challenge, check
from bot.channels.vendor_api import VendorError
from bot.channels.vendors.messenger import FakeMessenger
from bot.channels.vendors.meta import VERIFY_TOKEN
from bot.channels.vendors.vendor import served
from bot.server import create_server
from bot.services.arrivals import Arrival
from bot.spine.channel import BusyError, RefusedError
from bot.store.database import Database
from bot.support.contact import Contact
from bot.support.layout import Part
from bot.support.message import Message, Sender
from tests.channels.payloads import payload
from tests.channels.platform import an_app
from tests.channels.widget.conftest import EchoAssistant
from tests.factories import NOW


def test_a_batch_is_read_in_the_order_of_its_times_and_unknown_items_lose_no_other() -> None:
    assert read(payload("messenger", "batch")).arrivals == [
        Arrival("PSID-1", "m_1", "Where is my order?"),
        Arrival("PSID-1", "m_2", "and my refund?"),
        Arrival("PSID-2", "m_3", "Tere"),
    ]


def test_a_quick_reply_brings_the_buttons_token() -> None:
    assert read(payload("messenger", "quick_reply")).arrivals == [Arrival("PSID-1", "m_4", "Yes", "pZ6x0mYc2m8m1l0rVq7sEw")]


def test_get_started_opens_the_talk() -> None:
    [arrival] = read(payload("messenger", "get_started")).arrivals
    assert (arrival.text, arrival.is_opening) == ("Get started", True)


def test_a_picture_is_named() -> None:
    assert [arrival.text for arrival in read(payload("messenger", "image")).arrivals] == ["[image]"]


def test_what_the_page_said_itself_is_a_receipt_and_no_message() -> None:
    contents = read(payload("messenger", "receipts_and_echo"))
    assert (contents.arrivals, contents.taken) == ([], ["ours-1/1/1"])


def test_the_webhook_is_set_up_by_who_knows_the_verify_token(one_database: Database) -> None:
    query = {"hub.mode": "subscribe", "hub.challenge": "1158201444", "hub.verify_token": VERIFY_TOKEN}
    with TestClient(create_server(an_app(one_database, EchoAssistant(), FakeMessenger().platform("http://nowhere")))) as client:
        right = client.get("/channels/messenger", params=query)
        wrong = client.get("/channels/messenger", params={**query, "hub.verify_token": "guess"})
    assert (right.status_code, right.text, wrong.status_code) == (200, "1158201444", 403)


@pytest.mark.parametrize("query", [{}, {"hub.mode": "subscribe"}, {"hub.mode": "subscribe", "hub.verify_token": "\xe9"}])
def test_who_does_not_know_the_verify_token_gets_no_challenge(query: dict[str, str]) -> None:
    assert challenge(query, VERIFY_TOKEN) is None


def a_part(sender: Sender) -> Part:
    message = Message(id="m", conversation_id="c", text="hello", buttons=[], sender=sender)
    return Part(message, "hello", [], Contact(address="PSID-1", heard_at=NOW, details={}))


@pytest.mark.parametrize(
    ("sender", "silence", "is_sent"),
    [
        (Sender.ASSISTANT, WINDOW, True),
        (Sender.ASSISTANT, WINDOW + timedelta(seconds=1), False),
        (Sender.AGENT, HUMAN_WINDOW, True),
        (Sender.AGENT, HUMAN_WINDOW + timedelta(seconds=1), False),
    ],
)
async def test_after_a_day_only_people_answer_and_after_a_week_nobody(sender: Sender, silence: timedelta, is_sent: bool) -> None:
    vendor = FakeMessenger()
    async with served(vendor.answer) as address:
        platform = Messenger("EAAB-token", "s", "v", address, clock=lambda: NOW + silence)
        if is_sent:
            await platform.send(a_part(sender))
        else:
            with pytest.raises(RefusedError):
                await platform.send(a_part(sender))
        await platform.close()
    assert len(vendor.shown) == is_sent


@pytest.mark.parametrize(
    ("error", "raised"),
    [
        ({"code": 613}, BusyError),
        ({"code": 2}, VendorError),
        ({"code": 190}, VendorError),
        ({"code": 10, "error_subcode": 2018278}, RefusedError),
        ({"code": 551}, RefusedError),
    ],
)
def test_metas_errors_mean_later_or_never(error: dict[str, int], raised: type[Exception]) -> None:
    with pytest.raises(raised):
        check(httpx.Response(400, json={"error": {"message": "no", **error}}))


def test_an_error_that_is_none_of_metas_is_tried_again() -> None:
    with pytest.raises(VendorError):
        check(httpx.Response(400, text="<html>"))
