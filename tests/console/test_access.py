"""Who gets into the console, and who does not."""

from datetime import timedelta

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from bot.console.access import COOKIE, HOME, local_path
from bot.services.agents import add_agent
from bot.spine.app import App
from bot.support.conversation import Conversation
from tests.console.conftest import LIVE, ORIGIN, Signed, browser
from tests.factories import NOW

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

PASSWORD = "correct horse battery"
FROM_OUR_PAGE = {"Origin": ORIGIN}


@pytest.fixture
def anna(app: App) -> None:
    with app.database.session() as db:
        add_agent(db, "Anna", PASSWORD, NOW)


def sign_in_form(**changes: str) -> dict[str, str]:
    return {"name": "Anna", "password": PASSWORD, "next": "/console/mine"} | changes


@pytest.mark.usefixtures("anna")
def test_the_right_password_opens_the_page_that_was_asked_for(stranger: TestClient) -> None:
    answer = stranger.post("/console/sign-in", data=sign_in_form(), headers=FROM_OUR_PAGE)

    assert (answer.status_code, answer.headers["location"]) == (303, "/console/mine")
    assert stranger.get("/console/mine").status_code == 200


@pytest.mark.usefixtures("anna")
@pytest.mark.parametrize("wrong", [{"password": "wrong horse battery"}, {"name": "Nobody"}, {"name": "", "password": ""}])
def test_a_wrong_password_and_an_unknown_name_are_refused_alike(stranger: TestClient, wrong: dict[str, str]) -> None:
    answer = stranger.post("/console/sign-in", data=sign_in_form(**wrong), headers=FROM_OUR_PAGE)

    assert answer.status_code == 401
    assert "Name or password is wrong." in answer.text
    assert COOKIE not in stranger.cookies


@pytest.mark.usefixtures("anna")
def test_the_cookie_is_for_the_console_alone_and_out_of_reach_of_scripts(stranger: TestClient) -> None:
    cookie = stranger.post("/console/sign-in", data=sign_in_form(), headers=FROM_OUR_PAGE).headers["set-cookie"]

    assert {"HttpOnly", "Path=/console", "SameSite=lax"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


@pytest.mark.usefixtures("anna")
def test_the_cookie_never_leaves_https_where_there_is_https(stranger: TestClient) -> None:
    address = ORIGIN.replace("http", "https")
    answer = stranger.post(f"{address}/console/sign-in", data=sign_in_form(), headers={"Origin": address})

    assert "Secure" in answer.headers["set-cookie"].split("; ")


@pytest.mark.usefixtures("anna")
@pytest.mark.parametrize("headers", [{}, {"Origin": "null"}, {"Origin": "https://evil.example"}])
def test_another_site_cannot_sign_an_agent_in(stranger: TestClient, headers: dict[str, str]) -> None:
    answer = stranger.post("/console/sign-in", data=sign_in_form(), headers=headers)

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/console/",
        "//evil.example/console/",
        "/\\evil.example/console/",
        "/console/\\evil",
        "/console/\r\nX: y",
        "javascript:alert(1)",
        "/elsewhere",
        "/console.evil",
        "",
    ],
)
@pytest.mark.usefixtures("database")
def test_signing_in_never_leads_out_of_the_console(path: str) -> None:
    assert local_path(path) == HOME


@pytest.mark.usefixtures("database")
def test_signing_in_leads_back_to_the_page_with_its_query() -> None:
    assert local_path("/console/conversations/x?list=queue") == "/console/conversations/x?list=queue"


GUARDED = ["/", "/queue", "/mine", "/assistant", "/agents", "/closed", "/parts/lists/queue", "/conversations/x", "/nowhere"]
MOVES = [
    "/sign-out",
    "/conversations/x/take",
    "/conversations/x/hand-back",
    "/conversations/x/close",
    "/conversations/x/messages",
]


@pytest.mark.parametrize("path", [*GUARDED, "/parts/conversations/x"])
def test_a_stranger_is_asked_to_sign_in_and_sees_nothing(stranger: TestClient, path: str) -> None:
    answer = stranger.get(f"/console{path}")

    assert answer.status_code == 303
    assert answer.headers["location"] == f"/console/sign-in?next=/console{path}"
    assert answer.text == ""


@pytest.mark.parametrize("path", MOVES)
def test_a_stranger_moves_nothing(stranger: TestClient, path: str) -> None:
    answer = stranger.post(f"/console{path}", data={"csrf": "", "kind": "reply", "text": "Hi"}, headers=FROM_OUR_PAGE)

    assert (answer.status_code, answer.headers["location"]) == (303, "/console/sign-in")


def test_a_script_without_a_session_is_told_so(stranger: TestClient) -> None:
    assert stranger.get("/console/parts/lists/queue", headers={"Sec-Fetch-Mode": "cors"}).status_code == 401


def test_an_expired_session_leads_to_the_sign_in_page(signed: Signed) -> None:
    late = signed("Anna", length=timedelta(0))

    assert late.get("/console/mine").headers["location"] == "/console/sign-in?next=/console/mine"


def test_signing_out_ends_the_session(signed: Signed) -> None:
    anna = signed("Anna")
    token = anna.client.cookies[COOKIE]

    answer = anna.post("/console/sign-out")
    anna.client.cookies.set(COOKIE, token, domain="desk.test", path="/console")

    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert anna.get("/console/queue").status_code == 303


@pytest.mark.parametrize("path", MOVES)
@pytest.mark.parametrize("csrf", ["", "wrong", "ünfit"])
def test_a_form_without_the_sessions_token_is_refused(signed: Signed, path: str, csrf: str) -> None:
    anna = signed("Anna")
    anna.csrf = csrf

    assert anna.post(f"/console{path}", kind="reply", text="Hi").status_code == 403


def test_another_agents_token_is_refused(signed: Signed, waiting: Conversation) -> None:
    anna, bert = signed("Anna"), signed("Bert")
    anna.csrf = bert.csrf

    assert anna.post(f"/console/conversations/{waiting.id}/take").status_code == 403


@pytest.mark.parametrize("path", ["/console/sign-in", "/console/queue", "/console/static/desk.js", "/console/nowhere/at/all"])
def test_every_answer_forbids_frames_foreign_scripts_and_guessed_types(signed: Signed, path: str) -> None:
    headers = signed("Anna").get(path).headers

    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]
    assert (headers["x-frame-options"], headers["x-content-type-options"]) == ("DENY", "nosniff")


def test_pages_are_never_kept(signed: Signed) -> None:
    assert signed("Anna").get("/console/queue").headers["cache-control"] == "no-store"


def test_a_stranger_hears_no_news(stranger: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), stranger.websocket_connect(LIVE, headers=FROM_OUR_PAGE):
        pass


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://evil.example"}])
def test_a_foreign_page_hears_no_news_with_an_agents_cookie(signed: Signed, headers: dict[str, str]) -> None:
    with pytest.raises(WebSocketDisconnect), signed("Anna").client.websocket_connect(LIVE, headers=headers):
        pass


def test_the_address_without_a_slash_is_the_console_too(app: App) -> None:
    assert browser(app).get("/console", follow_redirects=True).url.path == "/console/sign-in"
