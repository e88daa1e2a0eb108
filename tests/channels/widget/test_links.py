"""A signed-in customer follows a link into Telegram and is known there: once, for a few minutes, until they sign out."""

import re
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from bot.channels.telegram.parse import START
from bot.services.arrivals import Arrival, take_in
from bot.settings import Settings
from bot.spine.app import App
from bot.store.database import Database
from bot.support.channel_link import LINK_LIFE
from bot.support.contact import Contact
from bot.support.conversation import Conversation
from bot.support.layout import Limits
from bot.support.message import Message
from tests.channels.widget.conftest import SECRET
from tests.channels.widget.test_signed_in import signed
from tests.factories import NOW, a_customer


@pytest.fixture(autouse=True)
def customers(database: Database) -> None:
    with database.session() as db:
        db.add_all([a_customer(id="mary", email="mary@example.com"), a_customer(id="liis", email="liis@example.com")])


@pytest.fixture
def app(app: App) -> App:
    settings = Settings(shop_jwt_secret=SECRET, telegram_bot="CornerShopBot")
    object.__setattr__(app, "settings", settings)
    return app


def asked(client: TestClient, token: str) -> httpx.Response:
    return client.post("/api/links/telegram", json={"customer_jwt": token})


def a_link(client: TestClient, **claims: Any) -> str:
    """The token that Telegram repeats behind /start."""
    address = asked(client, signed(**claims)).raise_for_status().json()["address"]
    known = re.fullmatch(r"https://t\.me/CornerShopBot\?start=(.+)", address)
    assert known is not None
    assert START.fullmatch(f"/start {known[1]}")
    return known[1]


def follow(app: App, token: str, chat: str = "1", after: timedelta = timedelta(), message: str = "1") -> str | None:
    """Who the customer of the chat is then."""
    with app.database.session() as db:
        arrival = Arrival(chat, f"{chat}/{message}", "/start", is_opening=True, link_token=token)
        take_in(db, "telegram", Limits(text=100), arrival, "en", NOW + after)
        contact = db.scalars(select(Contact).where(Contact.address == chat)).one()
        return db.get_one(Conversation, contact.conversation_id).customer_id


def test_who_follows_the_link_is_known_and_the_link_is_spent(client: TestClient, app: App) -> None:
    token = a_link(client)
    assert follow(app, token) == "mary"
    assert follow(app, token, chat="2") is None
    with app.database.session() as db:
        assert [text for text in db.scalars(select(Message.text)) if token in text] == []


def test_a_link_that_is_delivered_again_changes_nothing(client: TestClient, app: App) -> None:
    token = a_link(client)
    assert [follow(app, token), follow(app, token)] == ["mary", "mary"]


def test_after_ten_minutes_it_opens_nothing(client: TestClient, app: App) -> None:
    assert follow(app, a_link(client), after=LINK_LIFE) is None
    assert follow(app, a_link(client), chat="2", after=LINK_LIFE - timedelta(seconds=1)) == "mary"


def test_who_signs_out_takes_the_link_back(client: TestClient, app: App) -> None:
    token = a_link(client)
    client.post("/api/sign-out", json={"customer_jwt": signed()}).raise_for_status()
    assert follow(app, token) is None
    assert asked(client, signed()).status_code == 401


def test_an_account_of_one_customer_does_not_become_anothers(client: TestClient, app: App) -> None:
    assert follow(app, a_link(client)) == "mary"
    assert follow(app, a_link(client, sub="liis"), message="2") == "mary"


@pytest.mark.parametrize("token", ["from_mail-3", "x" * 64])
def test_what_is_no_link_of_ours_leads_to_a_stranger(client: TestClient, app: App, token: str) -> None:
    assert follow(app, token) is None


@pytest.mark.parametrize("token", ["nonsense", signed(exp=NOW), signed(aud="another"), signed(secret="", algorithm="none")])
def test_only_the_shops_word_makes_a_link(client: TestClient, token: str) -> None:
    assert asked(client, token).status_code == 401


def test_of_whom_the_order_store_does_not_know_there_is_none(client: TestClient) -> None:
    assert asked(client, signed(sub="stranger")).status_code == 404


def test_a_shop_without_a_bot_has_none(client: TestClient, app: App) -> None:
    object.__setattr__(app, "settings", Settings(shop_jwt_secret=SECRET))
    assert asked(client, signed()).status_code == 404
