"""A customer who writes mails, with real SMTP and IMAP between them and the server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from email.message import EmailMessage
from typing import Any

from bot.channels.email.channel import Email
from bot.channels.vendors.everyone import POLL_SECONDS
from bot.channels.vendors.mail import PASSWORD, USER, MailServer, listening_to
from bot.server import create_server
from bot.spine.app import App
from bot.store.database import Database
from tests.channels.platform import an_app
from tests.spine.stand_in import until


class Correspondent:
    """Goes on in the thread of the first mail, and quotes what they answer, as mail programs do."""

    def __init__(self, server: MailServer, app: App, address: str = "emma@post.example") -> None:
        self.app = app
        self._server = server
        self._address = address
        self._said = 0

    @property
    def heard(self) -> list[str]:
        return [mail.get_content() for mail in self._server.sent if mail["To"] == self._address]

    async def say(self, text: str) -> None:
        self._said += 1
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = f"Emma <{self._address}>", USER, "My order"
        mail["Message-ID"] = f"<{self._said}@post.example>"
        quote = ""
        if self._server.sent:
            answered = self._server.sent[-1]
            mail["In-Reply-To"] = answered["Message-ID"]
            quote = "\n\nThe shop wrote:\n" + "".join(f"> {line}\n" for line in answered.get_content().splitlines())
        mail.set_content(text + quote)
        self._server.receive(bytes(mail))
        await until(lambda: not self._server.unread())


@asynccontextmanager
async def corresponding(database: Database, assistant: Any) -> AsyncIterator[Correspondent]:
    server = MailServer()
    async with listening_to(server.smtp, "smtp") as smtp, listening_to(server.imap, "imap") as imap:
        app = an_app(database, assistant, Email(USER, PASSWORD, smtp, imap, "Corner shop", every=POLL_SECONDS))
        running = create_server(app)
        async with running.router.lifespan_context(running):
            yield Correspondent(server, app)
