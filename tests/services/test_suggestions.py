"""Replies that suit what was asked."""

from typing import Any

from sqlalchemy.orm import Session

from bot.services import knowledge
from bot.services.suggestions import suggested_replies
from bot.support.conversation import Conversation
from bot.support.message import Message, Sender
from tests.factories import NOW, a_conversation, saved


def asked(db: Session, text: str, understood: dict[str, Any] | None = None, language: str = "en") -> Conversation:
    conversation = saved(db, a_conversation(language=language))
    said = {"channel": "widget", "sender": Sender.CUSTOMER, "at": NOW}
    db.add(Message(conversation_id=conversation.id, text="something else", **said))
    db.flush()
    db.add(Message(conversation_id=conversation.id, text=text, understood=understood, **said))
    db.flush()
    return conversation


def a_question(db: Session) -> tuple[knowledge.Faq, str]:
    """A frequent question, and one way to ask it."""
    faq = next(faq for faq in knowledge.entries(db).values() if faq.questions.get("en"))
    return faq, faq.questions["en"][0]


def test_a_question_that_is_asked_much_like_a_known_one_gets_its_answer(db: Session) -> None:
    faq, question = a_question(db)

    first = suggested_replies(db, asked(db, f"{question.upper()}!!", language="et"))[0]

    assert (first.title, first.text) == (faq.title_in("et"), faq.answer_in("et"))


def test_what_the_assistant_understood_goes_before_the_letters(db: Session) -> None:
    known = list(knowledge.entries(db).values())
    _, question = a_question(db)
    guesses = [
        {"name": "ask_faq", "confidence": 0.6, "faq": known[-1].id},
        {"name": "ask_faq", "confidence": 0.3, "faq": known[-2].id},
        {"name": "ask_faq", "confidence": 0.1, "faq": known[-3].id},
    ]

    found = suggested_replies(db, asked(db, question, {"intent_ranking": guesses}))

    assert [one.text for one in found] == [known[-1].answer_in("en"), known[-2].answer_in("en")]


def test_where_nothing_comes_near_nothing_is_suggested(db: Session) -> None:
    assert suggested_replies(db, asked(db, "zzz qqq xxx")) == []
    silent = saved(db, a_conversation())
    assert suggested_replies(db, silent) == []
