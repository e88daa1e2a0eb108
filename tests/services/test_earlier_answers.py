"""What agents answered before is suggested again, where it was said to anybody who asks that."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from bot.services.desk import note, reply
from bot.services.earlier_answers import earlier_answers
from bot.services.handoffs import take
from bot.services.inbox import Inbound, receive
from bot.services.suggestions import suggested_replies
from bot.support.agent import Agent
from bot.support.conversation import Conversation
from bot.tables import new_id
from tests.factories import NOW, a_conversation, a_customer, saved

QUESTION = "Can you engrave a name on the bottle?"
ANSWER = "We engrave bottles for free, up to a dozen letters; it takes a day longer."


def a_talk(db: Session, asked: str, **changes: object) -> Conversation:
    talk = saved(db, a_conversation(**changes))
    receive(db, Inbound(talk.id, "widget", new_id(), asked), NOW)
    return talk


def answered(db: Session, anna: Agent, answer: str = ANSWER, asked: str = QUESTION, **changes: object) -> Conversation:
    talk = a_talk(db, asked, **changes)
    take(db, talk.id, anna, NOW)
    reply(db, talk.id, anna, answer, NOW + timedelta(minutes=1))
    return talk


def suggested(db: Session, asked: str = "could you engrave our name on a bottle", **changes: object) -> list[str]:
    return earlier_answers(db, a_talk(db, asked, **changes), asked)


def test_a_like_question_gets_the_answer_of_before_once(db: Session, anna: Agent) -> None:
    answered(db, anna)
    answered(db, anna)
    assert suggested(db) == [ANSWER]
    assert suggested(db, "Where is my parcel?") == []


def test_it_stands_after_the_frequent_questions_and_says_what_it_is(db: Session, anna: Agent) -> None:
    answered(db, anna)
    last = suggested_replies(db, a_talk(db, QUESTION))[-1]
    assert (last.text, last.is_earlier) == (ANSWER, True)


def test_nothing_of_another_language_is_suggested(db: Session, anna: Agent) -> None:
    answered(db, anna)
    assert suggested(db, QUESTION, language="et") == []


def test_an_agents_own_conversation_suggests_nothing_to_itself(db: Session, anna: Agent) -> None:
    talk = answered(db, anna)
    assert earlier_answers(db, talk, QUESTION) == []


@pytest.mark.parametrize(
    "answer",
    [
        "Your order W-10482 is engraved tomorrow.",
        "We have sent the proof to emma@example.com already.",
        "Dear Emma, we engrave bottles for free of course.",
        "One moment please",
    ],
)
def test_what_was_true_for_one_customer_alone_is_left_out(db: Session, anna: Agent, answer: str) -> None:
    answered(db, anna, answer, customer=a_customer(first_name="Emma", last_name="Clarke"))
    assert suggested(db) == []


def test_a_private_note_is_no_answer(db: Session, anna: Agent) -> None:
    talk = a_talk(db, QUESTION)
    take(db, talk.id, anna, NOW)
    note(db, talk.id, anna, ANSWER, NOW)
    reply(db, talk.id, anna, "We do engrave them, and gladly so.", NOW)
    assert suggested(db) == ["We do engrave them, and gladly so."]
