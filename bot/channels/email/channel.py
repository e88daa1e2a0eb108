"""E-mail as a channel: one address of the shop, read over IMAP and answered over SMTP."""

import asyncio
import logging
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, formataddr
from urllib.parse import SplitResult, urlsplit

from bot.channels.email import parse
from bot.channels.email.mailbox import Mailbox, is_here
from bot.channels.email.parse import Names
from bot.services.reach import Letter
from bot.settings import Settings
from bot.shop.customer import normal_email
from bot.spine.app import App
from bot.spine.channel import RefusedError
from bot.spine.failure import described
from bot.spine.reception import answer, note_trouble, take_back, take_in
from bot.support.channel_trouble import Trouble
from bot.support.contact import EMAIL
from bot.support.layout import Limits, Part
from bot.support.message import Sender

logger = logging.getLogger(__name__)

POLL_SECONDS = 15.0
# Less than the postman waits.
TIMEOUT_SECONDS = 8
PERMANENT = 500
# Of these our own credentials are the cause (RFC 4954).
OURS = {530, 534, 535, 538}


class Email:
    name = EMAIL
    # Choices are listed, and chosen by number.
    limits = Limits(text=100_000, encloses=True)
    # Not every mail program knows a Message-ID again.
    shows_repeats = True

    def __init__(self, address: str, password: str, smtp: str, imap: str, shop_name: str, every: float = POLL_SECONDS) -> None:
        """The mailbox is looked into every so many seconds."""
        self._names = Names(address)
        self._from = formataddr((shop_name, address))
        self._password = password
        self._smtp = urlsplit(smtp)
        self._mailbox = Mailbox(imap, address, password)
        self._every = every

    async def send(self, part: Part) -> None:
        await asyncio.to_thread(self._post, self._mail(part))

    def letter_to(self, email: str, about: str) -> Letter:
        thread = self._names.thread_about(about)
        to = normal_email(email)
        return Letter(self.name, to, f"{thread}/{to}", {"thread": thread, "subject": "", "last": "", "references": []})

    async def run(self, app: App) -> None:
        """Fetch what customers wrote, until cancelled; a server that is away is asked again."""
        while True:
            try:
                await self.collect(app)
            except Exception as error:
                logger.error("the mailbox cannot be read; trying again: %s", described(error))
                await note_trouble(app, self, Trouble.NOT_FETCHED, type(error).__name__)
            await asyncio.sleep(self._every)

    async def collect(self, app: App) -> None:
        """Take in all that is unread. A mail is marked as read when it is stored, and not before."""
        stored: list[str] = []
        odd: list[str] = []
        for number, raw in (await asyncio.to_thread(self._mailbox.unread)).items():
            try:
                contents = parse.read(raw, self._names)
            except Exception as error:
                # Mail comes in every state, and the library that reads it knows many ways to fail.
                logger.error("mail %s is left to people: %s", number, described(error))
                odd.append(number)
                continue
            await answer(app, await take_in(app, self, contents.arrivals))
            await take_back(app, self, contents.undelivered)
            stored.append(number)
        if stored or odd:
            await asyncio.to_thread(self._mailbox.mark, stored, odd)

    def _mail(self, part: Part) -> EmailMessage:
        thread = part.recipient.details
        subject = thread["subject"] or part.text.partition("\n")[0][:60]
        mail = EmailMessage()
        mail["From"], mail["To"] = self._from, thread["to"]
        is_answer = bool(thread["last"])
        mail["Subject"] = subject if not is_answer or subject.lower().startswith("re:") else f"Re: {subject}"
        # The same at every try, so that a mail that was sent twice is shown once.
        mail["Message-ID"] = self._names.message_id(part.message.id, thread["thread"])
        if is_answer:
            mail["In-Reply-To"] = thread["last"]
            mail["References"] = " ".join([*thread["references"], thread["last"]])
        else:
            # No mail has this name, but all of the thread refer to it: programs show them together before any is answered.
            mail["References"] = self._names.message_id("thread", thread["thread"])
        mail["Date"] = format_datetime(part.message.at)
        if part.message.sender is not Sender.AGENT:
            # So that two machines do not answer each other for ever (RFC 3834).
            mail["Auto-Submitted"] = "auto-replied" if is_answer else "auto-generated"
        mail.set_content(part.text)
        for enclosed in part.enclosures:
            main, _, sub = enclosed.type.partition("/")
            mail.add_attachment(enclosed.content, main, sub, filename=enclosed.name)
        return mail

    def _post(self, mail: EmailMessage) -> None:
        try:
            with _connected(self._smtp) as smtp:
                if smtp.has_extn("auth"):
                    smtp.login(self._names.own, self._password)
                smtp.send_message(mail)
        except smtplib.SMTPRecipientsRefused as error:
            code = next(iter(error.recipients.values()))[0]
            raise (RefusedError if code >= PERMANENT else ConnectionError)(f"SMTP: {code}") from None
        except smtplib.SMTPResponseException as error:
            is_final = error.smtp_code >= PERMANENT and error.smtp_code not in OURS
            raise (RefusedError if is_final else ConnectionError)(f"SMTP: {error.smtp_code}") from None


def email(settings: Settings) -> Email | None:
    """None where its secrets are not set."""
    address, password, smtp, imap = settings.email_address, settings.email_password, settings.email_smtp, settings.email_imap
    if address is None or password is None or smtp is None or imap is None:
        return None
    return Email(address, password, smtp, imap, settings.shop_name)


def _connected(server: SplitResult) -> smtplib.SMTP:
    """Encrypted, unless the server is on this machine. Raises ssl.SSLError, OSError, and smtplib's errors."""
    host, context = server.hostname or "", ssl.create_default_context()
    if server.scheme == "smtps":
        return smtplib.SMTP_SSL(host, server.port or smtplib.SMTP_SSL_PORT, timeout=TIMEOUT_SECONDS, context=context)
    smtp = smtplib.SMTP(host, server.port or smtplib.SMTP_PORT, timeout=TIMEOUT_SECONDS)
    smtp.ehlo()
    if not is_here(host):
        smtp.starttls(context=context)
        smtp.ehlo()
    return smtp
