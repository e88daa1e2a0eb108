"""The console in process, over the real services and a real database."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.console.access import COOKIE
from bot.console.routes import router
from bot.services import handoffs, inbox
from bot.services.inbox import Inbound
from bot.settings import Settings
from bot.spine.app import App
from bot.spine.live import MemoryFeed
from bot.spine.postman import Postman
from bot.spine.turns import TurnTaker
from bot.store.database import Database
from bot.support.agent import SESSION_LENGTH, Agent, AgentSession, Role
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import HandoffReason
from bot.support.reply import Reply
from bot.support.tokens import token_hash
from bot.tables import new_id
from tests.factories import NOW, a_conversation, an_agent, saved

ORIGIN = "http://desk.test"
LIVE = "ws://desk.test/console/live"
Signed = Callable[..., "Desk"]


class NamingAssistant:
    """Says which sentence was asked for, so that tests do not depend on wording."""

    def say(self, response: str, language: str, **values: object) -> Reply:
        return Reply(f"{response} {values}")


@dataclass
class Desk:
    """One agent's browser, signed in."""

    agent: Agent
    client: TestClient
    csrf: str

    def get(self, path: str) -> httpx.Response:
        return self.client.get(path)

    def post(self, path: str, **fields: str) -> httpx.Response:
        return self.client.post(path, data={"csrf": self.csrf, **fields})


@pytest.fixture
def app(database: Database) -> App:
    live = MemoryFeed()
    assistant: Any = NamingAssistant()
    postman = Postman(database, {}, lambda: NOW)
    turns = TurnTaker(database, assistant, 1.0, lambda: NOW, postman, live)
    return App(Settings(), database, assistant, live, turns, postman, lambda: NOW)


@pytest.fixture
def stranger(app: App) -> TestClient:
    """A browser without a session."""
    return browser(app)


@pytest.fixture
def signed(app: App) -> Signed:
    """Signs an agent in: `signed("Anna")`."""

    def sign(name: str, role: Role = Role.AGENT, length: Any = SESSION_LENGTH) -> Desk:
        token = new_id()
        with app.database.session() as db:
            agent = saved(db, an_agent(name=name, role=role))
            db.add(AgentSession(token_digest=token_hash(token), agent_id=agent.id, csrf_token=new_id(), expires_at=NOW + length))
            csrf = db.get_one(AgentSession, token_hash(token)).csrf_token
        client = browser(app)
        client.cookies.set(COOKIE, token, domain="desk.test", path="/console")
        return Desk(agent, client, csrf)

    return sign


@pytest.fixture
def anna(signed: Signed) -> Desk:
    return signed("Anna")


@pytest.fixture
def bert(signed: Signed) -> Desk:
    return signed("Bert")


@pytest.fixture
def supervisor(signed: Signed) -> Desk:
    return signed("Sue", Role.SUPERVISOR)


@pytest.fixture
def administrator(signed: Signed) -> Desk:
    return signed("Ada", Role.ADMINISTRATOR)


@pytest.fixture
def waiting(app: App) -> Conversation:
    """A conversation in the queue, in which the customer has said one thing."""
    return a_waiting_conversation(app)


def a_waiting_conversation(app: App, text: str = "Where is my order?", language: str = "en") -> Conversation:
    with app.database.session() as db:
        conversation = saved(db, a_conversation(language=language))
        inbox.receive(db, Inbound(conversation.id, "widget", new_id(), text), NOW)
        handoffs.hand_off(db, conversation.id, HandoffReason.ASKED_FOR_HUMAN, NOW)
        return conversation


def browser(app: App) -> TestClient:
    server = FastAPI()
    server.include_router(router(app))
    return TestClient(server, base_url=ORIGIN, follow_redirects=False)


def page(conversation: Conversation) -> str:
    return f"/console/conversations/{conversation.id}"


def owner_of(app: App, conversation: Conversation) -> tuple[Owner, str | None]:
    with app.database.session() as db:
        stored = db.get_one(Conversation, conversation.id)
        return stored.owner, stored.agent_id
