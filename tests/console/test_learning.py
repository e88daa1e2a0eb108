"""Learning from talks in the console."""

import pytest

from bot.services import lessons, trainings
from bot.spine.app import App
from bot.support.conversation import Conversation
from bot.support.message import Message
from bot.support.training import Figures
from tests.console.conftest import Desk
from tests.factories import NOW

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def doubted(app: App, waiting: Conversation) -> str:
    """A message that the assistant did not understand."""
    with app.database.session() as db:
        message = db.query(Message).where(Message.conversation_id == waiting.id).one()
        message.understood = {"intent": {"name": lessons.DOUBT}, "intent_ranking": [{"name": "track_order"}]}
        return message.id


def test_an_agent_says_what_was_meant(app: App, anna: Desk, doubted: str) -> None:
    assert "Where is my order?" in anna.get("/console/learning").text

    answer = anna.post(f"/console/learning/{doubted}", intent="track_order")

    assert answer.headers["location"] == "/console/learning"
    assert "Track order</td><td>Anna" in anna.get("/console/learning").text
    with app.database.session() as db:
        assert lessons.taught(db) == {"en": {"track_order": ["Where is my order?"]}}


def test_nothing_to_learn_takes_it_off_the_list(app: App, anna: Desk, doubted: str) -> None:
    anna.post(f"/console/learning/{doubted}")

    assert "The assistant was sure of everything lately." in anna.get("/console/learning").text
    with app.database.session() as db:
        assert lessons.taught(db) == {}


def test_a_question_begins_with_what_was_asked(supervisor: Desk, doubted: str) -> None:
    assert "/console/questions/new?ask=Where%20is%20my%20order%3F" in supervisor.get(f"/console/learning/{doubted}").text
    assert ">Where is my order?</textarea>" in supervisor.get("/console/questions/new?ask=Where%20is%20my%20order%3F").text


@pytest.mark.parametrize("intent", ["fly_away", lessons.DOUBT])
def test_what_is_no_intent_is_refused(anna: Desk, doubted: str, intent: str) -> None:
    assert anna.post(f"/console/learning/{doubted}", intent=intent).status_code == 404


def test_an_unknown_message_is_not_found(anna: Desk) -> None:
    assert anna.get("/console/learning/nowhere").status_code == 404
    assert anna.post("/console/learning/nowhere").status_code == 404


def test_a_supervisor_has_what_was_taught_trained_once(app: App, supervisor: Desk, doubted: str) -> None:
    assert "disabled>Train" in supervisor.get("/console/learning").text
    supervisor.post(f"/console/learning/{doubted}", intent="track_order")
    assert "1 phrasing taught since the last training." in supervisor.get("/console/learning").text

    for _ in range(2):
        assert supervisor.post("/console/learning/train").headers["location"] == "/console/learning"

    page = supervisor.get("/console/parts/learning").text
    assert ("Begins in a moment" in page, 'id="train"' in page) == (True, False)
    with app.database.session() as db:
        (training,) = trainings.latest(db)
        assert (training.begun_by_id, training.taught) == (supervisor.agent.id, {"en": {"track_order": ["Where is my order?"]}})


def test_an_agent_sees_trainings_and_begins_none(app: App, anna: Desk, doubted: str) -> None:
    anna.post(f"/console/learning/{doubted}", intent="track_order")

    assert anna.post("/console/learning/train").status_code == 403
    assert 'id="train"' not in anna.get("/console/learning").text


def test_both_models_figures_stand_beside_each_other(app: App, supervisor: Desk, doubted: str) -> None:
    supervisor.post(f"/console/learning/{doubted}", intent="track_order")
    supervisor.post("/console/learning/train")
    before = Figures({"en": (90, 100)}, (8, 10), (4, 110), (0, 1))
    after = Figures({"en": (93, 100)}, (8, 10), (3, 110), (1, 1))
    with app.database.session() as db:
        trainings.compare(db, trainings.latest(db)[0].id, before, after, "new.tar.gz", NOW)

    page = supervisor.get("/console/learning").text

    assert [figure in page for figure in ("90.0 %", "93.0 %", ">+3<", ">same<", ">-1<", "good-tag")] == [True] * 6
    assert "All that was taught has been trained." in page
