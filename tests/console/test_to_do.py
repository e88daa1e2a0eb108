"""The page of what is owed outside of live chats."""

from datetime import timedelta

import pytest

from bot.services import handoffs
from bot.services.call_backs import calls_to_make, request_call_back
from bot.services.complaints import make_complaint
from bot.shop.terms import Terms
from bot.spine.app import App
from bot.support.audit import Act, AuditEntry
from bot.support.call_back import CallBack, CallBackState
from bot.support.complaint import Complaint, ComplaintState
from bot.support.conversation import Conversation
from bot.support.handoff import HandoffReason
from tests.console.conftest import Desk
from tests.factories import NOW, a_conversation

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PAGE = "/console/to-do"


@pytest.fixture
def talk(app: App) -> Conversation:
    with app.database.session() as db:
        talk = a_conversation()
        db.add(talk)
    return talk


@pytest.fixture
def call(app: App, talk: Conversation) -> CallBack:
    with app.database.session() as db:
        request_call_back(db, talk, "+37255501234", (NOW, NOW + timedelta(hours=2)), key="m1", now=NOW)
        return calls_to_make(db)[0]


@pytest.fixture
def complaint(app: App, talk: Conversation) -> Complaint:
    with app.database.session() as db:
        return make_complaint(db, talk, "Two weeks late!", key="m2", terms=Terms(), now=NOW)


def state(app: App, call: CallBack) -> CallBackState:
    with app.database.session() as db:
        return db.get_one(CallBack, call.id).state


def test_a_call_is_listed_with_number_and_window_and_counted_on_every_page(anna: Desk, call: CallBack) -> None:
    page = anna.get(PAGE).text

    assert "+37255501234" in page
    assert "10:30 to 12:30" in page
    assert f"/console/conversations/{call.conversation_id}" in page
    for path in ("/console/queue", "/console/account", "/console/parts/to-do"):
        assert 'To do <span class="count">1</span>' in anna.get(path).text


def test_an_agent_settles_a_call_and_another_learns_that_it_was_settled(app: App, anna: Desk, bert: Desk, call: CallBack) -> None:
    assert anna.post(f"{PAGE}/calls/{call.id}", state="called").headers["location"] == PAGE

    late = bert.post(f"{PAGE}/calls/{call.id}", state="cancelled")
    assert (late.status_code, state(app, call)) == (409, CallBackState.CALLED)
    assert "Somebody was faster" in late.text
    assert "Call-back +37255501234" in bert.get(PAGE).text
    assert bert.get(PAGE).text.count("<td>Anna</td>") == 1


def test_a_call_has_no_other_states(anna: Desk, call: CallBack) -> None:
    assert anna.post(f"{PAGE}/calls/{call.id}", state="requested").status_code == 404


def test_an_answered_complaint_leaves_the_page_and_is_on_record(app: App, anna: Desk, complaint: Complaint) -> None:
    assert "Two weeks late!" in anna.get(PAGE).text

    anna.post(f"{PAGE}/complaints/{complaint.reference}")

    assert "Two weeks late!" not in anna.get(PAGE).text
    with app.database.session() as db:
        assert db.get_one(Complaint, complaint.reference).state is ComplaintState.ANSWERED
        assert db.query(AuditEntry).filter_by(act=Act.SETTLED, agent_id=anna.agent.id).count() == 1


def test_a_ticket_is_taken_from_the_page(app: App, anna: Desk, talk: Conversation) -> None:
    with app.database.session() as db:
        ticket = handoffs.hand_off(db, talk.id, HandoffReason.ASKED_FOR_HUMAN, NOW, is_desk_open=False).ticket
    assert f"take-{ticket}" in anna.get(PAGE).text

    anna.post(f"/console/conversations/{talk.id}/take")

    page = anna.get(PAGE).text
    assert (f"take-{ticket}" in page, str(ticket) in page, "with you" in page) == (False, True, True)


def test_nothing_owed_is_said_plainly(anna: Desk) -> None:
    assert "Nothing is owed to anybody." in anna.get(PAGE).text


def test_a_form_of_another_session_settles_nothing(app: App, anna: Desk, call: CallBack) -> None:
    answer = anna.client.post(f"{PAGE}/calls/{call.id}", data={"csrf": "stolen", "state": "called"})

    assert (answer.status_code, state(app, call)) == (403, CallBackState.REQUESTED)
