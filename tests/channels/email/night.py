"""A customer of the widget whose answer comes by e-mail, over real SMTP and IMAP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.message import EmailMessage

from sqlalchemy.orm import Session

from bot.channels.email.channel import Email
from bot.channels.vendors.mail import PASSWORD, USER, MailServer, listening_to
from bot.channels.widget.channel import WidgetChannel
from bot.console import moves
from bot.server import create_server
from bot.services import handoffs, inbox
from bot.services.attachments import Enclosed
from bot.services.conversations import transcript
from bot.services.inbox import Inbound
from bot.spine.app import App
from bot.spine.clock import Clock
from bot.spine.live import MemoryFeed
from bot.store.database import Database
from bot.support.agent import Agent
from bot.support.conversation import Conversation
from bot.support.handoff import HandoffReason
from bot.support.message import Sender
from bot.support.reply import Reply
from tests.channels.email.test_email import an_answer_to
from tests.channels.platform import an_app
from tests.channels.widget.conftest import EchoAssistant
from tests.factories import a_conversation, an_agent, saved
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

    async def replies(self, text: str, file: Enclosed | None = None) -> None:
        with self.app.database.session() as db:
            assert moves.reply(db, self.app, self.conversation.id, self.agent, text, file) is None
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
    conversation = saved(db, a_conversation())
    inbox.receive(db, Inbound(conversation.id, "widget", f"{conversation.id}/1", "human"), app.clock())
    handoffs.hand_off(db, conversation.id, HandoffReason.ASKED_FOR_HUMAN, app.clock(), is_desk_open=False)
    if email:
        handoffs.answer_by_email(db, conversation.id, email)
    return conversation


@asynccontextmanager
async def a_night(database: Database, clock: Clock) -> AsyncIterator[Night]:
    server = MailServer()
    async with listening_to(server.smtp, "smtp") as smtp, listening_to(server.imap, "imap") as imap:
        email = Email(USER, PASSWORD, smtp, imap, "Corner shop")
        app = an_app(database, Naming(), email, WidgetChannel(MemoryFeed()), clock=clock)
        with app.database.session() as db:
            agent = an_agent(name="Anna")
            db.add(agent)
            conversation = a_ticket(db, app)
        running = create_server(app)
        async with running.router.lifespan_context(running):
            yield Night(server, email, app, agent, conversation)
