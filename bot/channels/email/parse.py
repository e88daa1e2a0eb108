"""Mails, as customers and mail systems send them.

A thread with one sender is one conversation. The Message-ID of each mail of ours holds its own name and the thread's, so that an
answer finds back however little a mail program keeps of the thread.
"""

import hashlib
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from bot.channels.email.plain import own_words, text_of_html
from bot.channels.email.verify import Origin, origin_of
from bot.channels.webhook import Contents
from bot.services.arrivals import Arrival
from bot.services.attachments import Enclosed

MESSAGE_ID = re.compile(r"<[^<>\s]+>")
# As much of a digest as no two threads share.
THREAD_CHARS = 32
# References grow with every answer; the first and the latest are what programs look at.
MAX_REFERENCES = 10


@dataclass(frozen=True)
class Names:
    """The names that our own mails go by."""

    # The shop's address.
    own: str

    def message_id(self, message_id: str, thread: str) -> str:
        return f"<{message_id}.{thread}@{self._domain}>"

    def thread_about(self, conversation_id: str) -> str:
        """Of a thread that we begin: as hard to guess as the conversation that it goes on with."""
        return hashlib.sha256(conversation_id.encode()).hexdigest()[:THREAD_CHARS]

    def ours(self, text: str) -> list[tuple[str, str]]:
        """The messages and threads of ours that the text names."""
        ours = rf"<([A-Za-z0-9_-]{{1,64}})\.([0-9a-f]{{{THREAD_CHARS}}})@{re.escape(self._domain)}>"
        return re.findall(ours, text)

    @property
    def _domain(self) -> str:
        return self.own.rpartition("@")[2].lower()


def read(raw: bytes, names: Names) -> Contents:
    mail = message_from_bytes(raw, policy=policy.default)
    origin = origin_of(mail)
    if origin is Origin.BOUNCE:
        return Contents(undelivered=_bounced(mail, raw, names))
    sender = parseaddr(_header(mail, "From"))[1].lower()
    if origin is Origin.MACHINE or "@" not in sender or sender == names.own.lower():
        return Contents()
    return Contents([_arrival(mail, raw, sender, names)])


def _arrival(mail: EmailMessage, raw: bytes, sender: str, names: Names) -> Arrival:
    name = next(iter(MESSAGE_ID.findall(_header(mail, "Message-ID"))), f"<{hashlib.sha256(raw).hexdigest()}@nowhere>")
    references = MESSAGE_ID.findall(f"{_header(mail, 'References')} {_header(mail, 'In-Reply-To')}")
    ours = [thread for reference in references for _, thread in names.ours(reference)]
    thread = ours[0] if ours else hashlib.sha256((references or [name])[0].encode()).hexdigest()[:THREAD_CHARS]
    details = {
        "to": sender,
        "thread": thread,
        "subject": _header(mail, "Subject"),
        "last": name,
        "references": [*references[:1], *references[1:][-MAX_REFERENCES:]],
    }
    return Arrival(f"{thread}/{sender}", name, _said(mail), details=details, files=_files(mail))


def _said(mail: EmailMessage) -> str:
    """What was written; of a mail without words what is attached: "[image]"; at the very least its subject."""
    body = mail.get_body(("plain", "html"))
    text = _text(body) if isinstance(body, EmailMessage) else ""
    attached = " ".join(f"[{part.get_content_maintype()}]" for part in mail.iter_attachments())
    return own_words(text) or attached or _header(mail, "Subject")


def _files(mail: EmailMessage) -> tuple[Enclosed, ...]:
    attached = [part for part in mail.iter_attachments() if not part.is_multipart()]
    contents = [(part.get_filename() or "", part.get_payload(decode=True)) for part in attached]
    return tuple(Enclosed(name, content) for name, content in contents if isinstance(content, bytes))


def _text(body: EmailMessage) -> str:
    try:
        content = str(body.get_content())
    except (LookupError, UnicodeError):
        # A character set that nobody knows.
        payload = body.get_payload(decode=True)
        content = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
    return text_of_html(content) if body.get_content_subtype() == "html" else content


def _bounced(mail: EmailMessage, raw: bytes, names: Names) -> list[str]:
    """Our messages that the mail system gives back for good; of a mere delay it tells too."""
    if not re.search(rb"(?im)^Action:\s*failed", raw):
        return []
    return list(dict.fromkeys(message_id for message_id, _ in names.ours(raw.decode("ascii", "replace"))))


def _header(mail: EmailMessage, name: str) -> str:
    """On one line, whatever its sender tried to put into it."""
    return " ".join(str(mail.get(name, "")).split())
