"""The words of all that was said, on both databases."""

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.store.word_index import POSTGRES_WORDS, WordIndex, terms
from bot.support.conversation import Conversation
from bot.support.message import Message, Sender
from tests.factories import NOW, a_conversation, saved


@pytest.fixture
def conversation(db: Session) -> Conversation:
    return saved(db, a_conversation())


def said(db: Session, conversation: Conversation, words: str) -> int:
    message = Message(conversation_id=conversation.id, channel="widget", sender=Sender.CUSTOMER, text=words, at=NOW)
    db.add(message)
    db.flush()
    return message.seq


@pytest.mark.parametrize(
    "query",
    [
        "lamp",
        "LAMP",
        "broken lamp",
        "lamp broken",
        "W-10482",
        "w-104",
        "10482",
        "emma.clarke@example.com",
        "example",
        "посылка",
        "ПОСЫЛКА",
        "պատվեր",
        "посыл",
        "it's",
    ],
)
def test_a_message_is_found_by_its_words_whatever_their_case(db: Session, conversation: Conversation, query: str) -> None:
    seq = said(db, conversation, "The lamp of #W-10482 came broken, it's (emma.clarke@example.com). Посылка. Պատվեր. бронь")
    said(db, conversation, "something else")

    assert WordIndex(db).newest(query, 10) == [seq]


@pytest.mark.parametrize("query", ["lamb", "lamp mug", "10482-W", "", " ", "-", '"', "*", "' OR 1=1 --", "NEAR(", "a & b"])
def test_what_was_not_said_is_not_found_and_no_query_is_an_error(db: Session, conversation: Conversation, query: str) -> None:
    said(db, conversation, "The 10482 lamp of W is broken")

    assert WordIndex(db).newest(query, 10) == []


def test_the_newest_come_first_and_older_ones_from_there_on(db: Session, conversation: Conversation) -> None:
    first, second, third = (said(db, conversation, f"lamp {number}") for number in range(3))

    assert WordIndex(db).newest("lamp", 2) == [third, second]
    assert WordIndex(db).newest("lamp", 2, before=second) == [first]


def test_what_was_changed_or_taken_away_is_found_no_more(db: Session, conversation: Conversation) -> None:
    changed, removed = said(db, conversation, "lamp"), said(db, conversation, "lamp")
    db.execute(text("UPDATE messages SET text = 'mug' WHERE seq = :seq"), {"seq": changed})
    db.execute(text("DELETE FROM messages WHERE seq = :seq"), {"seq": removed})

    assert WordIndex(db).newest("lamp", 10) == []
    assert WordIndex(db).newest("mug", 10) == [changed]


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_postgresql_searches_by_its_index(db: Session) -> None:
    """The expression that is asked for is the one that is indexed."""
    db.execute(text("SET LOCAL enable_seqscan = off"))
    db.execute(text("SET LOCAL enable_indexscan = off"))
    # Without the sequence numbers: they have an index, too, which is the cheaper one in a small table.
    statement = f"SELECT seq FROM messages WHERE {POSTGRES_WORDS} @@ to_tsquery('simple', :words)"

    plan = db.scalars(text(f"EXPLAIN {statement}"), {"words": "lamp"}).all()

    assert any("ix_message_words" in line for line in plan)
    assert POSTGRES_WORDS in WordIndex(db).statement


def test_words_that_no_space_divides_are_one_term() -> None:
    assert terms("lamp #W-10482") == [["lamp"], ["W", "10482"]]
