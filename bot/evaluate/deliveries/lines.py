"""The lines between platforms and our server: what is delivered until it is acknowledged, and what customers were shown."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from email.message import EmailMessage
from itertools import groupby
from typing import Any, Protocol

import httpx

from bot.channels.vendors.mail import USER, MailServer
from bot.channels.vendors.vendor import Call, Vendor
from bot.evaluate.deliveries.traffic import Buyer, Said

# A platform that was not answered delivers again after some time between these.
AGAIN_SECONDS = (0.2, 1.0)
# How often the mailbox is looked at, and receipts go out.
LOOK_SECONDS = 0.05
# What is said to each of them, by the address that the store knows.
Shown = dict[str, list[str]]


class Line(Protocol):
    name: str
    # Milliseconds in which deliveries were acknowledged.
    acknowledged: list[float]

    async def deliver(self, batch: Sequence[Said]) -> None:
        """Until all of it is acknowledged."""

    def shown(self) -> Shown | None:
        """None where customers come and read what is stored."""


class Client:
    """Calls our server again and again until it is there."""

    def __init__(self, http: httpx.AsyncClient, chance: random.Random) -> None:
        self._http = http
        self._chance = chance

    async def insist(self, path: str, acknowledged: list[float], **content: Any) -> httpx.Response:
        while True:
            began = time.perf_counter()
            try:
                answer = await self._http.post(path, **content)
            except httpx.TransportError:
                await self.pause()
                continue
            if answer.is_success:
                acknowledged.append((time.perf_counter() - began) * 1000)
                return answer
            if answer.status_code < httpx.codes.INTERNAL_SERVER_ERROR:
                answer.raise_for_status()
            await self.pause()

    async def pause(self) -> None:
        await asyncio.sleep(self._chance.uniform(*AGAIN_SECONDS))


class WebhookLine:
    def __init__(self, vendor: Vendor, client: Client) -> None:
        self.name = vendor.name
        self.acknowledged: list[float] = []
        self._vendor = vendor
        self._client = client

    async def deliver(self, batch: Sequence[Said]) -> None:
        """Customers side by side, each of them in order; or all in one delivery, where the vendor makes such."""
        talks = [[self._call(said) for said in talk] for talk in by_buyer(batch)]
        together = self._vendor.gathered([self._call(said) for said in batch])
        if len(together) < len(batch):
            talks = [together]
        await asyncio.gather(*(self._in_order(calls) for calls in talks))

    async def send_receipts(self) -> None:
        """For what the vendor took, until cancelled."""
        while True:
            waiting, self._vendor.receipts = self._vendor.receipts, []
            for call in waiting:
                await self._post(call, [])
            await asyncio.sleep(LOOK_SECONDS)

    def shown(self) -> Shown:
        told: Shown = defaultdict(list)
        for address, text, _ in self._vendor.shown:
            told[address].append(text)
        return told

    def _call(self, said: Said) -> Call:
        return self._vendor.message(said.text, said.number, said.buyer.who)

    async def _in_order(self, calls: Sequence[Call]) -> None:
        for call in calls:
            await self._post(call, self.acknowledged)

    async def _post(self, call: Call, acknowledged: list[float]) -> None:
        path = f"/channels/{self.name}{call.query and '?'}{call.query}"
        await self._client.insist(path, acknowledged, content=call.body, headers=call.headers)


class MailLine:
    name = "email"

    def __init__(self, server: MailServer) -> None:
        self.acknowledged: list[float] = []
        self._server = server

    async def deliver(self, batch: Sequence[Said]) -> None:
        self._server.receive(*(bytes(_mail(said)) for said in batch))
        while self._server.unread():  # noqa: ASYNC110 - a mailbox tells nobody
            await asyncio.sleep(LOOK_SECONDS)

    def shown(self) -> Shown:
        """What a mail program shows: a mail with a Message-ID that it knows is the same mail."""
        told: Shown = defaultdict(list)
        for mail in {str(mail["Message-ID"]): mail for mail in self._server.sent}.values():
            told[str(mail["To"])].append(mail.get_content().strip())
        return told


class WidgetLine:
    name = "widget"

    def __init__(self, client: Client) -> None:
        self.acknowledged: list[float] = []
        self._client = client
        self._opened: dict[Buyer, tuple[str, dict[str, str]]] = {}

    async def deliver(self, batch: Sequence[Said]) -> None:
        await asyncio.gather(*(self._in_order(talk) for talk in by_buyer(batch)))

    def shown(self) -> None:
        return None

    async def _in_order(self, talk: Sequence[Said]) -> None:
        for said in talk:
            path, token = await self._conversation(said.buyer)
            body = {"text": said.text, "client_id": f"message-{said.number}"}
            await self._client.insist(path, self.acknowledged, json=body, headers=token)

    async def _conversation(self, buyer: Buyer) -> tuple[str, dict[str, str]]:
        if buyer not in self._opened:
            opened = (await self._client.insist("/api/conversations", [])).json()
            token = {"Authorization": f"Bearer {opened['token']}"}
            self._opened[buyer] = f"/api/conversations/{opened['conversation_id']}/messages", token
        return self._opened[buyer]


def by_buyer(batch: Sequence[Said]) -> list[list[Said]]:
    """Each one's messages in their order."""
    ordered = sorted(batch, key=lambda said: said.buyer.who)
    return [list(talk) for _, talk in groupby(ordered, key=lambda said: said.buyer)]


def _mail(said: Said) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = said.buyer.email, USER, "My order"
    mail["Message-ID"] = f"<{said.buyer.who}.{said.place}@mail.example.com>"
    if said.place:
        mail["References"] = f"<{said.buyer.who}.0@mail.example.com>"
    mail.set_content(said.text)
    return mail
