"""One handover from both sides: a customer who asks for a human, and the agent who takes, answers and hands back."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import httpx
from websockets.client import WebSocketClientProtocol, connect
from websockets.exceptions import WebSocketException

from bot.evaluate.outages import Fault, Outages
from bot.tables import new_id

# Whoever is not answered tries again after this.
PAUSE = 0.2
# Longer than any fault, the lease of a killed turn, and the queue behind it. What takes longer is lost.
PATIENCE = 90.0
FAILED = (httpx.NetworkError, httpx.RemoteProtocolError, httpx.TimeoutException)


class Step(Enum):
    """Where a fault strikes."""

    ASK = "ask for a human"
    WAIT = "write while waiting"
    TAKE = "take"
    WRITE = "write to the agent"
    REPLY = "reply"
    HAND_BACK = "hand back"
    GO_ON = "go on with the assistant"


@dataclass(frozen=True)
class Desk:
    """An agent's browser, signed in."""

    http: httpx.AsyncClient
    csrf: str


@dataclass
class Customer:
    http: httpx.AsyncClient
    # As the address of the sockets: ws://host:port.
    sockets: str
    id: str = ""
    token: str = ""
    heard: set[str] = field(default_factory=set)
    _socket: WebSocketClientProtocol | None = None

    async def open(self) -> None:
        answer = await insist(lambda: self.http.post("/api/conversations"))
        self.id, self.token = answer.json()["conversation_id"], answer.json()["token"]

    async def say(self, text: str, client_id: str) -> list[dict[str, Any]]:
        """The assistant's answer, if it answers at once; sent again until it is taken."""
        body, headers = {"text": text, "client_id": client_id}, {"Authorization": f"Bearer {self.token}"}
        path = f"/api/conversations/{self.id}/messages"
        answer = await insist(lambda: self.http.post(path, json=body, headers=headers))
        return list(answer.json()["messages"])

    async def listen(self) -> None:
        """Until cancelled; a socket that is lost is opened again, and tells what was missed."""
        while True:
            with suppress(WebSocketException, OSError, asyncio.TimeoutError):
                async with connect(f"{self.sockets}/api/conversations/{self.id}/live", open_timeout=10) as socket:
                    self._socket = socket
                    await socket.send(json.dumps({"token": self.token}))
                    async for frame in socket:
                        news = json.loads(frame)
                        if news["type"] == "message":
                            self.heard.add(news["message"]["text"])
            await asyncio.sleep(PAUSE)

    async def lose_socket(self) -> None:
        if self._socket is not None and self._socket.transport is not None:
            self._socket.transport.abort()


@dataclass
class Handover:
    number: int
    customer: Customer
    desk: Desk
    outages: Outages
    step: Step
    fault: Fault
    # Where it came to an end, if it was lost.
    lost_at: Step | None = None

    @property
    def reply(self) -> str:
        return f"Reply number {self.number}."

    async def run(self) -> None:
        listening: asyncio.Task[None] | None = None
        acts: dict[Step, Callable[[], Awaitable[None]]] = {
            Step.ASK: lambda: self._say("I want to talk to a human"),
            Step.WAIT: lambda: self._say(f"It is about lamp number {self.number}"),
            Step.TAKE: self._take,
            Step.WRITE: lambda: self._say("Are you there?"),
            Step.REPLY: self._reply,
            Step.HAND_BACK: self._hand_back,
            Step.GO_ON: self._go_on,
        }
        try:
            await self.customer.open()
            listening = asyncio.create_task(self.customer.listen())
            for step, act in acts.items():
                self.lost_at = step
                if step is self.step:
                    await self.outages.calm(self.fault)
                async with asyncio.timeout(PATIENCE):
                    await self._with_fault(step, act)
            self.lost_at = None
        except TimeoutError:
            return
        finally:
            if listening is not None:
                listening.cancel()
                await asyncio.gather(listening, return_exceptions=True)

    async def _with_fault(self, step: Step, act: Callable[[], Awaitable[None]]) -> None:
        if step is not self.step:
            await act()
            return
        await asyncio.gather(act(), self.outages.strike(self.fault, self.customer.lose_socket))

    async def _say(self, text: str) -> None:
        await self.customer.say(text, new_id())

    async def _take(self) -> None:
        """From the queue: there every handover must be."""
        while not await self._is_in_queue():  # noqa: ASYNC110 - another process fills it
            await asyncio.sleep(PAUSE)
        await self._until_done("take", lambda page: 'data-mine="yes"' in page)

    async def _is_in_queue(self) -> bool:
        """On whatever page: those that were lost stand before all others."""
        row, number = f'id="row-{self.customer.id}"', 0
        while row not in (page := await self._page(f"/console/queue?page={number}")):
            if ">Older</a>" not in page:
                return False
            number += 1
        return True

    async def _reply(self) -> None:
        """As an agent does who reads that it was not sent: looks, and sends it again where it is not there."""
        while self.reply not in await self._page(self._path):
            await self._post("messages", kind="reply", text=self.reply)
        while self.reply not in self.customer.heard:  # noqa: ASYNC110 - the socket fills it
            await asyncio.sleep(PAUSE)

    async def _hand_back(self) -> None:
        await self._until_done("hand-back", lambda page: 'data-mine="no"' in page)

    async def _go_on(self) -> None:
        text, client_id = "how long does shipping take?", new_id()
        while not await self.customer.say(text, client_id):  # noqa: ASYNC110 - another process answers
            await asyncio.sleep(PAUSE)

    async def _until_done(self, move: str, is_done: Callable[[str], bool]) -> None:
        while not is_done(await self._page(self._path)):
            await self._post(move)

    @property
    def _path(self) -> str:
        return f"/console/conversations/{self.customer.id}"

    async def _page(self, path: str) -> str:
        return (await insist(lambda: self.desk.http.get(path))).text

    async def _post(self, move: str, **form: str) -> None:
        """Once: whether it was done is read from the page."""
        with suppress(*FAILED):
            headers = {"X-CSRF-Token": self.desk.csrf}
            await self.desk.http.post(f"{self._path}/{move}", data={"csrf": self.desk.csrf, **form}, headers=headers)


async def insist(request: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """The answer, however often the server dies before it comes or says that it cannot."""
    while True:
        with suppress(*FAILED):
            answer = await request()
            # What is refused is refused again; what fails, or is too much at once, is not.
            if not answer.is_server_error and answer.status_code != httpx.codes.TOO_MANY_REQUESTS:
                answer.raise_for_status()
                return answer
        await asyncio.sleep(PAUSE)
