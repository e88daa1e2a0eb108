"""The customer API: who may say what, and what the answer is."""

from typing import cast

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from bot.channels.email.channel import Email
from bot.channels.widget.schemas import platform_id
from bot.channels.widget.texts import NAMES
from bot.services import desk, handoffs
from bot.spine.app import App
from bot.spine.channel import Channel
from bot.store.database import Database
from bot.support.conversation import Conversation
from bot.support.handoff import Handoff
from bot.support.message import MAX_TEXT_CHARS
from tests.channels.widget.conftest import EchoAssistant, Talk, open_talk
from tests.factories import NOW, an_agent, saved


def test_what_is_said_is_answered(talk: Talk) -> None:
    [reply] = talk.say("hello")
    assert (reply["sender"], reply["text"], reply["client_id"]) == ("assistant", "heard hello", None)


def test_the_same_client_id_again_gets_the_same_answer(talk: Talk) -> None:
    first = talk.say("hello", client_id="same")
    assert talk.say("hello", client_id="same") == first
    assert [message["sender"] for message in talk.read()["messages"]] == ["customer", "assistant"]


def test_a_client_id_of_another_conversation_is_free(client: TestClient, talk: Talk) -> None:
    talk.say("mine", client_id="same")
    assert [message["text"] for message in open_talk(client).say("yours", client_id="same")] == ["heard yours"]


def test_ids_cannot_be_chosen_to_meet_those_of_another_conversation() -> None:
    assert platform_id("a", "b") != platform_id("ab", "")


def test_own_messages_carry_the_client_id(talk: Talk) -> None:
    talk.say("hello", client_id="one-1")
    assert talk.read()["messages"][0]["client_id"] == "one-1"


def test_a_button_is_shown_as_what_the_customer_said(talk: Talk) -> None:
    [question] = talk.say("choose")
    talk.post("two", button=question["buttons"][1]["token"])
    assert [message["text"] for message in talk.read()["messages"]] == [
        "choose",
        "heard choose",
        "Red",
        "heard {'colour': 'red'}",
    ]


def test_a_button_is_good_for_one_press(talk: Talk) -> None:
    token = talk.say("choose")[0]["buttons"][0]["token"]
    pressed = [talk.post(client_id, button=token).status_code for client_id in ("two", "two", "three")]
    assert pressed == [200, 200, 409]


def test_a_button_of_another_conversation_is_unknown(client: TestClient, talk: Talk) -> None:
    token = talk.say("choose")[0]["buttons"][0]["token"]
    assert open_talk(client).post(button=token).status_code == 409


def test_what_a_button_means_never_leaves_the_server(talk: Talk) -> None:
    [question] = talk.say("choose")
    assert [set(button) for button in question["buttons"]] == [{"title", "token"}] * 2


def test_a_reply_says_what_it_expects(talk: Talk) -> None:
    assert [message["expects"] for message in talk.say("email")] == ["email"]


@pytest.mark.parametrize("said", [{"text": "hi", "button": "x"}, {}, {"text": ""}, {"text": " \n "}, {"text": "\x00"}])
def test_a_message_is_one_thing_said(talk: Talk, said: dict[str, str]) -> None:
    assert talk.post(**said).status_code == 422


@pytest.mark.parametrize(("length", "status"), [(MAX_TEXT_CHARS, 200), (MAX_TEXT_CHARS + 1, 422), (100_000, 413)])
def test_a_text_has_a_longest_length(talk: Talk, length: int, status: int) -> None:
    assert talk.post(text="a" * length).status_code == status


@pytest.mark.parametrize("client_id", ["", "a/b", "a b", "x" * 65])
def test_a_client_id_is_short_and_plain(talk: Talk, client_id: str) -> None:
    assert talk.post(client_id, text="hi").status_code == 422


def test_half_a_character_is_refused_and_not_sent_back(talk: Talk) -> None:
    body = b'{"client_id": "one", "text": "\\ud800"}'
    answer = talk.client.post(f"{talk.path}/messages", content=body, headers={**talk.headers, "Content-Type": "application/json"})
    assert answer.status_code in {200, 422}
    assert "input" not in answer.text


def test_a_wrong_token_and_an_unknown_conversation_look_alike(client: TestClient, talk: Talk) -> None:
    wrong = Talk(client, talk.id, "wrong").post(text="hi")
    unknown = Talk(client, "unknown", talk.token).post(text="hi")
    assert (wrong.status_code, wrong.json()) == (401, unknown.json())
    assert unknown.status_code == 401


def test_the_token_of_another_conversation_opens_nothing(client: TestClient, talk: Talk) -> None:
    stranger = Talk(client, talk.id, open_talk(client).token)
    read = client.get(f"{talk.path}/messages", headers=stranger.headers)
    assert (stranger.post(text="hi").status_code, read.status_code) == (401, 401)
    assert talk.read()["messages"] == []


def test_without_a_token_nothing_is_read(client: TestClient, talk: Talk) -> None:
    answer = client.get(f"{talk.path}/messages")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


def test_only_what_came_later_is_read(talk: Talk) -> None:
    [reply] = talk.say("first")
    talk.say("second", client_id="two")
    assert [message["text"] for message in talk.read(after=reply["id"])["messages"]] == ["second", "heard second"]


def test_the_state_follows_the_owner(talk: Talk, database: Database) -> None:
    states = [talk.read()["state"]]
    talk.say("human")
    states.append(talk.read()["state"])
    with database.session() as db:
        agent = saved(db, an_agent(name="Anna"))
        handoffs.take(db, talk.id, agent, NOW)
    view = talk.read()
    assert (*states, view["state"], view["agent"]) == ("assistant", "waiting", "agent", "Anna")


def test_a_private_note_is_never_read(talk: Talk, database: Database) -> None:
    with database.session() as db:
        agent = saved(db, an_agent())
        desk.note(db, talk.id, agent, "only for us", NOW)
    assert talk.read()["messages"] == []


def test_any_page_may_ask_and_no_cookie_is_wanted(client: TestClient) -> None:
    origin = {"Origin": "https://shop.example"}
    wish = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization,content-type"}
    preflight = client.options("/api/conversations/x/messages", headers={**origin, **wish})
    refused = client.post("/api/conversations/x/messages", json={"client_id": "a", "text": "a"}, headers=origin)
    assert (preflight.status_code, refused.status_code) == (200, 401)
    assert {answer.headers["Access-Control-Allow-Origin"] for answer in (preflight, refused)} == {"*"}
    assert "Access-Control-Allow-Credentials" not in refused.headers


def test_the_console_is_not_open_to_other_pages(client: TestClient) -> None:
    answer = client.get("/console/", headers={"Origin": "https://shop.example"}, follow_redirects=False)
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_the_widget_gets_its_words(client: TestClient) -> None:
    answer = client.get("/api/widget/texts", params={"language": "en-GB"}).raise_for_status().json()
    assert (answer["language"], answer["shop"], set(answer["texts"])) == ("en", "Corner shop", set(NAMES))
    assert "{agent}" in answer["texts"]["state_agent"]


def test_every_word_of_the_widget_is_written_and_used() -> None:
    assert set(EchoAssistant().sentences) == {f"utter_widget_{name}" for name in NAMES}


@pytest.mark.parametrize("language", ["../../etc", "e", "english language"])
def test_a_language_is_a_language_tag(client: TestClient, language: str) -> None:
    assert client.get("/api/widget/texts", params={"language": language}).status_code == 422
    assert client.post("/api/conversations", json={"language": language}).status_code == 422


def test_a_conversation_speaks_its_customers_language(client: TestClient, app: App) -> None:
    talk = open_talk(client, language="et-EE")
    with app.database.session() as db:
        assert db.get_one(Conversation, talk.id).language == "et"


@pytest.mark.parametrize(("zone", "kept"), [("Asia/Almaty", "Asia/Almaty"), ("Nowhere/Land", None), ("../etc/passwd", None)])
def test_a_conversation_keeps_its_customers_time_zone(client: TestClient, app: App, zone: str, kept: str | None) -> None:
    opened = client.post("/api/conversations", json={"time_zone": zone}).json()
    with app.database.session() as db:
        assert db.get_one(Conversation, opened["conversation_id"]).time_zone == kept


def test_who_waits_for_a_person_may_leave_an_address_for_the_answer(talk: Talk, database: Database, app: App) -> None:
    cast(dict[str, Channel], app.channels)["email"] = Email(
        "shop@example.com", "x", "smtp://localhost", "imap://localhost", "Shop"
    )
    assert talk.read()["email_wanted"] is False
    assert talk.post(text="human").json()["email_wanted"] is True

    def leave(email: str, **headers: str) -> httpx.Response:
        return talk.client.post(f"{talk.path}/email", json={"email": email}, headers=headers)

    assert (leave("no address", **talk.headers).status_code, leave("me@example.com").status_code) == (422, 401)
    assert leave("Me@example.com", **talk.headers).json()["email_wanted"] is False
    assert talk.read()["email_wanted"] is False
    with database.session() as db:
        assert db.scalars(select(Handoff.email)).one() == "me@example.com"


def test_no_address_is_asked_for_that_no_answer_could_be_sent_to(talk: Talk) -> None:
    assert talk.post(text="human").json()["email_wanted"] is False
