"""What the assistant doubted, and what agents make of it."""

from sqlalchemy.orm import Session

from bot.services import audit, lessons
from bot.services.lessons import DOUBT, Given
from bot.support.agent import Agent
from bot.support.audit import Act
from bot.support.conversation import Conversation
from bot.support.message import Message, Sender
from tests.factories import NOW, saved


def said(db: Session, conversation: Conversation, text: str, intent: str | None = DOUBT, language: str = "en") -> Message:
    ranking = [{"name": name, "confidence": 0.3} for name in (intent, "track_order", "start_return")]
    understood = {"intent": {"name": intent}, "intent_ranking": ranking, "language": {"name": language}} if intent else None
    shared = {"channel": "widget", "sender": Sender.CUSTOMER, "at": NOW}
    message = Message(conversation_id=conversation.id, text=text, understood=understood, **shared)
    return saved(db, message)


def doubted(db: Session) -> list[str]:
    return [row.message.text for row in lessons.doubted(db)]


def test_what_was_doubted_is_listed_newest_first_and_what_was_understood_is_not(db: Session, conversation: Conversation) -> None:
    said(db, conversation, "hm")
    said(db, conversation, "where is it", "track_order")
    said(db, conversation, "nobody looked at this", None)
    said(db, conversation, "huh")

    assert doubted(db) == ["huh", "hm"]
    assert lessons.doubted(db)[0].guesses == ["track_order", "start_return"]


def test_what_was_taken_as_an_answer_teaches_nothing(db: Session, conversation: Conversation) -> None:
    answer, doubt = said(db, conversation, "the one with the stripes"), said(db, conversation, "hm")
    answer.understood, doubt.understood = ({**(one.understood or {}), "taken": one is answer} for one in (answer, doubt))
    db.flush()

    assert doubted(db) == ["hm"]


def test_what_was_judged_is_listed_no_more(db: Session, anna: Agent, conversation: Conversation) -> None:
    taught, dismissed = said(db, conversation, "one"), said(db, conversation, "two")

    assert lessons.give(db, taught.id, "track_order", anna, NOW) is Given.DONE
    assert lessons.give(db, dismissed.id, None, anna, NOW) is Given.DONE

    assert doubted(db) == []
    assert lessons.taught(db) == {"en": {"track_order": ["one"]}}
    assert [entry.details["intent"] for entry in audit.entries(db, act=Act.TAUGHT)] == [None, "track_order"]


def test_examples_are_of_the_language_in_which_they_were_written(db: Session, anna: Agent, conversation: Conversation) -> None:
    lessons.give(db, said(db, conversation, "где он", language="ru").id, "track_order", anna, NOW)
    lessons.give(db, said(db, conversation, "???", language="de").id, "track_order", anna, NOW)
    lessons.give(db, said(db, conversation, "where\nis it", language="de").id, "track_order", anna, NOW)

    assert lessons.taught(db) == {"ru": {"track_order": ["где он"]}, "en": {"track_order": ["where is it"]}}


def test_the_last_word_on_a_text_counts(db: Session, anna: Agent, conversation: Conversation) -> None:
    first, second = said(db, conversation, "Where is it?"), said(db, conversation, "where is it")
    lessons.give(db, first.id, "start_return", anna, NOW)
    lessons.give(db, second.id, "cancel_order", anna, NOW)
    lessons.give(db, second.id, "track_order", anna, NOW)

    assert lessons.taught(db)["en"].get("track_order") == ["where is it"]


def test_what_the_assistant_was_sure_of_can_be_corrected(db: Session, anna: Agent, conversation: Conversation) -> None:
    wrong = said(db, conversation, "send it back", "track_order")

    assert lessons.one(db, wrong.id) is not None
    assert lessons.give(db, wrong.id, "start_return", anna, NOW) is Given.DONE


def test_an_unknown_intent_or_message_teaches_nothing(db: Session, anna: Agent, conversation: Conversation) -> None:
    assert lessons.give(db, said(db, conversation, "hm").id, "fly_away", anna, NOW) is Given.NO_SUCH_INTENT
    assert lessons.give(db, "nowhere", "track_order", anna, NOW) is Given.NO_SUCH_MESSAGE
    assert lessons.taught(db) == {}


def test_an_agents_own_words_are_no_lesson(db: Session, anna: Agent, conversation: Conversation) -> None:
    reply = Message(conversation_id=conversation.id, channel="widget", sender=Sender.AGENT, text="Hello", at=NOW)
    db.add(reply)
    db.flush()

    assert lessons.one(db, reply.id) is None
    assert lessons.give(db, reply.id, "greet", anna, NOW) is Given.NO_SUCH_MESSAGE
