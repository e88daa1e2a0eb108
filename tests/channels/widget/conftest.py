"""The customer API in process, over the real spine and a real database; only the language model is a stand-in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from bot.channels.widget.channel import WidgetChannel
from bot.engine.assistant import Answer, TurnInput
from bot.server import create_server
from bot.services.handoffs import hand_off
from bot.settings import Settings
from bot.spine.app import App
from bot.spine.live import MemoryFeed
from bot.spine.postman import Postman
from bot.spine.turns import TurnTaker
from bot.store.database import Database
from bot.support.handoff import HandoffReason
from bot.support.message import MAX_TEXT_CHARS
from bot.support.reply import Reply, ReplyButton
from tests.factories import NOW

SENTENCES = Path(__file__).parents[3] / "data" / "responses" / "en" / "widget.yml"
SECRET = "a secret of at least thirty-two bytes"
BLUE_OR_RED = [ReplyButton("Blue", "inform", {"colour": "blue"}), ReplyButton("Red", "inform", {"colour": "red"})]


class EchoAssistant:
    """Answers what it was told; offers a choice on 'choose', asks for an address on 'email', fetches a human on 'human'."""

    def __init__(self) -> None:
        self.sentences = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))["responses"]

    async def answer(self, db: Session, turn: TurnInput) -> Answer:
        if turn.text == "human":
            hand_off(db, turn.conversation_id, HandoffReason.ASKED_FOR_HUMAN, turn.now)
        buttons = BLUE_OR_RED if turn.text == "choose" else []
        heard = turn.button["entities"] if turn.button else turn.text
        return Answer([Reply(f"heard {heard}"[:MAX_TEXT_CHARS], buttons, "email" if turn.text == "email" else None)], {})

    def say(self, response: str, language: str, **values: object) -> Reply:
        return Reply(self.sentences[response][0]["text"].format(**values))

    def learn_catalogue(self, products: object) -> None:
        """Nothing that it says depends on it."""

    def learn_questions(self, questions: object) -> None:
        """Nor on these."""


@dataclass
class Talk:
    """One customer's conversation, as a client has it."""

    client: TestClient
    id: str
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def path(self) -> str:
        return f"/api/conversations/{self.id}"

    def post(self, client_id: str = "one", **said: str) -> httpx.Response:
        return self.client.post(f"{self.path}/messages", json={"client_id": client_id, **said}, headers=self.headers)

    def say(self, text: str, client_id: str = "one") -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = self.post(client_id, text=text).raise_for_status().json()["messages"]
        return messages

    def read(self, after: str | None = None) -> dict[str, Any]:
        answer = self.client.get(f"{self.path}/messages", params={"after": after} if after else {}, headers=self.headers)
        view: dict[str, Any] = answer.raise_for_status().json()
        return view

    def socket(self, after: str | None = None, token: str | None = None) -> Any:
        return Socket(self.client.websocket_connect(f"{self.path}/live"), token or self.token, after)


class Socket:
    """The live socket, after its first frame."""

    def __init__(self, connection: Any, token: str, after: str | None) -> None:
        self.connection = connection
        self.hello = {"token": token, "after": after}

    def __enter__(self) -> Any:
        opened = self.connection.__enter__()
        opened.send_json(self.hello)
        return opened

    def __exit__(self, *error: object) -> None:
        self.connection.__exit__(*error)


@pytest.fixture
def app(database: Database) -> App:
    live = MemoryFeed()
    assistant: Any = EchoAssistant()
    postman = Postman(database, {WidgetChannel.name: WidgetChannel(live)}, lambda: NOW)
    turns = TurnTaker(database, assistant, 8.0, lambda: NOW, postman, live)
    settings = Settings(shop_name="Corner shop", shop_jwt_secret=SECRET)
    return App(settings, database, assistant, live, turns, postman, clock=lambda: NOW)


@pytest.fixture
def client(app: App) -> Iterator[TestClient]:
    with TestClient(create_server(app)) as client:
        yield client


@pytest.fixture
def talk(client: TestClient) -> Talk:
    return open_talk(client)


def open_talk(client: TestClient, **wish: str) -> Talk:
    opened = client.post("/api/conversations", json=wish).raise_for_status().json()
    return Talk(client, opened["conversation_id"], opened["token"])
