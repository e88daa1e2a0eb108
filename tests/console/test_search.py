"""Search and export in the console."""

import json

import pytest

from bot.console.search import pieces
from bot.services import audit
from bot.spine.app import App
from bot.support.audit import Act
from bot.support.conversation import Conversation
from tests.console.conftest import Desk, a_waiting_conversation, page

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


def marked(text: str, query: str) -> list[str]:
    return [piece.text for piece in pieces(text, query) if piece.is_hit]


@pytest.mark.usefixtures("database")
def test_the_words_are_marked_where_they_begin_a_word() -> None:
    assert marked("A lamp, Lamps, and a clamp of W-10482", "lamp w-104") == ["lamp", "Lamp", "W", "104"]


@pytest.mark.usefixtures("database")
def test_of_a_long_message_the_part_around_the_words_is_shown() -> None:
    shown = "".join(piece.text for piece in pieces("x " * 500 + "lamp" + " y" * 500, "lamp"))

    assert "lamp" in shown
    assert len(shown) < 300


def test_what_was_found_leads_to_the_message(app: App, anna: Desk) -> None:
    conversation = a_waiting_conversation(app, "Where is my <b>lamp</b>?")

    answer = anna.get("/console/search?q=lamp")

    assert f'href="/console/conversations/{conversation.id}#message-' in answer.text
    assert "&lt;b&gt;<mark>lamp</mark>" in answer.text


def test_nothing_found_is_said(anna: Desk) -> None:
    assert "Nothing holds all of these words." in anna.get("/console/search?q=unheard").text


def test_a_conversation_is_exported_as_text_with_its_notes_and_that_is_recorded(
    app: App, anna: Desk, waiting: Conversation
) -> None:
    anna.post(f"{page(waiting)}/messages", kind="note", text="a <note>")

    answer = anna.get(f"{page(waiting)}/export.txt")

    assert answer.headers["content-disposition"] == f'attachment; filename="conversation-{waiting.id}.txt"'
    assert "10:30 Customer: Where is my order?" in answer.text
    assert "10:30 Anna (private note): a <note>" in answer.text
    with app.database.session() as db:
        assert [entry.subject for entry in audit.entries(db, act=Act.EXPORTED)] == [waiting.id]


def test_a_conversation_is_exported_as_json(anna: Desk, waiting: Conversation) -> None:
    exported = json.loads(anna.get(f"{page(waiting)}/export.json").text)

    assert [message["text"] for message in exported["messages"]] == ["Where is my order?"]
    assert exported["handoffs"][0]["reason"] == "asked_for_human"


@pytest.mark.parametrize("path", ["/conversations/x/export.json", "/conversations/x/export.exe"])
def test_what_is_not_there_is_not_exported(anna: Desk, path: str) -> None:
    assert anna.get(f"/console{path}").status_code == 404
