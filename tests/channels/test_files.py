"""Pictures and files of customers are fetched from every vendor, looked at, and kept."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import undefer

from bot.channels.vendor_api import VendorApi
from bot.channels.vendors.vendor import Vendor
from bot.spine.channel import RefusedError
from bot.store.database import Database
from bot.support.attachment import FIRST_RETRY, Attachment, AttachmentState
from bot.support.file_kind import MAX_FILE_BYTES, FileKind
from tests.channels.conftest import Line, connected
from tests.channels.widget.conftest import EchoAssistant
from tests.factories import A_JPEG
from tests.spine.stand_in import until


@pytest.fixture
async def line(vendor: Vendor, one_database: Database, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Line]:
    monkeypatch.setattr("bot.spine.files.ROUND_SECONDS", 0.02)
    async with connected(vendor, one_database, EchoAssistant()) as line:
        yield line


async def send(line: Line, content: bytes, name: str = "lamp.jpg", number: int = 1) -> None:
    line.vendor.files[name] = content
    assert await line.deliver(line.vendor.picture(name, number)) == 200


def kept(line: Line) -> list[Attachment]:
    with line.app.database.session() as db:
        return list(db.scalars(select(Attachment).options(undefer(Attachment.content))))


def states(line: Line) -> list[AttachmentState]:
    return [attachment.state for attachment in kept(line)]


async def test_a_picture_is_fetched_and_kept(line: Line) -> None:
    await send(line, A_JPEG)
    await until(lambda: states(line) == [AttachmentState.KEPT])
    [attachment] = kept(line)
    assert (attachment.kind, attachment.content, attachment.size) == (FileKind.JPEG, A_JPEG, len(A_JPEG))


async def test_a_picture_that_is_delivered_again_is_kept_once(line: Line) -> None:
    for _ in range(3):
        await send(line, A_JPEG)
    await until(lambda: states(line) == [AttachmentState.KEPT])


@pytest.mark.parametrize("content", [b"<html><script>alert(1)</script>", A_JPEG + b"x" * MAX_FILE_BYTES])
async def test_what_is_no_picture_or_too_large_is_not_kept(line: Line, content: bytes) -> None:
    await send(line, content)
    await until(lambda: states(line) == [AttachmentState.REFUSED])
    assert kept(line)[0].content is None


async def test_a_file_that_the_vendor_has_not_is_given_up_at_once(line: Line) -> None:
    assert await line.deliver(line.vendor.picture("unknown.jpg", 1)) == 200
    await until(lambda: states(line) == [AttachmentState.REFUSED])


async def test_a_vendor_that_was_away_is_asked_again(line: Line) -> None:
    line.vendor.is_down = True
    await send(line, A_JPEG)
    await until(lambda: [attachment.attempts for attachment in kept(line)] == [1])
    line.vendor.is_down = False
    line.clock.later = FIRST_RETRY
    await until(lambda: states(line) == [AttachmentState.KEPT])


@pytest.mark.parametrize(
    "address", ["https://evil.example/files/a", "http://files.vendor.example/a", "https://files.vendor.example.evil.example/a"]
)
async def test_our_credentials_go_to_no_other_host(address: str) -> None:
    api = VendorApi("https://api.vendor.example", headers={"Authorization": "Bearer secret"})
    with pytest.raises(RefusedError):
        await api.download(address, 100, ["vendor.example"])
    await api.close()
