"""Rows that are stored at once are like any other afterwards."""

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from bot.support.message import Message, Sender
from bot.tables import store
from tests.factories import NOW, a_conversation, saved


def a_message(db: Session) -> Message:
    conversation = saved(db, a_conversation())
    return Message(conversation_id=conversation.id, channel="widget", sender=Sender.ASSISTANT, text="Hello", at=NOW)


def test_a_stored_row_has_all_its_columns_when_the_session_is_gone(db: Session) -> None:
    message = store(db, a_message(db))
    read = dict(db.execute(inspect(Message).local_table.select()).one()._mapping)

    db.expunge(message)

    assert {name: getattr(message, name) for name in read} == read


def test_what_is_changed_in_a_stored_row_is_stored_too(db: Session) -> None:
    message = store(db, a_message(db))

    message.text = "Good morning"
    db.flush()
    db.refresh(message)

    assert message.text == "Good morning"
