"""What there is to tell when a follow-up is due: nothing, where it was settled before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.services.lateness import lateness_of
from bot.shop.article_report import ArticleReport, ReportState
from bot.shop.money import Money
from bot.shop.order import Order, OrderStatus
from bot.shop.payment import Payment
from bot.shop.terms import Terms
from bot.support.call_back import CallBack
from bot.support.complaint import Complaint, ComplaintState
from bot.support.follow_up import FollowUp, FollowUpKind


@dataclass(frozen=True)
class CallNews:
    """A call that was not made yet."""

    phone: str
    starts: datetime
    ends: datetime
    is_missed: bool


@dataclass(frozen=True)
class AnswerNews:
    """An answer that the shop still owes."""

    reference: str
    # Of a report; None of a complaint.
    order_number: str | None
    asked_on: date
    is_late: bool


@dataclass(frozen=True)
class ArrivalNews:
    order_number: str
    arrived_on: date


@dataclass(frozen=True)
class LateNews:
    order_number: str
    promised_on: date
    # The new date, where the shop has one.
    expected_on: date | None


@dataclass(frozen=True)
class RefundNews:
    """Money that was to be back by now; only the customer can see whether it is."""

    order_number: str
    amount: Money
    promised_on: date


News = CallNews | AnswerNews | ArrivalNews | LateNews | RefundNews


def news_of(db: Session, follow_up: FollowUp, terms: Terms, now: datetime) -> News | None:
    """As the store has it now."""
    return TOLD[follow_up.kind](db, follow_up, terms, now)


def _call(db: Session, follow_up: FollowUp, terms: Terms, now: datetime) -> CallNews | None:
    call, is_missed = db.get_one(CallBack, follow_up.about), follow_up.kind is FollowUpKind.CALL_MISSED
    # To be told that one is called soon is no use when the time is over.
    if not call.is_open or (now >= call.window_to) is not is_missed:
        return None
    return CallNews(call.phone, call.window_from.astimezone(terms.zone), call.window_to.astimezone(terms.zone), is_missed)


def _complaint(db: Session, follow_up: FollowUp, terms: Terms, now: datetime) -> AnswerNews | None:
    complaint = db.get_one(Complaint, follow_up.about)
    if complaint.state is not ComplaintState.OPEN:
        return None
    return _answer(follow_up, None, complaint.made_at, complaint.follow_up_on, terms, now)


def _report(db: Session, follow_up: FollowUp, terms: Terms, now: datetime) -> AnswerNews | None:
    report = db.get_one(ArticleReport, follow_up.about)
    if report.state is not ReportState.OPEN:
        return None
    answer_by = terms.day_of(follow_up.promised_for)
    return _answer(follow_up, report.order_number, report.reported_at, answer_by, terms, now)


def _answer(
    follow_up: FollowUp, order_number: str | None, asked_at: datetime, answer_by: date, terms: Terms, now: datetime
) -> AnswerNews | None:
    is_late = follow_up.kind in {FollowUpKind.COMPLAINT_LATE, FollowUpKind.REPORT_LATE}
    # Nobody is told on the day after that they hear from us on the day.
    if (terms.day_of(now) > answer_by) is not is_late:
        return None
    return AnswerNews(follow_up.about, order_number, terms.day_of(asked_at), is_late)


def _delivery(db: Session, follow_up: FollowUp, terms: Terms, now: datetime) -> ArrivalNews | LateNews | None:
    order, today = db.get_one(Order, follow_up.about), terms.day_of(now)
    if order.status is OrderStatus.DELIVERED and order.delivered_at is not None:
        return ArrivalNews(order.number, terms.day_of(order.delivered_at))
    late = lateness_of(db, order, terms=terms, today=today)
    return None if late is None else LateNews(order.number, late.promised_on, late.expected_on)


def _refund(db: Session, follow_up: FollowUp, terms: Terms, now: datetime) -> RefundNews | None:
    payment = db.get(Payment, follow_up.about)
    # The shop may have taken it back meanwhile.
    if payment is None:
        return None
    return RefundNews(payment.order_number, payment.amount, terms.day_of(follow_up.promised_for))


TOLD: dict[FollowUpKind, Callable[[Session, FollowUp, Terms, datetime], News | None]] = {
    FollowUpKind.CALL: _call,
    FollowUpKind.CALL_MISSED: _call,
    FollowUpKind.COMPLAINT: _complaint,
    FollowUpKind.COMPLAINT_LATE: _complaint,
    FollowUpKind.REPORT: _report,
    FollowUpKind.REPORT_LATE: _report,
    FollowUpKind.DELIVERY: _delivery,
    FollowUpKind.REFUND: _refund,
}
