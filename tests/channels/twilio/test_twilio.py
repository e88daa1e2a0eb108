"""Twilio's own ways: forms, numbers of our own, and what it answers itself."""

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from bot.channels.twilio import verify
from bot.channels.twilio.parse import LABEL, NOTHING, read, says_opted_out
from bot.channels.vendors.twilio import PUBLIC_URL, TOKEN, FakeTwilio
from bot.channels.webhook import Contents, Delivery
from bot.services.arrivals import Arrival, OptOut
from bot.services.follow_ups import is_silenced
from bot.store.database import Database
from bot.support.conversation import Conversation
from tests.channels.conftest import Line, connected
from tests.channels.payloads import payload
from tests.channels.widget.conftest import EchoAssistant
from tests.spine.stand_in import until

EMMA = "+447700900123"


def delivered(body: bytes, **query: str) -> Delivery:
    return Delivery({}, query, body)


def test_an_sms_is_answered_from_the_number_that_it_was_sent_to() -> None:
    sms = Arrival("+447700900123", "SM0001", "Where is my order? 1+1=2", details={"own": "+15550783881"})
    assert read(delivered(payload("twilio", "sms"))) == Contents([sms], answer=NOTHING)


def test_a_picture_is_named() -> None:
    [arrival] = read(delivered(payload("twilio", "whatsapp_image"))).arrivals
    assert (arrival.address, arrival.text) == ("whatsapp:+447700900123", "[image]")


@pytest.mark.parametrize(("word", "opt_outs"), [("stop", [OptOut(EMMA, True)]), ("start", [OptOut(EMMA, False)])])
def test_who_writes_stop_or_start_hears_of_twilio_alone(word: str, opt_outs: list[OptOut]) -> None:
    assert read(delivered(payload("twilio", word))) == Contents(opt_outs=opt_outs, answer=NOTHING)


def test_who_asks_twilio_for_help_is_as_before() -> None:
    asked = payload("twilio", "stop").replace(b"STOP", b"HELP")
    assert read(delivered(asked)) == Contents(answer=NOTHING)


def test_a_receipt_may_tell_that_the_customer_has_stopped() -> None:
    told = read(delivered(payload("twilio", "opted_out"), **{LABEL: "ours/1/1"}))
    assert told == Contents(undelivered=["ours"], opt_outs=[OptOut(EMMA, True)], answer=NOTHING)


@pytest.mark.parametrize("answer", [b"", b"[]", b'{"code": 21617}', b'{"code": null}'])
def test_other_refusals_stop_nothing(answer: bytes) -> None:
    assert not says_opted_out(answer)


async def test_a_customer_who_stopped_at_twilio_hears_no_more_until_they_start_again(one_database: Database) -> None:
    vendor = FakeTwilio()
    async with connected(vendor, one_database, EchoAssistant()) as line:
        await line.say("hello")
        await line.shown(1)

        assert await line.deliver(vendor.opt_out("STOP")) == 200
        assert is_silenced_on(line)
        assert await line.deliver(vendor.opt_out("START")) == 200
        assert not is_silenced_on(line)

        vendor.moods = [vendor.refusal()]
        await line.say("hello again")
        await until(lambda: is_silenced_on(line))


def is_silenced_on(line: Line) -> bool:
    """Whether the customer of the only conversation is."""
    with line.app.database.session() as db:
        return is_silenced(db, db.scalars(select(Conversation)).one())


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


def signed_as(body: bytes, signed: bytes) -> Delivery:
    """The first, with the signature of the second."""
    call = FakeTwilio().signed(signed)
    return Delivery({name.lower(): value for name, value in call.headers.items()}, {}, body)


def is_genuine(body: bytes, signed: bytes) -> bool:
    return verify.is_genuine(signed_as(body, signed), TOKEN, f"{PUBLIC_URL}/channels/twilio")


SMS = b"MessageSid=SM1&From=%2B44&To=%2B15&Body=helloFrom%2B47&NumMedia=0"


@pytest.mark.parametrize("same", [SMS, SMS.replace(b"%2B", b"%2b"), SMS.replace(b"hello", b"%68ello")])
def test_the_same_form_written_otherwise_is_the_same(same: bytes) -> None:
    assert is_genuine(same, SMS)


@pytest.mark.parametrize(
    "other",
    [
        # Each is signed like the original: Twilio signs names and values with nothing between them.
        SMS.replace(b"NumMedia=0", b"NumMedia0="),
        SMS.replace(b"Body=hello", b"Bodyhello="),
        b"MessageSid=SM1&To=%2B15&NumMedia=0&Body=hello&From=%2B47&From%2B44=",
        b"MessageSid=SM1&To=%2B15&NumMedia=0&Body=hello&From=%2B47From%2B44",
    ],
)
def test_a_form_whose_names_and_values_were_shifted_is_refused(other: bytes) -> None:
    assert not is_genuine(other, SMS)


def test_a_form_with_a_name_twice_is_refused() -> None:
    assert not is_genuine(b"From=%2B47&" + SMS, SMS)


def test_a_receipt_is_verified_with_its_address() -> None:
    vendor = FakeTwilio()
    call = vendor.status("sent", f"{PUBLIC_URL}/channels/twilio?part=m%2F1%2F1")
    headers = {name.lower(): value for name, value in call.headers.items()}
    address = f"{PUBLIC_URL}/channels/twilio"
    assert verify.is_genuine(Delivery(headers, {"part": "m/1/1"}, call.body), TOKEN, address)
    assert not verify.is_genuine(Delivery(headers, {"part": "m/2/2"}, call.body), TOKEN, address)
    assert not verify.is_genuine(Delivery(headers, {}, call.body), TOKEN, address)
