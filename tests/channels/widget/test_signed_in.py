"""Customers whom the shop signed in: what a token must be to prove who they are."""

from datetime import datetime, timedelta
from typing import Any

import httpx
import jwt
import pytest
from fastapi.testclient import TestClient

from bot.channels.widget.signed_in import BadTokenError, sign_in
from bot.services.conversations import transcript
from bot.settings import Settings
from bot.spine.app import App
from bot.store.database import Database
from bot.support.conversation import Conversation
from tests.channels.widget.conftest import SECRET, Talk
from tests.factories import NOW, a_conversation, a_customer

LATER = NOW + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def mary(database: Database) -> None:
    with database.session() as db:
        db.add(a_customer(id="mary", email="mary@example.com"))


def signed(secret: str = SECRET, algorithm: str = "HS256", without: str = "", **claims: Any) -> str:
    everything = {"sub": "mary", "aud": "firstline", "exp": LATER, **claims}
    everything.pop(without, None)
    return jwt.encode(everything, secret, algorithm=algorithm)


def opened_with(client: TestClient, token: str) -> httpx.Response:
    return client.post("/api/conversations", json={"customer_jwt": token})


def customer_of(app: App, conversation_id: str) -> str | None:
    with app.database.session() as db:
        return db.get_one(Conversation, conversation_id).customer_id


def test_a_signed_in_customer_needs_no_further_proof(client: TestClient, app: App) -> None:
    opened = opened_with(client, signed()).json()
    assert (opened["signed_in"], customer_of(app, opened["conversation_id"])) == (True, "mary")


def test_the_signed_email_finds_a_customer_whose_id_differs(client: TestClient, app: App) -> None:
    opened = opened_with(client, signed(sub="shop-77", email="Mary@example.com")).json()
    assert customer_of(app, opened["conversation_id"]) == "mary"


@pytest.mark.parametrize(
    "token",
    [
        pytest.param(signed(exp=NOW - timedelta(seconds=1)), id="expired"),
        pytest.param(signed(exp=NOW), id="expires now"),
        pytest.param(signed(aud="another service"), id="wrong audience"),
        pytest.param(signed(secret="another secret of thirty-two bytes!"), id="wrong secret"),
        pytest.param(signed(secret="", algorithm="none"), id="none algorithm"),
        pytest.param(signed(secret="s" * 64, algorithm="HS512"), id="another algorithm"),
        pytest.param(signed(without="sub"), id="no subject"),
        pytest.param(signed(without="exp"), id="no expiry"),
        pytest.param(signed(without="aud"), id="no audience"),
        pytest.param(signed(nbf=LATER + timedelta(days=36500)), id="not yet"),
        pytest.param("not a token", id="nonsense"),
    ],
)
def test_a_bad_token_is_refused_and_opens_nothing(client: TestClient, app: App, token: str) -> None:
    answer = opened_with(client, token)
    assert (answer.status_code, "token" in answer.json()["detail"]) == (401, True)
    with app.database.session() as db:
        assert db.query(Conversation).count() == 0


def test_a_customer_who_is_new_to_the_order_store_is_welcome_and_unproved(client: TestClient, app: App) -> None:
    opened = opened_with(client, signed(sub="stranger")).json()
    assert (opened["signed_in"], customer_of(app, opened["conversation_id"])) == (False, None)


def test_whoever_logs_in_later_keeps_the_conversation(app: App, talk: Talk) -> None:
    answer = talk.client.post(f"{talk.path}/customer", json={"customer_jwt": signed()}, headers=talk.headers)
    assert (answer.json(), customer_of(app, talk.id)) == ({"signed_in": True}, "mary")


def test_a_conversation_never_changes_its_customer(app: App, talk: Talk) -> None:
    with app.database.session() as db:
        db.add(a_customer(id="john"))
    answers = [
        talk.client.post(f"{talk.path}/customer", json={"customer_jwt": signed(sub=sub)}, headers=talk.headers).status_code
        for sub in ("john", "mary")
    ]
    assert (answers, customer_of(app, talk.id)) == ([200, 409], "john")


def test_a_good_customer_token_does_not_open_a_strangers_conversation(talk: Talk) -> None:
    answer = talk.client.post(
        f"{talk.path}/customer", json={"customer_jwt": signed()}, headers={"Authorization": f"Bearer {signed()}"}
    )
    assert answer.status_code == 401


def test_a_shop_without_a_secret_signs_nobody_in(database: Database) -> None:
    with database.session() as db, pytest.raises(BadTokenError, match="FIRSTLINE_SHOP_JWT_SECRET"):
        sign_in(db, a_conversation(), signed(), Settings(shop_jwt_secret=None), now=NOW)


def test_expiry_is_judged_by_the_given_clock(database: Database) -> None:
    def judged(now: datetime) -> str:
        with database.session() as db:
            return sign_in(db, a_conversation(), signed(), Settings(shop_jwt_secret=SECRET), now).value

    assert judged(LATER - timedelta(seconds=1)) == "proved"
    with pytest.raises(BadTokenError, match="expired"):
        judged(LATER)


def signed_out(client: TestClient, conversation: dict[str, str] | None = None, token: str | None = None) -> int:
    headers = {"Authorization": f"Bearer {conversation['token']}"} if conversation else {}
    body = {"conversation_id": conversation and conversation["conversation_id"], "customer_jwt": token}
    return client.post("/api/sign-out", json=body, headers=headers).status_code


def read(client: TestClient, conversation: dict[str, str]) -> int:
    path, headers = (
        f"/api/conversations/{conversation['conversation_id']}/messages",
        {"Authorization": f"Bearer {conversation['token']}"},
    )
    said = client.post(path, json={"text": "hello", "client_id": "late"}, headers=headers).status_code
    assert client.get(path, headers=headers).status_code == said
    return said


def test_after_signing_out_neither_the_conversation_nor_the_token_opens_anything(client: TestClient) -> None:
    opened = opened_with(client, signed()).json()
    assert read(client, opened) == 200
    # The page itself need not know the token any more.
    assert signed_out(client, opened) == 204
    assert (read(client, opened), opened_with(client, signed()).status_code) == (401, 401)
    assert "signed out" in opened_with(client, signed()).json()["detail"]


def test_a_replayed_token_signs_nobody_in_later_either(client: TestClient, talk: Talk) -> None:
    signed_out(client, opened_with(client, signed()).json())
    answer = talk.client.post(f"{talk.path}/customer", json={"customer_jwt": signed()}, headers=talk.headers)
    assert answer.status_code == 401


def test_the_signature_written_otherwise_is_the_same_token(client: TestClient) -> None:
    signed_out(client, token=signed())
    assert opened_with(client, f"{signed()}=").status_code == 401


def test_who_signs_out_without_a_word_has_their_token_refused(client: TestClient) -> None:
    assert signed_out(client, token=signed()) == 204
    assert opened_with(client, signed()).status_code == 401


def test_all_conversations_that_the_token_opened_are_ended(client: TestClient) -> None:
    first, second = (opened_with(client, signed()).json() for _ in range(2))
    signed_out(client, second)
    assert (read(client, first), read(client, second)) == (401, 401)


def test_a_new_sign_in_is_welcome(client: TestClient) -> None:
    signed_out(client, opened_with(client, signed()).json())
    assert opened_with(client, signed(exp=LATER + timedelta(seconds=1))).status_code == 201


def test_what_was_said_stays_for_the_shop(client: TestClient, app: App) -> None:
    opened = opened_with(client, signed()).json()
    read(client, opened)
    signed_out(client, opened)
    with app.database.session() as db:
        assert [message.text for message in transcript(db, opened["conversation_id"])][:1] == ["hello"]


def test_nobody_signs_a_stranger_out(client: TestClient, talk: Talk) -> None:
    opened = opened_with(client, signed()).json()
    stolen = {"conversation_id": opened["conversation_id"], "token": talk.headers["Authorization"].removeprefix("Bearer ")}
    assert (signed_out(client, stolen), signed_out(client, {**opened, "token": "guessed"})) == (401, 401)
    # Nor with a token that the shop did not sign.
    assert signed_out(client, token=signed(secret="another secret of thirty-two bytes!")) == 204
    assert read(client, opened) == 200
