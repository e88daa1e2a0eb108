"""A ticket of the widget is answered by e-mail, and the customer goes on by e-mail or in the chat."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.message import EmailMessage

import pytest
from sqlalchemy.orm import Session

from bot.channels.email.channel import Email
from bot.channels.vendors.mail import PASSWORD, USER, MailServer, listening_to
from bot.channels.widget.channel import WidgetChannel
from bot.console import moves
from bot.engine.assistant import Reply
from bot.server import create_server
from bot.services import handoffs, inbox
from bot.services.conversations import transcript
from bot.services.inbox import Inbound
from bot.spine.app import App
from bot.spine.live import MemoryFeed
from bot.store.database import Database
from bot.support.agent import Agent
from bot.support.conversation import Conversation
from bot.support.handoff import HandoffReason
from bot.support.message import Sender
from tests.channels.email.test_email import an_answer_to
from tests.channels.platform import an_app
from tests.channels.widget.conftest import EchoAssistant
from tests.factories import a_conversation, a_customer, an_agent
from tests.spine.stand_in import until

EMMA = "emma@example.com"


class Naming(EchoAssistant):
    """Says which sentence was asked for, so that the tests do not depend on wording."""

    def say(self, response: str, language: str, **values: object) -> Reply:
        return Reply(f"{response} {values}")


@dataclass
class Night:
    """A customer of the widget asked for a human when nobody was at the desk, left an address, and went."""

    server: MailServer
    email: Email
    app: App
    agent: Agent
    conversation: Conversation

    def takes(self) -> None:
        with self.app.database.session() as db:
            assert moves.take(db, self.app, self.conversation.id, self.agent) is None

    async def replies(self, text: str) -> None:
        with self.app.database.session() as db:
            assert moves.reply(db, self.app, self.conversation.id, self.agent, text) is None
        await self.app.tell(self.conversation.id)

    async def mails(self, number: int) -> list[EmailMessage]:
        await until(lambda: len(self.server.sent) >= number)
        return self.server.sent

    async def customer_mails(self, mail: EmailMessage, text: str) -> None:
        self.server.receive(an_answer_to(mail, text))
        await self.email.collect(self.app)

    def said(self) -> list[tuple[Sender, str]]:
        with self.app.database.session() as db:
            return [(message.sender, message.text) for message in transcript(db, self.conversation.id)]


def a_ticket(db: Session, app: App, email: str | None = EMMA) -> Conversation:
    conversation = a_conversation()
    db.add(conversation)
    db.flush()
    inbox.receive(db, Inbound(conversation.id, "widget", f"{conversation.id}/1", "human"), app.clock())
    handoffs.hand_off(db, conversation.id, HandoffReason.ASKED_FOR_HUMAN, app.clock(), is_desk_open=False)
    if email:
        handoffs.answer_by_email(db, conversation.id, email)
    return conversation


@pytest.fixture
async def night(one_database: Database) -> AsyncIterator[Night]:
    server = MailServer()
    async with listening_to(server.smtp, "smtp") as smtp, listening_to(server.imap, "imap") as imap:
        email = Email(USER, PASSWORD, smtp, imap, "Corner shop")
        app = an_app(one_database, Naming(), email, WidgetChannel(MemoryFeed()))
        with app.database.session() as db:
            agent = an_agent(name="Anna")
            db.add(agent)
            conversation = a_ticket(db, app)
        running = create_server(app)
        async with running.router.lifespan_context(running):
            yield Night(server, email, app, agent, conversation)


async def test_the_agents_answer_goes_by_mail_and_stands_in_the_chat(night: Night) -> None:
    night.takes()
    await night.replies("It leaves tomorrow.")

    [mail] = await night.mails(1)
    assert (mail["To"], mail["In-Reply-To"], mail["Auto-Submitted"]) == (EMMA, None, None)
    assert "T-" in str(mail["Subject"])
    assert mail.get_content().strip() == "It leaves tomorrow."
    assert night.said()[-1] == (Sender.AGENT, "It leaves tomorrow.")


async def test_what_the_customer_mails_back_comes_into_the_same_conversation_and_is_answered_by_mail(night: Night) -> None:
    night.takes()
    await night.replies("Which order?")
    [first] = await night.mails(1)

    await night.customer_mails(first, "W-10482")
    assert night.said()[-1] == (Sender.CUSTOMER, "W-10482")
    await night.replies("Thank you.")

    second = (await night.mails(2))[1]
    assert (second["In-Reply-To"], second.get_content().strip()) == ("<reply@mail.example.com>", "Thank you.")


async def test_who_comes_back_to_the_chat_is_answered_there(night: Night) -> None:
    night.takes()
    await night.replies("Which order?")
    await night.mails(1)
    with night.app.database.session() as db:
        inbox.receive(db, Inbound(night.conversation.id, "widget", "back", "W-10482"), night.app.clock())

    with night.app.database.session() as db:
        message = moves.desk.reply(db, night.conversation.id, night.agent, "Thanks", night.app.clock(), "ticket")

    assert message is not None
    assert message.channel == "widget"


async def test_without_an_address_the_answer_waits_in_the_chat(night: Night) -> None:
    with night.app.database.session() as db:
        night.conversation = a_ticket(db, night.app, email=None)
    night.takes()
    await night.replies("It leaves tomorrow.")

    assert night.said()[-1] == (Sender.AGENT, "It leaves tomorrow.")
    assert night.server.sent == []


async def test_a_typed_address_does_not_get_into_what_somebody_else_proved_later(night: Night) -> None:
    night.takes()
    await night.replies("Which order?")
    [first] = await night.mails(1)
    with night.app.database.session() as db:
        db.get_one(Conversation, night.conversation.id).customer = a_customer(email="mary@example.com")

    await night.customer_mails(first, "where is my order")

    assert night.said()[-1] == (Sender.AGENT, "Which order?")
    assert (await night.mails(2))[1].get_content().strip() == "heard where is my order"
