"""What the desk owes outside of live chats: tickets, call-backs, complaints, reports of articles and overdue promises."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from bot.services import audit
from bot.services.article_reports import conversations_of_reports, open_reports
from bot.services.call_backs import TRIED_AGAIN_FOR, calls_not_reached, calls_to_make
from bot.services.complaints import open_complaints
from bot.services.promises import latest_conversations, overdue_promises
from bot.shop.article_report import ArticleReport, ReportState
from bot.shop.customer import Customer
from bot.support.audit import Act, AuditEntry
from bot.support.call_back import CallBack, CallBackState
from bot.support.complaint import Complaint, ComplaintState
from bot.support.conversation import Conversation
from bot.support.handoff import PROMISES_DUE, Handoff
from bot.support.promise import Promise

# Of what was done, so much is shown.
DONE_LATELY = 20
# What tickets of promises are about stands in the other lists.
OPEN_TICKETS = and_(Handoff.ended_at.is_(None), Handoff.ticket.is_not(None), Handoff.reason.not_in(PROMISES_DUE))


@dataclass(frozen=True)
class ToDo:
    # Left out of office hours and not closed yet, those first that nobody has taken.
    tickets: Sequence[Handoff]
    calls: list[CallBack]
    calls_not_reached: list[CallBack]
    complaints: Sequence[Complaint]
    reports: Sequence[ArticleReport]
    # Overdue ones that none of the others is about.
    promises: Sequence[Promise]
    customers: dict[str, Customer]
    # Where a report was made, by its reference, and where a customer spoke last, by the customer's id.
    conversations: dict[str, str]

    @property
    def number(self) -> int:
        """As `number_open` counts them."""
        lists = (self.tickets, self.calls, self.calls_not_reached, self.complaints, self.reports, self.promises)
        return sum(map(len, lists))


def to_do(db: Session, now: datetime) -> ToDo:
    """All that is open, in each list the most pressing first."""
    calls, missed = calls_to_make(db), calls_not_reached(db, now)
    complaints, reports = open_complaints(db), open_reports(db)
    told = {*(call.id for call in calls), *(one.reference for one in complaints), *(one.reference for one in reports)}
    promises = [promise for promise in overdue_promises(db, now) if promise.about not in told]
    by_customer = [{one.customer_id for one in listed} for listed in ([*calls, *missed], complaints, promises)]
    return ToDo(
        tickets=_tickets(db),
        calls=calls,
        calls_not_reached=missed,
        complaints=complaints,
        reports=reports,
        promises=promises,
        customers=_customers(db, {report.order.customer_id for report in reports}.union(*by_customer)),
        conversations=conversations_of_reports(db, reports) | latest_conversations(db, {one.customer_id for one in promises}),
    )


def number_open(db: Session, now: datetime) -> int:
    """How many `to_do` lists."""
    counted = [select(func.count()).select_from(query.subquery()).scalar_subquery() for query in _all_open(now)]
    return sum(db.execute(select(*counted)).one())


def done_lately(db: Session) -> list[AuditEntry]:
    """What agents did to these, and who, the newest first."""
    return audit.entries(db, act=Act.SETTLED)[:DONE_LATELY]


def _all_open(now: datetime) -> list[Select[tuple[str]]]:
    missed = and_(CallBack.state == CallBackState.MISSED, CallBack.window_to > now - TRIED_AGAIN_FOR)
    calls = select(CallBack.id).where(CallBack.state == CallBackState.REQUESTED)
    complaints = select(Complaint.reference).where(Complaint.state == ComplaintState.OPEN)
    reports = select(ArticleReport.reference).where(ArticleReport.state == ReportState.OPEN)
    is_told = or_(Promise.about.in_(calls), Promise.about.in_(complaints), Promise.about.in_(reports))
    promises = select(Promise.id).where(Promise.kept_at.is_(None), Promise.due_at < now, or_(Promise.about.is_(None), ~is_told))
    return [select(Handoff.id).where(OPEN_TICKETS), calls, select(CallBack.id).where(missed), complaints, reports, promises]


def _tickets(db: Session) -> list[Handoff]:
    query = (
        select(Handoff)
        .where(OPEN_TICKETS)
        .options(
            joinedload(Handoff.conversation).joinedload(Conversation.customer),
            joinedload(Handoff.conversation).joinedload(Conversation.agent),
        )
    )
    return sorted(db.scalars(query), key=lambda one: (one.claimed_at is not None, one.priority, one.requested_at))


def _customers(db: Session, ids: Collection[str | None]) -> dict[str, Customer]:
    return {customer.id: customer for customer in db.scalars(select(Customer).where(Customer.id.in_(ids)))}
