"""Reporting articles that are missing, damaged, wrong or not genuine. A person at the shop settles it, first of all things."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from bot.services.follow_ups import schedule_answer
from bot.services.orders import lock_order
from bot.services.promises import keep_promises, make_promise
from bot.services.records import record, record_of_agent
from bot.services.settling import settled
from bot.shop.article_report import ArticleReport, Fault, ReportLine, ReportState, Wish
from bot.shop.order import Order, OrderStatus
from bot.shop.terms import Terms
from bot.support.agent import Agent
from bot.support.follow_up import FollowUpKind
from bot.support.message import Message
from bot.support.promise import PromiseKind

# On the day of the answer, and after it.
FOLLOW_UPS = (FollowUpKind.REPORT, FollowUpKind.REPORT_LATE)


class ReportResult(Enum):
    DONE = "done"
    # Also when the order or one of the lines is somebody else's.
    NOT_FOUND = "not_found"
    NOTHING_CHOSEN = "nothing_chosen"
    # It has not been sent yet, or was cancelled.
    NOT_SENT = "not_sent"
    ALREADY_REPORTED = "already_reported"


@dataclass(frozen=True)
class Finding:
    """What a customer found on opening the parcel."""

    line_ids: Collection[int]
    fault: Fault
    # None where the customer leaves it to the shop.
    wish: Wish | None = None
    # In the customer's words.
    note: str = ""


@dataclass(frozen=True)
class ReportOutcome:
    result: ReportResult
    # Only with DONE, or ALREADY_REPORTED: the one that is open.
    report: ArticleReport | None = None
    # The day by which the customer hears from the shop.
    answer_by: date | None = None


def report_articles(
    db: Session, customer_id: str, order_number: str, finding: Finding, *, key: str, terms: Terms, now: datetime
) -> ReportOutcome:
    """Take the report and promise an answer; the return window does not matter, and the customer pays nothing.

    The key is the id of the customer's message: the same key gives the same report again.
    """
    order = lock_order(db, customer_id, order_number)
    if order is None:
        return ReportOutcome(ReportResult.NOT_FOUND)
    earlier = db.scalar(select(ArticleReport).where(ArticleReport.idempotency_key == order.key_of(key)))
    if earlier is not None:
        return ReportOutcome(ReportResult.DONE, earlier, _answer_by(earlier, terms))
    if (refusal := _refusal(order, finding.line_ids)) is not None:
        return ReportOutcome(refusal)
    if (known := _open_report(db, order, finding.line_ids)) is not None:
        return ReportOutcome(ReportResult.ALREADY_REPORTED, known, _answer_by(known, terms))
    report = _new_report(order, finding, key, now)
    db.add(report)
    db.flush()
    answer_by = _answer_by(report, terms)
    due, about = terms.end_of(answer_by), report.reference
    make_promise(db, PromiseKind.FOLLOW_UP, customer_id, due, now, order_number=order.number, about=about)
    schedule_answer(db, FOLLOW_UPS, about, answer_by, terms, customer_id=customer_id)
    details = {"reference": about, "fault": finding.fault.value, "lines": [line.order_line.position for line in report.lines]}
    record(db, "report_articles", customer_id, order.number, key, now, details)
    return ReportOutcome(ReportResult.DONE, report, answer_by)


def open_reports(db: Session) -> list[ArticleReport]:
    """All that wait for a person, oldest first."""
    loaded = (joinedload(ArticleReport.order), selectinload(ArticleReport.lines).joinedload(ReportLine.order_line))
    query = select(ArticleReport).where(ArticleReport.state == ReportState.OPEN).options(*loaded)
    return list(db.scalars(query.order_by(ArticleReport.reported_at)))


def conversations_of_reports(db: Session, reports: Collection[ArticleReport]) -> dict[str, str]:
    """In which conversation each was made, by its reference."""
    # The message is the first part of the key, as `Order.key_of` writes it.
    said = {report.reference: report.idempotency_key.partition("/")[0] for report in reports}
    query = select(Message.id, Message.conversation_id).where(Message.id.in_(said.values()))
    conversations = dict(db.execute(query).tuples().all())
    return {reference: conversations[message] for reference, message in said.items() if message in conversations}


def settle_report(db: Session, reference: str, state: ReportState, agent: Agent, now: datetime) -> bool:
    """Note what became of the report: settled or refused; False where it is not open. The customer's answer is kept by it."""
    report = db.get(ArticleReport, reference, with_for_update=True)
    if report is None or report.state is not ReportState.OPEN or state is ReportState.OPEN:
        return False
    report.state = state
    keep_promises(db, PromiseKind.FOLLOW_UP, reference, now)
    told = {"reference": reference, "state": state.value}
    record_of_agent(db, "settle_report", agent.id, report.order_number, now, told)
    conversation_id = conversations_of_reports(db, [report]).get(reference)
    settled(db, agent, conversation_id, now, what="report", about=reference, state=state.value)
    return True


def _new_report(order: Order, finding: Finding, key: str, now: datetime) -> ArticleReport:
    return ArticleReport(
        order=order,
        fault=finding.fault,
        wish=finding.wish,
        note=finding.note,
        state=ReportState.OPEN,
        reported_at=now,
        idempotency_key=order.key_of(key),
        lines=[ReportLine(order_line=line) for line in order.lines if line.id in finding.line_ids],
    )


def _answer_by(report: ArticleReport, terms: Terms) -> date:
    return terms.follow_up_on(terms.day_of(report.reported_at))


def _refusal(order: Order, line_ids: Collection[int]) -> ReportResult | None:
    if not line_ids:
        return ReportResult.NOTHING_CHOSEN
    if not set(line_ids) <= {line.id for line in order.lines}:
        return ReportResult.NOT_FOUND
    if order.status not in {OrderStatus.SHIPPED, OrderStatus.DELIVERED}:
        return ReportResult.NOT_SENT
    return None


def _open_report(db: Session, order: Order, line_ids: Collection[int]) -> ArticleReport | None:
    query = select(ArticleReport).join(ArticleReport.lines)
    is_open = (ArticleReport.order_number == order.number, ArticleReport.state == ReportState.OPEN)
    return db.scalar(query.where(*is_open, ReportLine.order_line_id.in_(line_ids)).limit(1))
