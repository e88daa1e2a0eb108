"""Roles, sessions and second factors in the console."""

import re
from datetime import timedelta

import pytest
from pyotp import TOTP
from starlette.testclient import TestClient

from bot.console.access import COOKIE
from bot.services import agents, second_factor, sign_ins
from bot.services.sign_ins import MAX_PER_NAME_AND_ADDRESS
from bot.spine.app import App
from bot.support.agent import Agent, Role
from bot.support.audit import Act
from tests.console.conftest import ORIGIN, Desk, Signed, browser
from tests.factories import NOW

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

PASSWORD = "correct horse battery"
FROM_OUR_PAGE = {"Origin": ORIGIN}
PERIOD = timedelta(seconds=30)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"

ALLOWED = {
    Role.AGENT: {"/queue", "/account"},
    Role.SUPERVISOR: {"/queue", "/account", "/questions", "/audit"},
    Role.ADMINISTRATOR: {"/queue", "/account", "/questions", "/audit", "/team"},
}


@pytest.mark.parametrize("role", Role)
def test_each_role_opens_its_own_pages_and_no_others(signed: Signed, role: Role) -> None:
    desk = signed("Kim", role)

    opened = {path for path in ALLOWED[Role.ADMINISTRATOR] if desk.get(f"/console{path}").status_code == 200}

    assert opened == ALLOWED[role]


@pytest.mark.parametrize("path", ["/team", "/team/x/role", "/team/x/let-go", "/questions/new", "/questions/x/withdraw"])
def test_a_form_that_the_role_does_not_allow_changes_nothing(anna: Desk, path: str) -> None:
    assert anna.post(f"/console{path}", role="administrator", name="Eve").status_code == 403


def test_an_administrator_adds_an_agent_and_tells_them_the_password(app: App, administrator: Desk) -> None:
    answer = administrator.post("/console/team", name="Sue", role="supervisor")

    told = re.search(r"password <code>([^<]+)</code>", answer.text)
    assert told is not None
    with app.database.session() as db:
        assert isinstance(sign_ins.sign_in(db, "Sue", told[1], NOW), sign_ins.SignIn)


@pytest.mark.parametrize("name", ["Ada", "  "])
def test_a_name_that_cannot_be_given_is_refused(administrator: Desk, name: str) -> None:
    assert administrator.post("/console/team", name=name, role="agent").status_code == 422


def test_a_new_role_counts_at_once(administrator: Desk, anna: Desk) -> None:
    assert anna.get("/console/audit").status_code == 403

    administrator.post(f"/console/team/{anna.agent.id}/role", role="supervisor")

    assert anna.get("/console/audit").status_code == 200


def test_who_is_let_go_is_out_at_once(administrator: Desk, anna: Desk) -> None:
    administrator.post(f"/console/team/{anna.agent.id}/let-go")

    assert anna.get("/console/queue").headers["location"].startswith("/console/sign-in")


def test_the_only_administrator_cannot_step_down(administrator: Desk) -> None:
    answer = administrator.post(f"/console/team/{administrator.agent.id}/role", role="agent")

    assert answer.status_code == 422
    assert "Somebody must stay administrator." in answer.text


def test_the_record_shows_who_did_what(administrator: Desk, anna: Desk) -> None:
    administrator.post(f"/console/team/{anna.agent.id}/role", role="supervisor")

    page = administrator.get(f"/console/audit?act={Act.CHANGED_ROLE.value}").text

    assert "Changed role" in page
    assert "role supervisor" in page


@pytest.fixture
def kim(app: App) -> Agent:
    with app.database.session() as db:
        return agents.add_agent(db, "Kim", PASSWORD, NOW)


def sign_in(client: TestClient, password: str = PASSWORD) -> str:
    answer = client.post("/console/sign-in", data={"name": "Kim", "password": password}, headers=FROM_OUR_PAGE)
    return answer.headers.get("location", str(answer.status_code))


@pytest.mark.usefixtures("kim")
def test_too_many_failures_are_told_to_wait(stranger: TestClient) -> None:
    answers = [sign_in(stranger, "wrong") for _ in range(MAX_PER_NAME_AND_ADDRESS + 1)]

    assert answers == ["401"] * MAX_PER_NAME_AND_ADDRESS + ["429"]


def test_a_second_factor_stands_between_password_and_console(app: App, kim: Agent, stranger: TestClient) -> None:
    with app.database.session() as db:
        second_factor.turn_on(db, kim, SECRET, TOTP(SECRET).at(NOW - PERIOD), NOW)

    assert sign_in(stranger) == "/console/sign-in/code?next=/console/queue"
    assert stranger.get("/console/queue").status_code == 303
    wrong = stranger.post("/console/sign-in/code", data={"code": "no"}, headers=FROM_OUR_PAGE)
    assert wrong.status_code == 401

    right = stranger.post("/console/sign-in/code", data={"code": TOTP(SECRET).at(NOW)}, headers=FROM_OUR_PAGE)

    assert right.headers["location"] == "/console/queue"
    assert stranger.get("/console/queue").status_code == 200


def test_the_code_page_without_a_password_before_it_leads_back(stranger: TestClient) -> None:
    assert stranger.get("/console/sign-in/code").headers["location"] == "/console/sign-in"
    assert stranger.post("/console/sign-in/code", data={"code": "1"}, headers=FROM_OUR_PAGE).status_code == 401


def test_an_agent_turns_the_second_factor_on_with_a_code(app: App, anna: Desk) -> None:
    secret = re.search(r'name="secret" value="(\w+)"', anna.get("/console/account/second-factor").text)
    assert secret is not None

    assert anna.post("/console/account/second-factor", secret=secret[1], code="000").status_code == 422
    answer = anna.post("/console/account/second-factor", secret=secret[1], code=TOTP(secret[1]).at(NOW))

    assert answer.headers["location"] == "/console/account?done=second-factor"
    with app.database.session() as db:
        assert db.get_one(Agent, anna.agent.id).totp_secret == secret[1]


@pytest.mark.usefixtures("kim")
def test_an_agent_ends_a_session_elsewhere(app: App) -> None:
    here, there = browser(app), browser(app)
    assert sign_in(here) == sign_in(there) == "/console/queue"
    page = here.get("/console/account").text
    csrf, session = re.search(r'name="csrf" value="([^"]+)"', page), re.search(r'name="session" value="(\w+)"', page)
    assert csrf is not None
    assert session is not None

    here.post("/console/account/sessions/end", data={"csrf": csrf[1], "session": session[1]})

    assert there.get("/console/queue").status_code == 303
    assert here.get("/console/queue").status_code == 200


@pytest.mark.usefixtures("kim")
def test_a_new_password_signs_out_everywhere_else(app: App) -> None:
    here, there = browser(app), browser(app)
    assert sign_in(here) == sign_in(there) == "/console/queue"
    csrf = re.search(r'name="csrf" value="([^"]+)"', here.get("/console/account").text)
    assert csrf is not None
    form = {"csrf": csrf[1], "present": PASSWORD, "wanted": "another good one"}

    assert here.post("/console/account/password", data=form | {"present": "wrong"}).status_code == 422
    assert here.post("/console/account/password", data=form).status_code == 303

    assert COOKIE in there.cookies
    assert there.get("/console/queue").status_code == 303
    assert here.get("/console/queue").status_code == 200
