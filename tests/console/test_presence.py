"""Agents come, go, and give conversations to one another."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.console.watch import return_left_behind
from bot.services.conversations import transcript
from bot.spine.app import App
from bot.support.agent import PRESENT, Agent, AgentSession
from bot.support.conversation import Conversation, Owner
from bot.support.message import Message, Sender
from tests.console.conftest import Desk, owner_of, page
from tests.factories import NOW

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def told(app: App) -> list[str]:
    with app.database.session() as db:
        return list(db.scalars(select(Message.text).where(Message.sender == Sender.SYSTEM).order_by(Message.seq)))


def test_a_colleague_at_the_desk_is_given_a_conversation_with_a_private_word(
    app: App, anna: Desk, bert: Desk, waiting: Conversation
) -> None:
    bert.get("/console/queue")
    anna.post(f"{page(waiting)}/take")
    assert "Bert" in anna.get(page(waiting)).text

    answer = anna.post(f"{page(waiting)}/assign", to=bert.agent.id, word="Speaks Estonian.")

    assert answer.status_code == 303
    assert owner_of(app, waiting) == (Owner.AGENT, bert.agent.id)
    assert told(app)[-1] == "utter_agent_joined {'agent_name': 'Bert'}"
    with app.database.session() as db:
        assert "Speaks Estonian." not in [message.text for message in transcript(db, waiting.id)]
        assert "Speaks Estonian." in [message.text for message in transcript(db, waiting.id, with_notes=True)]


def test_who_is_not_at_the_desk_is_given_nothing(app: App, anna: Desk, bert: Desk, waiting: Conversation) -> None:
    bert.get("/console/queue")
    bert.post("/console/me/away")

    answer = anna.post(f"{page(waiting)}/assign", to=bert.agent.id)

    assert answer.status_code == 409
    assert "not at the desk" in answer.text
    assert owner_of(app, waiting) == (Owner.QUEUED, None)


def test_what_another_has_cannot_be_given_away(app: App, anna: Desk, bert: Desk, waiting: Conversation) -> None:
    anna.post(f"{page(waiting)}/take")

    answer = bert.post(f"{page(waiting)}/assign", to=bert.agent.id)

    assert answer.status_code == 409
    assert "Anna has this conversation." in answer.text


def test_a_conversation_put_back_waits_for_anybody_and_the_customer_knows(app: App, anna: Desk, waiting: Conversation) -> None:
    anna.post(f"{page(waiting)}/take")

    assert anna.post(f"{page(waiting)}/put-back").status_code == 303

    assert owner_of(app, waiting) == (Owner.QUEUED, None)
    assert told(app)[-1] == "utter_agent_left {'agent_name': 'Anna'}"
    assert "left by an agent" in anna.get(page(waiting)).text


async def test_the_desk_is_looked_after_when_an_agent_is_gone(app: App, anna: Desk, bert: Desk, waiting: Conversation) -> None:
    anna.post(f"{page(waiting)}/take")
    await return_left_behind(app)
    assert owner_of(app, waiting) == (Owner.AGENT, anna.agent.id)

    with app.database.session() as db:
        for session in db.scalars(select(AgentSession).where(AgentSession.agent_id == anna.agent.id)):
            session.seen_at = NOW - PRESENT - timedelta(seconds=1)
    await return_left_behind(app)
    await return_left_behind(app)

    assert owner_of(app, waiting) == (Owner.QUEUED, None)
    assert told(app).count("utter_agent_left {'agent_name': 'Anna'}") == 1
    assert f"row-{waiting.id}" in bert.get("/console/queue").text


def test_skills_and_absence_are_set_on_the_agents_own_page(app: App, anna: Desk) -> None:
    anna.client.post("/console/me/skills", data={"csrf": anna.csrf, "languages": ["et", "ru"], "topics": ["returns"]})
    anna.post("/console/me/away")

    with app.database.session() as db:
        stored = db.get_one(Agent, anna.agent.id)
        assert (stored.languages, stored.topics, stored.away_since) == (["ru", "et"], ["returns"], NOW)
    assert "You are away since 10:30" in anna.get("/console/me").text
    anna.post("/console/me/here")
    assert "You are at the desk." in anna.get("/console/me").text


@pytest.mark.parametrize("path", ["/me/away", "/me/here", "/me/skills", "/conversations/x/assign", "/conversations/x/put-back"])
def test_every_move_needs_a_form_of_the_session(anna: Desk, path: str) -> None:
    anna.csrf = "wrong"

    assert anna.post(f"/console{path}").status_code == 403
