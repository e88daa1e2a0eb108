"""What a customer still hears about, and by when."""

from datetime import timedelta

from sqlalchemy.orm import Session

from bot.services.answers_due import answers_due
from bot.services.call_backs import request_call_back
from bot.services.complaints import answer_complaint, make_complaint
from bot.services.handoffs import leave_ticket
from bot.shop.terms import Terms
from bot.support.agent import Agent
from bot.support.conversation import Conversation
from bot.support.handoff import HandoffReason
from tests.factories import NOW, a_conversation

TERMS = Terms(follow_up_days=2)


def test_an_open_complaint_is_due_on_its_day_and_an_answered_one_is_not(db: Session, talk: Conversation, anna: Agent) -> None:
    complaint = make_complaint(db, talk, "Late!", key="m1", terms=TERMS, now=NOW)
    due = answers_due(db, talk, TERMS, NOW)
    assert [(answer.reference, answer.by) for answer in due.answers] == [(complaint.reference, complaint.follow_up_on)]
    answer_complaint(db, complaint.reference, anna, NOW)
    assert answers_due(db, talk, TERMS, NOW).answers == []


def test_a_stranger_hears_of_their_own_conversation_alone(db: Session, talk: Conversation) -> None:
    stranger = a_conversation(id="stranger")
    db.add(stranger)
    make_complaint(db, talk, "Late!", key="m1", terms=TERMS, now=NOW)
    assert answers_due(db, stranger, TERMS, NOW).answers == []


def test_a_call_is_due_until_its_time_has_passed(db: Session, talk: Conversation) -> None:
    window = (NOW + timedelta(days=1), NOW + timedelta(days=1, hours=2))
    request_call_back(db, talk, "+37255501234", window, key="m1", now=NOW)
    assert [call.phone for call in answers_due(db, talk, TERMS, NOW).calls] == ["+37255501234"]
    assert answers_due(db, talk, TERMS, NOW + timedelta(days=2)).calls == []


def test_a_ticket_is_due_by_its_number(db: Session, talk: Conversation) -> None:
    ticket = leave_ticket(db, talk.id, HandoffReason.ASKED_FOR_HUMAN, NOW).ticket
    assert answers_due(db, talk, TERMS, NOW).ticket == ticket
