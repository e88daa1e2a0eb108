"""Twilio's own ways: forms, numbers of our own, and what it answers itself."""

import pytest
from pydantic import ValidationError

from bot.channels.twilio.parse import LABEL, NOTHING, read
from bot.channels.webhook import Contents, Delivery
from bot.services.arrivals import Arrival
from tests.channels.payloads import payload


def delivered(body: bytes, **query: str) -> Delivery:
    return Delivery({}, query, body)


def test_an_sms_is_answered_from_the_number_that_it_was_sent_to() -> None:
    sms = Arrival("+447700900123", "SM0001", "Where is my order? 1+1=2", details={"own": "+15550783881"})
    assert read(delivered(payload("twilio", "sms"))) == Contents([sms], answer=NOTHING)


def test_a_picture_is_named() -> None:
    [arrival] = read(delivered(payload("twilio", "whatsapp_image"))).arrivals
    assert (arrival.address, arrival.text) == ("whatsapp:+447700900123", "[image]")


def test_who_writes_stop_hears_of_twilio_alone() -> None:
    assert read(delivered(payload("twilio", "stop"))) == Contents(answer=NOTHING)


@pytest.mark.parametrize("body", [b"", b"MessageSid=", b"From=%2B44", b"\xff\xfe"])
def test_what_is_no_message_is_a_value_error(body: bytes) -> None:
    with pytest.raises(ValidationError):
        read(delivered(body))


@pytest.mark.parametrize(
    ("status", "means"),
    [
        ("sent", Contents(taken=["ours/1/2"], answer=NOTHING)),
        ("delivered", Contents(taken=["ours/1/2"], answer=NOTHING)),
        ("undelivered", Contents(undelivered=["ours"], answer=NOTHING)),
        ("failed", Contents(undelivered=["ours"], answer=NOTHING)),
    ],
)
def test_receipts_tell_what_arrived_and_what_did_not(status: str, means: Contents) -> None:
    receipt = payload("twilio", "status").replace(b"delivered", status.encode())
    assert read(delivered(receipt, **{LABEL: "ours/1/2"})) == means
