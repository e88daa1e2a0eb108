"""What agents enclose reaches their customers on every platform: as a file where it takes one, else by its address."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from bot.channels.vendors.vendor import Vendor
from bot.services import desk, handoffs
from bot.services.attachments import LINK_LIFE, Enclosed
from bot.store.database import Database
from bot.support.attachment import Attachment
from bot.support.conversation import Conversation
from bot.support.file_kind import FileKind
from tests.channels.conftest import Line, connected
from tests.channels.email.night import Night
from tests.channels.widget.conftest import EchoAssistant
from tests.factories import A_JPEG, an_agent, saved
from tests.spine.stand_in import until

A_PDF = b"%PDF-1.7 a label"
PICTURE, DOCUMENT = Enclosed("lamp.jpg", A_JPEG), Enclosed("label.pdf", A_PDF)
# These show no more than an address.
BY_ADDRESS = {"slack", "twilio"}
ADDRESS = re.compile(r"/files/([\w.-]+)")


@pytest.fixture
async def line(vendor: Vendor, one_database: Database) -> AsyncIterator[Line]:
    async with connected(vendor, one_database, EchoAssistant()) as line:
        yield line


async def agent_sends(line: Line, text: str, *files: Enclosed) -> None:
    """To the customer who has just said hello."""
    await line.say("hello")
    await line.shown(1)
    now = line.clock()
    with line.app.database.session() as db:
        talk = db.scalars(select(Conversation)).one()
        anna = saved(db, an_agent())
        handoffs.take(db, talk.id, anna, now)
        desk.reply(db, talk.id, anna, text, now, files=files)
    await line.app.tell(talk.id)


async def test_a_picture_and_a_document_come_after_the_words(line: Line) -> None:
    await agent_sends(line, "Here they are.", PICTURE, DOCUMENT)
    _, words, *files = await line.shown(4)
    assert words == "Here they are."
    if line.vendor.name in BY_ADDRESS:
        assert all(ADDRESS.search(file) for file in files)
        assert ["lamp.jpg" in files[0], "label.pdf" in files[1]] == [True, True]
    else:
        assert files == ["<lamp.jpg>", "<label.pdf>"]
        assert line.vendor.given == {"lamp.jpg": A_JPEG, "label.pdf": A_PDF}


async def test_a_file_alone_comes_alone(line: Line) -> None:
    await agent_sends(line, FileKind.PDF.alone, DOCUMENT)
    [_, file] = await line.shown(2)
    assert "label.pdf" in file


async def test_a_file_that_failed_is_sent_again_without_the_words(line: Line) -> None:
    line.vendor.moods = [None, None, line.vendor.busy(0)]
    await agent_sends(line, "Here it is.", DOCUMENT)
    line.clock.later = timedelta(minutes=1)
    line.app.postman.call()
    shown = await line.shown(3)
    assert [shown.count("Here it is."), len(shown)] == [1, 3]


def stored(line: Line) -> Attachment:
    with line.app.database.session() as db:
        return db.scalars(select(Attachment)).one()


async def test_its_address_is_good_for_a_while(line: Line) -> None:
    await agent_sends(line, "Here it is.", DOCUMENT)
    path = f"/files/{stored(line).id}"
    answer = await line.client.get(path)
    assert (answer.content, answer.headers["content-type"]) == (A_PDF, "application/pdf")
    assert answer.headers["x-content-type-options"] == "nosniff"
    line.clock.later = LINK_LIFE + timedelta(seconds=1)
    assert (await line.client.get(path)).status_code == 404


async def test_what_a_customer_sent_has_no_address(line: Line, monkeypatch: pytest.MonkeyPatch) -> None:
    line.vendor.files["lamp.jpg"] = A_JPEG
    assert await line.deliver(line.vendor.picture("lamp.jpg", 1)) == 200
    await until(lambda: stored(line).size == len(A_JPEG))
    assert (await line.client.get(f"/files/{stored(line).id}")).status_code == 404


async def test_a_mail_encloses_it(night: Night) -> None:
    night.takes()
    await night.replies("Here it is.", DOCUMENT)
    [mail] = await night.mails(1)
    assert isinstance(mail, EmailMessage)
    [enclosed] = mail.iter_attachments()
    assert (enclosed.get_filename(), enclosed.get_content()) == ("label.pdf", A_PDF)
