"""Files come with their message, are fetched by one at a time, and given up when nobody gives them."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services import attachments
from bot.services.attachments import CLAIM, MAX_FILES, Enclosed, claim, enclose, kept_file
from bot.services.inbox import Inbound, receive
from bot.support.attachment import MAX_ATTEMPTS, MAX_NAME_CHARS, Attachment, AttachmentState
from bot.support.message import Message
from tests.factories import A_JPEG, NOW, a_conversation, saved

ELSEWHERE = Enclosed("lamp.jpg", source={"file_id": "1"})


@pytest.fixture
def message(db: Session) -> Message:
    talk = saved(db, a_conversation(channel="telegram"))
    return receive(db, Inbound(talk.id, "telegram", "1", "[photo]"), NOW).message


def only(db: Session) -> Attachment:
    db.flush()
    return db.scalars(select(Attachment)).one()


def test_what_came_itself_is_kept_at_once(db: Session, message: Message) -> None:
    enclose(db, message, [Enclosed("lamp.jpg", A_JPEG)], NOW)
    kept = kept_file(db, only(db).id)
    assert kept is not None
    assert kept.content == A_JPEG
    assert claim(db, NOW) == []


def test_what_the_platform_has_is_fetched_by_one(db: Session, message: Message) -> None:
    enclose(db, message, [ELSEWHERE], NOW)
    db.flush()
    [fetching] = claim(db, NOW)
    assert (fetching.channel, fetching.source) == ("telegram", {"file_id": "1"})
    assert claim(db, NOW) == []
    assert [again.id for again in claim(db, NOW + CLAIM)] == [fetching.id]


def test_what_was_fetched_is_kept_and_belongs_to_its_conversation(db: Session, message: Message) -> None:
    enclose(db, message, [ELSEWHERE], NOW)
    assert attachments.keep(db, only(db).id, A_JPEG) == message.conversation_id
    assert attachments.of_transcript(db, [message])[message.id][0].state is AttachmentState.KEPT


def test_what_nobody_gives_is_given_up_in_the_end(db: Session, message: Message) -> None:
    enclose(db, message, [ELSEWHERE], NOW)
    for attempt in range(MAX_ATTEMPTS):
        assert only(db).state is AttachmentState.WAITING
        attachments.miss(db, only(db).id, NOW + timedelta(hours=attempt), is_final=False)
    assert only(db).state is AttachmentState.REFUSED
    assert kept_file(db, only(db).id) is None


def test_a_message_has_so_many_files_at_most_and_names_are_cut(db: Session, message: Message) -> None:
    enclose(db, message, [Enclosed("n" * 1000, A_JPEG)] * (MAX_FILES + 1), NOW)
    db.flush()
    stored = db.scalars(select(Attachment.name)).all()
    assert stored == ["n" * MAX_NAME_CHARS] * MAX_FILES
