"""Complaints, call-backs, ratings and promises."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services.call_backs import (
    TRIED_AGAIN_FOR,
    CallBackResult,
    call_back_of,
    calls_not_reached,
    calls_to_make,
    request_call_back,
    settle_call_back,
)
from bot.services.complaints import answer_complaint, make_complaint, open_complaints
from bot.services.promises import keep_promises, make_promise, overdue_promises, settle_promise
from bot.services.ratings import comment_on_rating, rate
from bot.shop.terms import Terms
from bot.support.agent import Agent
from bot.support.audit import Act, AuditEntry
from bot.support.call_back import CallBackState
from bot.support.complaint import Complaint
from bot.support.conversation import Conversation
from bot.support.promise import Promise, PromiseKind
from bot.support.rating import Rating, Tone
from tests.factories import NOW, a_conversation, an_order, saved

TERMS = Terms(follow_up_days=2)
TOMORROW = NOW + timedelta(days=1)
WINDOW = (TOMORROW, TOMORROW + timedelta(hours=2))


def complain(db: Session, talk: Conversation, *, order_number: str | None = "w1", key: str = "m1") -> Complaint:
    return make_complaint(db, talk, "Two weeks late!", order_number=order_number, key=key, terms=TERMS, now=NOW)


def call_me(db: Session, talk: Conversation, window: tuple[datetime, datetime] = WINDOW, key: str = "m1") -> CallBackResult:
    return request_call_back(db, talk, "+37255501234", window, key=key, now=NOW)


def test_a_complaint_has_a_reference_and_a_day(db: Session, talk: Conversation) -> None:
    complaint = complain(db, talk)
    assert complaint.reference.startswith("C-")
    assert (complaint.order_number, complaint.follow_up_on) == ("W1", date(2025, 3, 18))


def test_a_complaint_is_taken_once_for_each_message(db: Session, talk: Conversation) -> None:
    assert complain(db, talk) is complain(db, talk)
    assert complain(db, talk, key="m2") is not complain(db, talk)
    assert db.scalar(select(func.count()).select_from(Promise)) == 2


def test_a_complaint_names_no_strangers_order(db: Session, talk: Conversation) -> None:
    db.add(an_order(number="W2"))
    db.flush()
    assert complain(db, talk, order_number="W2").order_number is None
    nobody = saved(db, a_conversation())
    assert complain(db, nobody, key="m2").order_number is None


def test_a_complaint_is_followed_up_on_its_day(db: Session, talk: Conversation) -> None:
    complaint = complain(db, talk)
    assert open_complaints(db) == [complaint]
    assert not complaint.is_overdue(complaint.follow_up_on)
    assert complaint.is_overdue(complaint.follow_up_on + timedelta(days=1))


def test_an_answered_complaint_keeps_its_promise(db: Session, talk: Conversation, anna: Agent) -> None:
    complaint = complain(db, talk)
    assert answer_complaint(db, complaint.reference, anna, TOMORROW)
    assert open_complaints(db) == []
    assert db.scalars(select(Promise)).one().kept_at == TOMORROW
    assert not answer_complaint(db, complaint.reference, anna, TOMORROW)
    assert not answer_complaint(db, "C-UNKNOWN", anna, TOMORROW)


def test_a_call_back_is_on_the_agents_list(db: Session, talk: Conversation) -> None:
    assert call_me(db, talk) is CallBackResult.DONE
    (call,) = calls_to_make(db)
    assert (call.phone, call.window_from, call.window_to) == ("+37255501234", *WINDOW)
    assert call_back_of(db, talk.id) is call
    assert not call.is_overdue(WINDOW[1])
    assert call.is_overdue(WINDOW[1] + timedelta(minutes=1))


def test_a_conversation_waits_for_one_call(db: Session, talk: Conversation) -> None:
    assert [call_me(db, talk), call_me(db, talk)] == [CallBackResult.DONE] * 2
    assert call_me(db, talk, key="m2") is CallBackResult.ALREADY_REQUESTED
    assert len(calls_to_make(db)) == 1


@pytest.mark.parametrize("window", [(TOMORROW, TOMORROW), (NOW - timedelta(hours=2), NOW - timedelta(hours=1))])
def test_nobody_is_called_in_the_past(db: Session, talk: Conversation, window: tuple[datetime, datetime]) -> None:
    assert call_me(db, talk, window) is CallBackResult.NO_SUCH_TIME
    assert calls_to_make(db) == []


@pytest.mark.parametrize("state", [CallBackState.CALLED, CallBackState.MISSED, CallBackState.CANCELLED])
def test_a_settled_call_leaves_the_list(db: Session, talk: Conversation, anna: Agent, state: CallBackState) -> None:
    call_me(db, talk)
    (call,) = calls_to_make(db)
    assert settle_call_back(db, call.id, state, anna, TOMORROW)
    assert calls_to_make(db) == []
    assert overdue_promises(db, NOW + timedelta(days=9)) == []
    assert not settle_call_back(db, call.id, state, anna, TOMORROW)


def test_who_was_not_reached_is_tried_again(db: Session, talk: Conversation, anna: Agent) -> None:
    call_me(db, talk)
    (call,) = calls_to_make(db)
    settle_call_back(db, call.id, CallBackState.MISSED, anna, TOMORROW)
    assert calls_not_reached(db, TOMORROW) == [call]
    assert calls_not_reached(db, TOMORROW + TRIED_AGAIN_FOR + timedelta(hours=3)) == []
    assert settle_call_back(db, call.id, CallBackState.CALLED, anna, TOMORROW)
    assert calls_not_reached(db, TOMORROW) == []


def test_who_settled_what_is_on_record(db: Session, talk: Conversation, anna: Agent) -> None:
    call_me(db, talk)
    (call,) = calls_to_make(db)
    settle_call_back(db, call.id, CallBackState.MISSED, anna, TOMORROW)
    entry = db.scalars(select(AuditEntry)).one()
    assert (entry.act, entry.agent_id, entry.at, entry.subject) == (Act.SETTLED, anna.id, TOMORROW, talk.id)
    assert entry.details == {"what": "call_back", "about": call.phone, "state": "missed"}


def test_an_overdue_promise_is_kept_late_by_an_agent_once(db: Session, talk: Conversation, anna: Agent) -> None:
    promise = make_promise(db, PromiseKind.DELIVERY, "mary", NOW, NOW, order_number="W1")
    assert settle_promise(db, promise.id, anna, TOMORROW)
    assert overdue_promises(db, TOMORROW) == []
    assert promise.is_broken(TOMORROW)
    assert not settle_promise(db, promise.id, anna, TOMORROW)


def test_a_promise_is_overdue_once_its_time_is_over(db: Session, talk: Conversation) -> None:
    promise = make_promise(db, PromiseKind.REFUND, "mary", TOMORROW, NOW, about="RMA-1")
    assert overdue_promises(db, TOMORROW) == []
    assert overdue_promises(db, TOMORROW + timedelta(seconds=1)) == [promise]


def test_what_was_kept_late_was_broken(db: Session, talk: Conversation) -> None:
    promise = make_promise(db, PromiseKind.REFUND, "mary", TOMORROW, NOW, about="RMA-1")
    keep_promises(db, PromiseKind.REFUND, "RMA-1", TOMORROW + timedelta(days=1))
    keep_promises(db, PromiseKind.REFUND, "RMA-1", TOMORROW + timedelta(days=2))
    assert promise.kept_at == TOMORROW + timedelta(days=1)
    assert promise.is_broken(TOMORROW + timedelta(days=9))
    assert overdue_promises(db, TOMORROW + timedelta(days=9)) == []


def test_a_rating_is_taken_once_and_commented(db: Session, talk: Conversation) -> None:
    first = rate(db, talk, "start_return", 9, Tone.NEUTRAL, key="m1", now=NOW)
    assert rate(db, talk, "start_return", 9, Tone.NEUTRAL, key="m1", now=NOW) is first
    second = rate(db, talk, "cancel_order", 4, Tone.NEUTRAL, key="m2", now=TOMORROW)
    assert comment_on_rating(db, talk.id, "took ages", Tone.SOUR) is second
    assert (first.comment, second.comment, second.tone) == (None, "took ages", Tone.SOUR)
    assert comment_on_rating(db, "elsewhere", "nice", Tone.WARM) is None


@pytest.mark.parametrize("score", [-1, 11])
def test_a_score_is_from_0_to_10(db: Session, talk: Conversation, score: int) -> None:
    with pytest.raises(ValueError, match="0 to 10"):
        rate(db, talk, "start_return", score, Tone.NEUTRAL, key="m1", now=NOW)


@pytest.mark.parametrize(
    ("score", "tone", "unhappy"),
    [
        (10, Tone.WARM, False),
        (7, Tone.NEUTRAL, False),
        (6, Tone.NEUTRAL, True),
        (0, Tone.WARM, True),
        (10, Tone.CURT, True),
        (None, Tone.SOUR, True),
        (None, Tone.NEUTRAL, False),
    ],
)
def test_a_low_number_or_a_curt_word_is_unhappy(score: int | None, tone: Tone, unhappy: bool) -> None:
    assert Rating(score=score, tone=tone).is_unhappy is unhappy
