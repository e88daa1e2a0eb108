"""Agents see what customers sent, and their browsers run none of it; and what they send themselves is looked at as well."""

from typing import Any

import httpx
import pytest

from bot.services.attachments import Enclosed, enclose, enclosed_in
from bot.services.conversations import transcript
from bot.spine.app import App
from bot.support.attachment import Attachment
from bot.support.conversation import Conversation
from bot.support.file_kind import MAX_FILE_BYTES
from bot.support.message import Message, Sender
from tests.console.conftest import Desk, page
from tests.factories import A_JPEG, NOW


def enclosed(app: App, conversation: Conversation, **file: Any) -> str:
    """The address of a file that came with the customer's message."""
    with app.database.session() as db:
        message = db.query(Message).filter(Message.conversation_id == conversation.id).one()
        enclose(db, message, [Enclosed(**file)], NOW)
        db.flush()
        return f"/console/files/{db.query(Attachment).one().id}"


def test_a_picture_is_shown_in_the_transcript(app: App, anna: Desk, waiting: Conversation) -> None:
    path = enclosed(app, waiting, name='"><script>lamp.jpg', content=A_JPEG)
    shown = anna.get(page(waiting)).text
    assert f'<img src="{path}"' in shown
    assert "<script>lamp" not in shown


def test_a_picture_is_served_as_what_it_is_whatever_it_was_called(app: App, anna: Desk, waiting: Conversation) -> None:
    path = enclosed(app, waiting, name="lamp.html", content=A_JPEG)
    answer = anna.get(path)
    assert (answer.status_code, answer.content, answer.headers["content-type"]) == (200, A_JPEG, "image/jpeg")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"].endswith('.jpeg"')
    assert "lamp.html" not in answer.headers["content-disposition"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_a_document_is_saved_and_not_opened(app: App, anna: Desk, waiting: Conversation) -> None:
    path = enclosed(app, waiting, name="invoice.pdf", content=b"%PDF-1.7 ...")
    assert "invoice.pdf (pdf," in anna.get(page(waiting)).text
    assert anna.get(path).headers["content-disposition"].startswith("attachment;")


def test_what_was_not_kept_is_said_and_not_served(app: App, anna: Desk, waiting: Conversation) -> None:
    path = enclosed(app, waiting, name="lamp.jpg", content=b"<svg onload=alert(1)>")
    assert "A file came along that is not kept" in anna.get(page(waiting)).text
    assert anna.get(path).status_code == 404


def test_what_is_still_to_be_fetched_is_said(app: App, anna: Desk, waiting: Conversation) -> None:
    path = enclosed(app, waiting, source={"url": "https://vendor.example/lamp"})
    assert "is being fetched" in anna.get(page(waiting)).text
    assert anna.get(path).status_code == 404


def test_files_are_for_who_is_signed_in(app: App, stranger: Any, waiting: Conversation) -> None:
    path = enclosed(app, waiting, content=A_JPEG)
    answer = stranger.get(path)
    assert answer.status_code in {303, 401}
    assert A_JPEG not in answer.content


def sends(desk: Desk, conversation: Conversation, content: bytes, kind: str = "reply", text: str = "") -> httpx.Response:
    form = {"csrf": desk.csrf, "kind": kind, "text": text}
    return desk.client.post(f"{page(conversation)}/messages", data=form, files={"file": ("lamp.jpg", content)})


def said(app: App, conversation: Conversation) -> list[tuple[str, list[bytes | None]]]:
    """What agents said, with what they enclosed."""
    with app.database.session() as db:
        messages = transcript(db, conversation.id, with_notes=True)
        return [
            (message.text, [file.content for file in enclosed_in(db, message.id)])
            for message in messages
            if message.sender is Sender.AGENT
        ]


def test_an_agent_sends_a_picture_with_words_or_without(app: App, anna: Desk, waiting: Conversation) -> None:
    anna.post(f"{page(waiting)}/take")
    assert sends(anna, waiting, A_JPEG, text="This one?").status_code == 303
    assert sends(anna, waiting, A_JPEG).status_code == 303
    assert said(app, waiting) == [("This one?", [A_JPEG]), ("[image]", [A_JPEG])]
    shown = anna.get(page(waiting)).text
    assert shown.count('<img src="/console/files/') == 2
    # The picture speaks for itself.
    assert '<p class="text" dir="auto">[image]</p>' not in shown


@pytest.mark.parametrize("content", [b"<svg onload=alert(1)>", A_JPEG + b"x" * MAX_FILE_BYTES])
def test_what_customers_could_not_send_agents_cannot_either(app: App, anna: Desk, waiting: Conversation, content: bytes) -> None:
    anna.post(f"{page(waiting)}/take")
    assert sends(anna, waiting, content, text="This one?").status_code == 409
    assert said(app, waiting) == []


def test_a_body_that_no_file_explains_is_refused(anna: Desk, waiting: Conversation) -> None:
    assert sends(anna, waiting, b"x" * (MAX_FILE_BYTES + 1024 * 1024)).status_code == 413


def test_a_private_note_takes_no_file(app: App, anna: Desk, waiting: Conversation) -> None:
    anna.post(f"{page(waiting)}/take")
    assert sends(anna, waiting, A_JPEG, kind="note", text="for us").status_code == 409
    assert said(app, waiting) == []


def test_who_does_not_have_the_conversation_sends_nothing(app: App, anna: Desk, waiting: Conversation) -> None:
    assert sends(anna, waiting, A_JPEG, text="This one?").status_code == 409
    assert said(app, waiting) == []
