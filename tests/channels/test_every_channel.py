"""What holds on every platform, against its vendor: real requests over the loopback interface."""

import asyncio
import random
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from starlette.requests import Request
from starlette.responses import Response

from bot.channels.vendors.vendor import Call, Vendor
from bot.services.outbox import CLAIM
from bot.store.database import Database
from bot.support.conversation import Conversation, Owner
from bot.support.delivery import FIRST_RETRY, Delivery, DeliveryState
from bot.support.handoff import Handoff, HandoffReason
from bot.support.message import Message, Sender
from tests.channels.conftest import Line, connected
from tests.channels.payloads import payloads
from tests.channels.widget.conftest import EchoAssistant
from tests.spine.stand_in import until


@pytest.fixture
async def line(vendor: Vendor, one_database: Database) -> AsyncIterator[Line]:
    async with connected(vendor, one_database, EchoAssistant()) as line:
        yield line


def in_store(line: Line, kind: type) -> list[object]:
    with line.app.database.session() as db:
        return list(db.scalars(select(kind)))


async def test_a_message_is_answered_where_it_came_from(line: Line) -> None:
    await line.say("hello", who=1)
    await line.say("tere", who=2)
    await line.shown(2)
    assert sorted(text for _, text, _ in line.vendor.shown) == ["heard hello", "heard tere"]
    assert len({to for to, _, _ in line.vendor.shown}) == 2


async def test_a_choice_is_made(line: Line) -> None:
    await line.say("choose")
    [offer] = await line.shown(1)
    if line.vendor.offered:
        await line.press("Red")
    else:
        assert "2. Red" in offer
        await line.say("2")
    assert (await line.shown(2))[1] == "heard {'colour': 'red'}"


async def test_what_is_delivered_again_in_any_order_is_answered_once(line: Line) -> None:
    line.calls = [line.vendor.message(f"m{number}", 1 + number) for number in range(12)]
    again = line.calls * 3
    random.Random(5).shuffle(again)
    assert set(await asyncio.gather(*(line.deliver(call) for call in again))) == {200}
    await line.shown(12)
    await line.say("last")
    shown = await line.shown(13)
    assert sorted(shown[:12]) == sorted(f"heard m{number}" for number in range(12))
    assert shown[12:] == ["heard last"]


async def test_forged_altered_and_unsigned_deliveries_are_refused(line: Line) -> None:
    genuine = line.vendor.message("hello", 1)
    answers = [await line.deliver(call) for call in forgeries(genuine)]
    assert set(answers) == {401}
    assert in_store(line, Message) == []


def forgeries(genuine: Call) -> list[Call]:
    chance = random.Random(7)
    made = [Call(genuine.body, {}), Call(genuine.body + b" ", {}), Call(b"", {})]
    for name, value in genuine.headers.items():
        if name.lower().startswith("x-"):
            made += [Call(genuine.body, {**genuine.headers, name: wrong}) for wrong in wrongs(value, chance)]
    return made


def wrongs(value: str, chance: random.Random) -> list[str]:
    """Other values of a header: near misses, empty, and no text at all."""
    at = [chance.randrange(len(value)) for _ in range(100)]
    near = [value[:place] + chr(97 + (ord(value[place]) + 1) % 26) + value[place + 1 :] for place in at]
    return [wrong for wrong in ["", "x", value + "0", value[:-1], "\xe9\xff", value * 50, *near] if wrong != value]


async def test_no_known_payload_and_no_rubbish_breaks_the_server(line: Line) -> None:
    calls = [line.vendor.signed(body) for body in rubbish(line.vendor.name)]
    answers = [await line.deliver(call) for call in calls]
    # Of Twilio's, whose signature does not say where a name ends, what lacks a part is not believed.
    assert set(answers) == ({200, 401} if line.vendor.name == "twilio" else {200})


def rubbish(name: str) -> list[bytes]:
    chance = random.Random(11)
    files = payloads(name)
    cut = [file[: chance.randrange(len(file))] for file in files for _ in range(5)]
    bent = [file.replace(b'"', chance.choice([b"1", b"[", b"\xff", b"null"]), chance.randrange(1, 9)) for file in files * 5]
    return [
        *files,
        *cut,
        *bent,
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"object": 1}',
        b"[" * 50_000,
        b"\xff\xfe\x00",
        b'{"entry": [null]}',
    ]


async def test_vendor_that_was_away_gets_everything_in_order_and_once(line: Line) -> None:
    line.vendor.is_down = True
    for number in range(10):
        await line.say(f"m{number}", who=1 + number % 2)
    await until(lambda: line.vendor.calls >= 4)
    line.vendor.is_down = False
    # Less than a claim lasts: what is under way in this very moment is still claimed.
    line.clock.later = CLAIM - timedelta(seconds=5)
    await line.shown(10)

    for who in (0, 1):
        texts = [f"heard m{number}" for number in range(who, 10, 2)]
        assert [text for _, text, _ in line.vendor.shown if text in texts] == texts
    assert len(line.vendor.shown) == 10


async def test_busy_vendor_is_left_alone_for_as_long_as_it_says(line: Line) -> None:
    line.vendor.moods = [line.vendor.busy(120)]
    await line.say("hello")
    await until(lambda: attempts(line) == 1)
    line.clock.later = timedelta(seconds=100)
    line.app.postman.call()
    await asyncio.sleep(0.2)
    assert line.vendor.shown == []
    line.clock.later = timedelta(seconds=121)
    line.app.postman.call()
    assert await line.shown(1) == ["heard hello"]


async def test_others_are_not_sent_to_a_busy_vendor_either(line: Line) -> None:
    line.vendor.moods = [line.vendor.busy(120)]
    await line.say("hello", who=1)
    await until(lambda: attempts(line) == 1)
    calls = line.vendor.calls
    await line.say("tere", who=2)
    await asyncio.sleep(0.2)
    assert line.vendor.calls == calls
    line.clock.later = timedelta(seconds=121)
    line.app.postman.call()
    assert sorted(await line.shown(2)) == ["heard hello", "heard tere"]


async def test_what_the_vendor_says_it_has_is_not_sent_again_after_a_crash(line: Line) -> None:
    await line.say("hello")
    await line.shown(1)
    await until(lambda: delivery(line).state is DeliveryState.SENT)
    # As a process leaves it that dies before it can note what became of it.
    with line.app.database.session() as db:
        db.execute(update(Delivery).values(state=DeliveryState.DUE, next_try_at=line.clock() + CLAIM))
    for receipt in line.vendor.receipts:
        assert await line.deliver(receipt) == 200

    is_in_doubt = line.app.channels[line.vendor.name].shows_repeats
    assert delivery(line).state is (DeliveryState.DUE if is_in_doubt else DeliveryState.SENT)


async def test_what_the_vendor_took_and_could_not_tell_us_is_shown_twice_only_where_nothing_else_tells(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    take = line.vendor.take

    async def lose_the_answer(request: Request) -> Response:
        await take(request)
        return Response(status_code=504)

    with monkeypatch.context() as lossy:
        lossy.setattr(line.vendor, "take", lose_the_answer)
        await line.say("hello")
        await until(lambda: attempts(line) == 1)
    for receipt in line.vendor.receipts:
        assert await line.deliver(receipt) == 200
    line.clock.later = FIRST_RETRY
    line.app.postman.call()
    await until(lambda: delivery(line).state is DeliveryState.SENT)

    is_repeated = line.app.channels[line.vendor.name].shows_repeats
    assert line.heard == ["heard hello"] * (2 if is_repeated else 1)


def delivery(line: Line) -> Delivery:
    with line.app.database.session() as db:
        return db.scalars(select(Delivery)).one()


def attempts(line: Line) -> int:
    with line.app.database.session() as db:
        return db.scalar(select(Delivery.attempts)) or 0


async def test_customer_who_cannot_be_reached_is_put_before_an_agent(line: Line) -> None:
    line.vendor.moods = [line.vendor.refusal()]
    await line.say("hello")
    await until(lambda: in_store(line, Handoff) != [])

    with line.app.database.session() as db:
        assert db.scalar(select(Handoff.reason)) is HandoffReason.NOT_DELIVERED
        assert db.scalar(select(Conversation.owner)) is Owner.QUEUED
        assert db.scalar(select(Delivery.state)) is DeliveryState.FAILED


async def test_long_answer_comes_in_parts_that_the_vendor_takes(line: Line) -> None:
    words = " ".join(f"word{number}" for number in range(480))
    await line.say(words)
    await until(lambda: "word479" in "".join(text for _, text, _ in line.vendor.shown))
    with line.app.database.session() as db:
        [answer] = db.scalars(select(Message.text).where(Message.sender == Sender.ASSISTANT))
    assert " ".join(text for _, text, _ in line.vendor.shown).split() == answer.split()
