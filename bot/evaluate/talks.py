"""The same talk, held with either server: one customer, one kept connection, each answer awaited before the next message."""

import http.client
import json
from typing import Any, Protocol
from uuid import uuid4

from bot.evaluate.servers import HOST

ANSWER_LIMIT = 60.0  # seconds


class Talk(Protocol):
    def say(self, text: str) -> list[str]:
        """Send the customer's text; return the texts of the answer."""


class OurTalk:
    """A conversation over the customer API, as the widget holds it."""

    def __init__(self, port: int) -> None:
        self._http = _Client(port)
        opened = self._http.post("/api/conversations", {})
        self._path = f"/api/conversations/{opened['conversation_id']}/messages"
        self._token = {"Authorization": f"Bearer {opened['token']}"}

    def say(self, text: str) -> list[str]:
        answer = self._http.post(self._path, {"text": text, "client_id": str(uuid4())}, self._token)
        return [message["text"] for message in answer["messages"] if message["sender"] == "assistant"]


class StockTalk:
    """A conversation over Rasa's own REST channel."""

    def __init__(self, port: int) -> None:
        self._http = _Client(port)
        self._sender = str(uuid4())

    def say(self, text: str) -> list[str]:
        answer = self._http.post("/webhooks/rest/webhook", {"sender": self._sender, "message": text})
        return [message["text"] for message in answer if "text" in message]


class _Client:
    """JSON over one kept connection; the standard library's client, for it costs the least time itself."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection(HOST, port, timeout=ANSWER_LIMIT)

    def post(self, path: str, body: dict[str, str], headers: dict[str, str] | None = None) -> Any:
        headers = {"Content-Type": "application/json", **(headers or {})}
        self._connection.request("POST", path, json.dumps(body).encode(), headers)
        response = self._connection.getresponse()
        content = response.read()
        if response.status >= http.HTTPStatus.BAD_REQUEST:
            raise RuntimeError(f"POST {path} was answered with {response.status}: {content[:300]!r}")
        return json.loads(content)
