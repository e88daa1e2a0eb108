"""What a customer still hears from the shop about: reports, complaints, calls and a ticket, and by when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.services.handoffs import open_handoff
from bot.shop.article_report import ArticleReport, ReportState
from bot.shop.order import Order
from bot.shop.terms import Terms
from bot.support.call_back import CallBack, CallBackState
from bot.support.complaint import Complaint, ComplaintState
from bot.support.conversation import Conversation


@dataclass(frozen=True)
class AnswerDue:
    """To a report or a complaint."""

    reference: str
    by: date


@dataclass(frozen=True)
class AnswersDue:
    # The earliest first.
    answers: Sequence[AnswerDue]
    calls: Sequence[CallBack]
    # The number of what was left for the people at the desk; None where nothing was.
    ticket: str | None


def answers_due(db: Session, conversation: Conversation, terms: Terms, now: datetime) -> AnswersDue:
    """Those of this conversation, and of a proved customer all of theirs."""
    answers = [*_to_reports(db, conversation, terms), *_to_complaints(db, conversation)]
    handoff = open_handoff(db, conversation.id)
    return AnswersDue(
        sorted(answers, key=lambda answer: answer.by),
        _calls(db, conversation, now),
        handoff.ticket if handoff is not None else None,
    )


def _to_reports(db: Session, conversation: Conversation, terms: Terms) -> list[AnswerDue]:
    if conversation.customer_id is None:
        return []
    theirs = select(ArticleReport).join(Order).where(Order.customer_id == conversation.customer_id)
    reports = db.scalars(theirs.where(ArticleReport.state == ReportState.OPEN))
    return [AnswerDue(report.reference, terms.follow_up_on(terms.day_of(report.reported_at))) for report in reports]


def _to_complaints(db: Session, conversation: Conversation) -> list[AnswerDue]:
    theirs = Complaint.conversation_id == conversation.id
    if conversation.customer_id is not None:
        theirs = or_(theirs, Complaint.customer_id == conversation.customer_id)
    complaints = db.scalars(select(Complaint).where(theirs, Complaint.state == ComplaintState.OPEN))
    return [AnswerDue(complaint.reference, complaint.follow_up_on) for complaint in complaints]


def _calls(db: Session, conversation: Conversation, now: datetime) -> list[CallBack]:
    """Those whose time has not passed."""
    theirs = CallBack.conversation_id == conversation.id
    if conversation.customer_id is not None:
        theirs = or_(theirs, CallBack.customer_id == conversation.customer_id)
    calls = select(CallBack).where(theirs, CallBack.state == CallBackState.REQUESTED, CallBack.window_to > now)
    return list(db.scalars(calls.order_by(CallBack.window_from)))
