"""A conversation over the customer API, as any client holds it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

import httpx

# Who answers while no human has been called.
ASSISTANT = "assistant"


@dataclass(frozen=True)
class Choice:
    title: str
    token: str


@dataclass(frozen=True)
class Heard:
    """A message of the assistant's, as the customer sees it."""

    text: str
    buttons: Sequence[Choice] = ()
    expects: str | None = None


@dataclass(frozen=True)
class Said:
    """What the customer sends: words, or the title of a button with its token."""

    text: str
    token: str | None = None
    # A yes to what the assistant said it would do.
    is_yes: bool = False


@dataclass(frozen=True)
class Answer:
    heard: Sequence[Heard]
    # Who has the conversation now: 'assistant', or 'waiting' where a human was called.
    state: str
    # From sending to the whole answer, on the server's side of the network.
    milliseconds: float

    @property
    def handed_over(self) -> bool:
        return self.state != ASSISTANT


class Talk:
    """One customer's conversation."""

    def __init__(self, http: httpx.AsyncClient, conversation_id: str, token: str) -> None:
        self._http = http
        self.conversation_id = conversation_id
        self._headers = {"Authorization": f"Bearer {token}"}

    @classmethod
    async def open(cls, http: httpx.AsyncClient) -> "Talk":
        opened = (await http.post("/api/conversations", json={"language": "en"})).raise_for_status().json()
        return cls(http, opened["conversation_id"], opened["token"])

    async def send(self, said: Said) -> Answer:
        content = {"button": said.token} if said.token else {"text": said.text}
        path = f"/api/conversations/{self.conversation_id}/messages"
        began = time.perf_counter()
        response = await self._http.post(path, json={**content, "client_id": str(uuid4())}, headers=self._headers)
        milliseconds = (time.perf_counter() - began) * 1000
        answer = response.raise_for_status().json()
        heard = [
            Heard(
                message["text"],
                [Choice(button["title"], button["token"]) for button in message["buttons"]],
                message["expects"],
            )
            for message in answer["messages"]
            if message["sender"] == ASSISTANT
        ]
        return Answer(heard, answer["state"], milliseconds)
