"""A mail server on the loopback interface: SMTP (RFC 5321) to take mails, IMAP (RFC 3501) to read them; as much as is needed."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage

USER, PASSWORD = "help@shop.example", "pass word"


class MailServer:
    def __init__(self) -> None:
        # What was sent through it.
        self.sent: list[EmailMessage] = []
        # The mailbox, by number, and its flags.
        self.box: dict[int, bytes] = {}
        self.flags: dict[int, set[str]] = {}
        # What recipients of the next mails get, such as "550 no such user".
        self.refusals: list[str] = []
        # Whoever connects is sent away.
        self.is_down = False

    def receive(self, *mails: bytes) -> None:
        for mail in mails:
            number = len(self.box) + 1
            self.box[number], self.flags[number] = mail.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), set()

    def unread(self) -> list[int]:
        return [number for number, flags in self.flags.items() if not flags & {r"\Seen", r"\Flagged"}]

    async def smtp(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_down:
            writer.write(b"421 closing for a while\r\n")
            return
        writer.write(b"220 here\r\n")
        while line := (await reader.readline()).decode().strip():
            verb = line.partition(" ")[0].upper()
            if verb == "RCPT" and self.refusals:
                writer.write(f"{self.refusals.pop(0)}\r\n".encode())
            elif verb == "DATA":
                writer.write(b"354 go on\r\n")
                raw = await reader.readuntil(b"\r\n.\r\n")
                self.sent.append(message_from_bytes(raw[:-3].replace(b"\r\n..", b"\r\n."), policy=policy.default))
                writer.write(b"250 taken\r\n")
            else:
                writer.write(b"221 bye\r\n" if verb == "QUIT" else b"250 ok\r\n")
            if verb == "QUIT":
                break

    async def imap(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_down:
            writer.write(b"* BYE closing for a while\r\n")
            return
        writer.write(b"* OK IMAP4rev1 here\r\n")
        while line := (await reader.readline()).decode().strip():
            tag, _, command = line.partition(" ")
            for answer in self._answers(command):
                writer.write(answer + b"\r\n")
            is_known = not command.startswith("LOGIN") or command == f'LOGIN {USER} "{PASSWORD}"'
            writer.write(f"{tag} {'OK done' if is_known else 'NO who?'}\r\n".encode())
            if command == "LOGOUT":
                break

    def _answers(self, command: str) -> list[bytes]:
        if command == "CAPABILITY":
            return [b"* CAPABILITY IMAP4rev1"]
        if command.startswith("SELECT"):
            return [f"* {len(self.box)} EXISTS".encode()]
        if command.startswith("UID SEARCH"):
            return [" ".join(["* SEARCH", *map(str, self.unread())]).encode()]
        if fetch := re.match(r"UID FETCH (\d+) ", command):
            mail = self.box[int(fetch[1])]
            return [f"* {fetch[1]} FETCH (UID {fetch[1]} BODY[] {{{len(mail)}}}".encode(), mail + b")"]
        if store := re.match(r"UID STORE ([\d,]+) \+FLAGS \((.+)\)", command):
            for number in store[1].split(","):
                self.flags[int(number)].add(store[2])
        return [b"* BYE"] if command == "LOGOUT" else []


@asynccontextmanager
async def listening_to(
    handler: Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]], scheme: str
) -> AsyncIterator[str]:
    async def hear(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Of a client that dies in the middle there is nothing to be said.
        with suppress(ConnectionError, asyncio.IncompleteReadError):
            await handler(reader, writer)
        writer.close()

    server = await asyncio.start_server(hear, "127.0.0.1", 0)
    async with server:
        yield f"{scheme}://127.0.0.1:{server.sockets[0].getsockname()[1]}"
