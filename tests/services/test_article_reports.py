"""Articles that are missing, damaged, wrong or not genuine."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services.article_reports import Finding, ReportOutcome, ReportResult, open_reports, report_articles, settle_report
from bot.services.promises import overdue_promises
from bot.shop.article_report import ArticleReport, Fault, ReportState, Wish
from bot.shop.order import Order, OrderStatus
from bot.shop.record import Record
from bot.shop.terms import Terms
from bot.support.promise import Promise
from tests.factories import NOW, a_customer, an_agent, an_order, saved

TERMS = Terms()


@pytest.fixture
def order(db: Session) -> Order:
    return saved(db, an_order(customer=a_customer(id="mary")))


def report(
    db: Session, order: Order, positions: list[int], *, fault: Fault = Fault.DAMAGED, key: str = "m1", customer_id: str = "mary"
) -> ReportOutcome:
    ids = [line.id for line in order.lines if line.position in positions]
    finding = Finding(ids, fault, Wish.REPLACEMENT, "the shade is cracked")
    return report_articles(db, customer_id, order.number, finding, key=key, terms=TERMS, now=NOW)


@pytest.mark.parametrize("fault", list(Fault))
def test_a_fault_is_reported_with_the_day_of_the_answer(db: Session, order: Order, fault: Fault) -> None:
    outcome = report(db, order, [1], fault=fault)
    assert outcome.report is not None
    assert [line.order_line.name for line in outcome.report.lines] == ["Desk Lamp"]
    assert (outcome.report.fault, outcome.report.wish, outcome.report.state) == (fault, Wish.REPLACEMENT, ReportState.OPEN)
    # Two business days after Friday the 14th.
    assert outcome.answer_by == date(2025, 3, 18)


def test_the_answer_is_a_promise(db: Session, order: Order) -> None:
    outcome = report(db, order, [1])
    assert outcome.report is not None
    promise = db.scalars(select(Promise)).one()
    assert (promise.about, promise.order_number) == (outcome.report.reference, order.number)
    assert overdue_promises(db, NOW + timedelta(days=4)) == []
    assert overdue_promises(db, NOW + timedelta(days=5)) == [promise]


def test_a_fault_may_be_reported_after_the_return_window(db: Session, order: Order) -> None:
    order.delivered_at = NOW - timedelta(days=200)
    assert report(db, order, [1]).result is ReportResult.DONE


def test_an_article_is_reported_once(db: Session, order: Order) -> None:
    first = report(db, order, [1])
    assert report(db, order, [1, 2], key="m2") == ReportOutcome(ReportResult.ALREADY_REPORTED, first.report, first.answer_by)
    assert first.report is not None
    first.report.state = ReportState.SETTLED
    assert report(db, order, [1], key="m3").result is ReportResult.DONE


def test_the_same_key_gives_the_same_report(db: Session, order: Order) -> None:
    assert report(db, order, [1]) == report(db, order, [1])
    assert db.scalar(select(func.count()).select_from(ArticleReport)) == 1
    assert db.scalars(select(Record)).one().action == "report_articles"


@pytest.mark.parametrize("status", [OrderStatus.PENDING, OrderStatus.PROCESSED, OrderStatus.CANCELLED])
def test_what_was_not_sent_has_no_fault(db: Session, order: Order, status: OrderStatus) -> None:
    order.status = status
    assert report(db, order, [1]).result is ReportResult.NOT_SENT


def test_nothing_chosen_is_no_report(db: Session, order: Order) -> None:
    assert report(db, order, []).result is ReportResult.NOTHING_CHOSEN


def test_a_stranger_reports_nothing(db: Session, order: Order) -> None:
    db.add(a_customer(id="stranger"))
    assert report(db, order, [1], customer_id="stranger") == ReportOutcome(ReportResult.NOT_FOUND)
    finding = Finding([999_999], Fault.FAKE)
    foreign = report_articles(db, "mary", order.number, finding, key="m1", terms=TERMS, now=NOW)
    assert foreign.result is ReportResult.NOT_FOUND


def test_the_desk_sees_open_reports_first_come_first(db: Session, order: Order) -> None:
    report(db, order, [1])
    report(db, order, [2], key="m2")
    first, second = open_reports(db)
    first.state = ReportState.SETTLED
    db.flush()
    assert open_reports(db) == [second]


def test_a_settled_report_keeps_its_promise_and_names_the_agent(db: Session, order: Order) -> None:
    anna = an_agent()
    db.add(anna)
    made = report(db, order, [1]).report
    assert made is not None
    assert settle_report(db, made.reference, ReportState.REFUSED, anna, NOW)
    assert (open_reports(db), db.scalars(select(Promise.kept_at)).one()) == ([], NOW)
    assert db.scalars(select(Record.actor).order_by(Record.id.desc())).first() == f"agent:{anna.id}"
    assert not settle_report(db, made.reference, ReportState.SETTLED, anna, NOW)
