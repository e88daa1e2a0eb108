"""Customers of the widget send pictures over the customer API; what they are is seen from what is in them."""

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.attachments import Enclosed, kept_file
from bot.services.desk import reply
from bot.services.handoffs import take
from bot.store.database import Database
from bot.support.attachment import Attachment
from bot.support.file_kind import MAX_FILE_BYTES, FileKind
from tests.channels.widget.conftest import Talk, open_talk
from tests.factories import A_JPEG, NOW, an_agent, saved


def send(talk: Talk, content: bytes, client_id: str = "one", token: str | None = None, **query: str) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token or talk.token}"}
    return talk.client.post(f"{talk.path}/files", params={"client_id": client_id, **query}, content=content, headers=headers)


def kept(db: Session) -> list[Attachment]:
    return list(db.scalars(select(Attachment)))


def test_a_picture_is_kept_and_answered_like_a_message(client: TestClient, database: Database) -> None:
    talk = open_talk(client)
    answer = send(talk, A_JPEG, name="lamp.jpg")
    assert [message["text"] for message in answer.json()["messages"]] == ["heard [image]"]
    with database.session() as db:
        [attachment] = kept(db)
        assert (attachment.name, attachment.kind) == ("lamp.jpg", FileKind.JPEG)
        file = kept_file(db, attachment.id)
        assert file is not None
        assert file.content == A_JPEG


def test_the_customer_sees_the_picture_in_the_history(client: TestClient) -> None:
    talk = open_talk(client)
    with talk.socket() as socket:
        assert socket.receive_json()["type"] == "state"
        send(talk, A_JPEG, name="lamp.jpg")
        told = socket.receive_json()["message"]
    [sent, heard] = talk.read()["messages"]
    [file] = sent["files"]
    assert (file["name"], file["type"], heard["files"]) == ("lamp.jpg", "image/jpeg", [])
    assert told == sent

    answer = read(talk, file["id"])

    assert (answer.content, answer.headers["content-type"]) == (A_JPEG, "image/jpeg")
    assert answer.headers["content-disposition"].startswith("attachment;")


def test_nobody_reads_files_of_another_conversation(client: TestClient) -> None:
    talk, other = open_talk(client), open_talk(client)
    send(talk, A_JPEG)
    [file] = talk.read()["messages"][0]["files"]
    assert read(other, file["id"]).status_code == 404
    assert read(talk, file["id"], token=other.token).status_code == 401
    assert read(talk, "nothing").status_code == 404


def read(talk: Talk, file_id: str, token: str | None = None) -> httpx.Response:
    return talk.client.get(f"{talk.path}/files/{file_id}", headers={"Authorization": f"Bearer {token or talk.token}"})


def test_a_picture_that_is_sent_again_is_kept_once(client: TestClient, database: Database) -> None:
    talk = open_talk(client)
    answers = [send(talk, A_JPEG).json()["messages"] for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    with database.session() as db:
        assert len(kept(db)) == 1


@pytest.mark.parametrize(
    ("content", "status"), [(b"<svg onload=alert(1)>", 415), (b"", 415), (A_JPEG + b"x" * MAX_FILE_BYTES, 413)]
)
def test_what_is_no_picture_or_too_large_is_refused(client: TestClient, database: Database, content: bytes, status: int) -> None:
    talk = open_talk(client)
    assert send(talk, content).status_code == status
    assert talk.read()["messages"] == []
    with database.session() as db:
        assert kept(db) == []


def test_a_stranger_sends_nothing(client: TestClient, database: Database) -> None:
    talk = open_talk(client)
    assert send(talk, A_JPEG, token="somebody-elses").status_code == 401
    with database.session() as db:
        assert kept(db) == []


def test_pages_of_other_origins_may_send_files(client: TestClient) -> None:
    talk = open_talk(client)
    asked = {"Origin": "https://shop.example", "Access-Control-Request-Method": "POST"}
    headers = {**asked, "Access-Control-Request-Headers": "authorization,content-type"}
    assert client.options(f"{talk.path}/files", headers=headers).status_code == 200


def test_what_an_agent_encloses_is_told_at_once_and_can_be_read(client: TestClient, database: Database) -> None:
    talk = open_talk(client)
    with talk.socket() as socket:
        assert socket.receive_json()["type"] == "state"
        with database.session() as db:
            anna = saved(db, an_agent())
            take(db, talk.id, anna, NOW)
            reply(db, talk.id, anna, "Your label.", NOW, files=[Enclosed("label.pdf", b"%PDF-1.7")])
        told = next(news["message"] for news in iter(socket.receive_json, None) if news["type"] == "message")
    [file] = told["files"]
    assert (told["text"], file["name"]) == ("Your label.", "label.pdf")
    assert read(talk, file["id"]).content == b"%PDF-1.7"
