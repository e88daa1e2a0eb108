"""Frequent questions in the console."""

import pytest

from bot.services import knowledge
from bot.spine.app import App
from tests.console.conftest import Desk

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

DRAFT = {
    "title-en": "Gift cards by post",
    "questions-en": "can a gift card come by post\r\nmail me a gift card",
    "answer-en": "No.",
}


def test_a_question_written_in_the_console_is_answered(app: App, supervisor: Desk) -> None:
    answer = supervisor.post("/console/questions/new", **DRAFT)

    assert (answer.status_code, answer.headers["location"]) == (303, "/console/questions#gift_cards_by_post")
    assert 'id="gift_cards_by_post"' in supervisor.get("/console/questions").text
    with app.database.session() as db:
        saved = knowledge.entries(db)["gift_cards_by_post"]
    assert saved.questions == {"en": ["can a gift card come by post", "mail me a gift card"]}
    assert "Gift cards by post" in supervisor.get("/console/questions?find=gift+post").text


def test_what_is_missing_is_said_and_nothing_typed_is_lost(supervisor: Desk) -> None:
    answer = supervisor.post("/console/questions/new", **DRAFT | {"answer-en": ""})

    assert answer.status_code == 422
    assert "The answer in English is missing." in answer.text
    assert "mail me a gift card" in answer.text


def test_an_entry_of_the_files_can_be_changed_and_taken_out(app: App, supervisor: Desk) -> None:
    faq_id, faq = next((faq.id, faq) for faq in knowledge.FILES.entries().values() if faq.questions)
    fields = {"title-en": faq.title_in("en"), "questions-en": "\n".join(faq.questions["en"]), "answer-en": "Changed."}

    supervisor.post(f"/console/questions/{faq_id}", **fields)
    with app.database.session() as db:
        assert knowledge.faq_answer(db, faq_id, "en") == "Changed."

    supervisor.post(f"/console/questions/{faq_id}/withdraw")
    assert supervisor.get(f"/console/questions/{faq_id}").status_code == 404


def test_only_signed_in_agents_may_write(stranger: Desk) -> None:
    assert stranger.get("/console/questions").headers["location"].startswith("/console/sign-in")


def test_a_form_of_another_session_writes_nothing(app: App, supervisor: Desk) -> None:
    assert supervisor.post("/console/questions/new", **DRAFT | {"csrf": "forged"}).status_code == 403
    with app.database.session() as db:
        assert "gift_cards_by_post" not in knowledge.entries(db)
