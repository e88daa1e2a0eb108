"""The shop's mailbox, over IMAP. It blocks, and is called in threads."""

import imaplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

TIMEOUT_SECONDS = 20
IMAP_PORT, IMAPS_PORT = 143, 993
# What is larger is left to people, unread.
MAX_BYTES = 30 * 1024 * 1024
AT_ONCE = 50


class Mailbox:
    """At imaps://host:993; imap:// is for a server on the same machine."""

    def __init__(self, server: str, user: str, password: str) -> None:
        self._server = urlsplit(server)
        self._user = user
        self._password = password

    def unread(self) -> dict[str, bytes]:
        """The oldest unread mails, by number; they stay unread until it is said that they were stored."""
        with self._opened() as imap:
            _, found = imap.uid("SEARCH", "UNSEEN", "UNFLAGGED", "SMALLER", str(MAX_BYTES))
            numbers = found[0].decode().split()[:AT_ONCE] if found and found[0] else []
            return {number: mail for number in numbers if (mail := _fetched(imap, number)) is not None}

    def mark(self, stored: Sequence[str], odd: Sequence[str]) -> None:
        """Mark stored mails as read. Odd ones are flagged for people: they stay unread, and are not looked at again."""
        with self._opened() as imap:
            for numbers, flag in ((stored, r"(\Seen)"), (odd, r"(\Flagged)")):
                if numbers:
                    imap.uid("STORE", ",".join(numbers), "+FLAGS", flag)

    @contextmanager
    def _opened(self) -> Iterator[imaplib.IMAP4]:
        with _connected(self._server) as imap:
            imap.login(self._user, self._password)
            imap.select("INBOX")
            yield imap


def _connected(server: SplitResult) -> imaplib.IMAP4:
    """Encrypted, unless the server is on this machine."""
    host, context = server.hostname or "", ssl.create_default_context()
    if server.scheme == "imaps":
        return imaplib.IMAP4_SSL(host, server.port or IMAPS_PORT, ssl_context=context, timeout=TIMEOUT_SECONDS)
    imap = imaplib.IMAP4(host, server.port or IMAP_PORT, timeout=TIMEOUT_SECONDS)
    if not is_here(host):
        imap.starttls(context)
    return imap


def is_here(host: str) -> bool:
    """Whether the server is on this very machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _fetched(imap: imaplib.IMAP4, number: str) -> bytes | None:
    """Without marking it as read; None where it has gone meanwhile."""
    _, parts = imap.uid("FETCH", number, "(BODY.PEEK[])")
    return next((part[1] for part in parts if isinstance(part, tuple)), None)
