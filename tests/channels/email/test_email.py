"""Mail comes over IMAP and goes over SMTP, each question answered once."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from bot.channels.email.channel import Email
from bot.channels.vendors.mail import PASSWORD, USER, MailServer, listening_to
from bot.server import create_server
from bot.spine.app import App
from bot.store.database import Database
from bot.support.attachment import Attachment, AttachmentState
from bot.support.contact import Contact
from bot.support.delivery import Delivery, DeliveryState
from bot.support.handoff import Handoff, HandoffReason
from tests.channels.payloads import payload
from tests.channels.platform import an_app
from tests.channels.widget.conftest import EchoAssistant
from tests.factories import A_JPEG
from tests.spine.stand_in import until


@dataclass
class Post:
    server: MailServer
    email: Email
    app: App

    async def ask(self, *mails: bytes) -> None:
        self.server.receive(*mails)
        await self.email.collect(self.app)

    async def answers(self, count: int) -> list[EmailMessage]:
        await until(lambda: len(self.server.sent) >= count)
        return self.server.sent


@pytest.fixture
async def post(one_database: Database) -> AsyncIterator[Post]:
    server = MailServer()
    async with listening_to(server.smtp, "smtp") as smtp, listening_to(server.imap, "imap") as imap:
        email = Email(USER, PASSWORD, smtp, imap, "Corner shop")
        app = an_app(one_database, EchoAssistant(), email)
        running = create_server(app)
        async with running.router.lifespan_context(running):
            yield Post(server, email, app)


def an_answer_to(mail: EmailMessage, text: str) -> bytes:
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = mail["To"], USER, mail["Subject"]
    reply["Message-ID"], reply["In-Reply-To"] = "<reply@mail.example.com>", mail["Message-ID"]
    reply.set_content(f"{text}\n\nThe shop wrote:\n> {mail.get_content()}")
    return bytes(reply)


async def test_a_question_is_answered_in_its_thread(post: Post) -> None:
    await post.ask(payload("email", "question"))
    [answer] = await post.answers(1)
    assert (answer["To"], answer["From"], answer["Subject"]) == (
        "emma.clarke@example.com",
        f"Corner shop <{USER}>",
        "Re: My lamp",
    )
    assert answer["In-Reply-To"] == answer["References"] == "<first@mail.example.com>"
    assert answer["Auto-Submitted"] == "auto-replied"
    assert answer.get_content().strip() == "heard Where is my order?"


async def test_the_customers_answer_goes_on_in_the_same_conversation(post: Post) -> None:
    await post.ask(payload("email", "question"))
    [first] = await post.answers(1)
    await post.ask(an_answer_to(first, "W-10482"))
    assert (await post.answers(2))[1].get_content().strip() == "heard W-10482"
    with post.app.database.session() as db:
        assert len(db.scalars(select(Contact)).all()) == 1


async def test_a_mail_is_marked_when_it_is_stored_and_answered_once_whatever_the_box_says(post: Post) -> None:
    await post.ask(payload("email", "question"), payload("email", "question"))
    assert post.server.unread() == []
    post.server.flags[1].clear()
    await post.email.collect(post.app)
    await post.ask(payload("email", "html_only"))
    answers = await post.answers(2)
    assert sorted(str(answer["To"]) for answer in answers) == ["emma.clarke@example.com", "liis@example.ee"]


async def test_choices_are_a_list_and_chosen_by_number(post: Post) -> None:
    question = payload("email", "question").replace(b"Where is my order?", b"choose")
    await post.ask(question)
    [offer] = await post.answers(1)
    assert offer.get_content().splitlines()[2:4] == ["1. Blue", "2. Red"]
    await post.ask(an_answer_to(offer, "2."))
    assert (await post.answers(2))[1].get_content().strip() == "heard {'colour': 'red'}"


async def test_an_enclosed_picture_is_kept(post: Post) -> None:
    question = EmailMessage()
    question["From"], question["To"], question["Message-ID"] = "emma@mail.example.com", USER, "<p@mail.example.com>"
    question.set_content("it arrived like this")
    question.add_attachment(A_JPEG, "image", "jpeg", filename="lamp.jpg")
    question.add_attachment(b"<html>", "image", "png", filename="virus.png")
    await post.ask(bytes(question))
    with post.app.database.session() as db:
        kept = db.execute(select(Attachment.name, Attachment.state).order_by(Attachment.position)).tuples().all()
    assert kept == [("lamp.jpg", AttachmentState.KEPT), ("virus.png", AttachmentState.REFUSED)]


async def test_machines_are_marked_and_not_answered(post: Post) -> None:
    await post.ask(payload("email", "auto_reply"), payload("email", "newsletter"), payload("email", "question"))
    assert [str(answer["To"]) for answer in await post.answers(1)] == ["emma.clarke@example.com"]
    assert post.server.unread() == []


async def test_a_mail_that_comes_back_is_put_before_an_agent(post: Post) -> None:
    await post.ask(payload("email", "question"))
    [answer] = await post.answers(1)
    await until(lambda: delivery(post) is DeliveryState.SENT)
    ours = str(answer["Message-ID"]).encode()
    bounce = payload("email", "bounce_failed").replace(b"<m1.0123456789abcdef0123456789abcdef@shop.example>", ours)
    await post.ask(bounce)

    assert delivery(post) is DeliveryState.FAILED
    with post.app.database.session() as db:
        assert db.scalars(select(Handoff.reason)).all() == [HandoffReason.NOT_DELIVERED]


@pytest.mark.parametrize(
    ("refusal", "state"), [("550 no such user", DeliveryState.FAILED), ("451 come back later", DeliveryState.DUE)]
)
async def test_a_refusal_is_final_or_for_now_as_the_server_says(post: Post, refusal: str, state: DeliveryState) -> None:
    post.server.refusals = [refusal]
    await post.ask(payload("email", "question"))
    await until(lambda: attempts(post) == 1)
    assert (delivery(post), post.server.sent) == (state, [])


async def test_a_mail_that_cannot_be_read_is_left_to_people(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(raw: bytes, names: object) -> None:
        raise RecursionError

    monkeypatch.setattr("bot.channels.email.parse.read", broken)
    await post.ask(payload("email", "question"))
    assert post.server.flags == {1: {r"\Flagged"}}


def delivery(post: Post) -> DeliveryState | None:
    with post.app.database.session() as db:
        return db.scalar(select(Delivery.state))


def attempts(post: Post) -> int:
    with post.app.database.session() as db:
        return db.scalar(select(Delivery.attempts)) or 0
