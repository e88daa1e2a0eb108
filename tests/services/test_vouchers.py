"""Late orders, and the vouchers that the assistant gives."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services.lateness import lateness_of
from bot.services.vouchers import (
    VoucherOutcome,
    VoucherResult,
    grant_goodwill_voucher,
    grant_late_voucher,
    vouchers_of,
)
from bot.shop.order import Order, OrderStatus
from bot.shop.record import Record
from bot.shop.terms import Terms
from bot.shop.voucher import Voucher, VoucherReason
from tests.factories import NOW, a_customer, an_order, saved, usd

TODAY = NOW.date()
TERMS = Terms(late_voucher=Decimal(5), goodwill_limit=Decimal(10), vouchers_a_year=2)


@pytest.fixture
def order(db: Session) -> Order:
    """Promised three days ago and still on its way."""
    return saved(db, an_order(status=OrderStatus.SHIPPED, promised_on=TODAY - timedelta(days=3), customer=a_customer(id="mary")))


def grant(db: Session, order: Order, *, key: str = "m1", customer_id: str = "mary", terms: Terms = TERMS) -> VoucherOutcome:
    return grant_late_voucher(db, customer_id, order.number, key=key, terms=terms, now=NOW)


def be_kind(db: Session, amount: str, key: str) -> VoucherResult:
    return grant_goodwill_voucher(db, "mary", usd(amount), key=key, terms=TERMS, now=NOW).result


def test_a_late_order_is_told_with_days_new_date_and_remedy(db: Session, order: Order) -> None:
    order.expected_on = TODAY + timedelta(days=2)
    late = lateness_of(db, order, terms=TERMS, today=TODAY)
    assert late is not None
    assert (late.order, late.days_late, late.expected_on, late.remedy) == (order, 3, date(2025, 3, 16), usd("5.00"))


def test_a_new_date_that_has_passed_too_is_not_told(db: Session, order: Order) -> None:
    order.expected_on = TODAY - timedelta(days=1)
    late = lateness_of(db, order, terms=TERMS, today=TODAY)
    assert late is not None
    assert late.expected_on is None


@pytest.mark.parametrize("promised_on", [None, TODAY, TODAY + timedelta(days=1)])
def test_what_is_not_late_has_no_remedy(db: Session, order: Order, promised_on: date | None) -> None:
    order.promised_on = promised_on
    assert lateness_of(db, order, terms=TERMS, today=TODAY) is None
    assert grant(db, order).result is VoucherResult.NOT_LATE


def test_nobody_is_given_a_voucher_for_another_customers_late_order(db: Session, order: Order) -> None:
    db.add(a_customer(id="stranger"))
    assert grant(db, order, customer_id="stranger") == VoucherOutcome(VoucherResult.NOT_FOUND)


def test_a_late_order_is_made_good_once(db: Session, order: Order) -> None:
    voucher = grant(db, order).voucher
    assert voucher is not None
    assert (voucher.amount, voucher.reason, voucher.valid_until) == (
        usd("5.00"),
        VoucherReason.LATE_DELIVERY,
        TODAY + TERMS.voucher_validity,
    )
    assert grant(db, order, key="m2").result is VoucherResult.ALREADY_GRANTED
    late = lateness_of(db, order, terms=TERMS, today=TODAY)
    assert late is not None
    assert late.remedy is None


def test_the_same_key_gives_the_same_voucher(db: Session, order: Order) -> None:
    assert grant(db, order) == grant(db, order)
    assert be_kind(db, "3.00", "m2") is be_kind(db, "3.00", "m2") is VoucherResult.DONE
    assert db.scalar(select(func.count()).select_from(Voucher)) == 2


def test_a_shop_may_give_nothing(db: Session, order: Order) -> None:
    nothing = Terms(late_voucher=Decimal(0))
    assert grant(db, order, terms=nothing).result is VoucherResult.NOT_OFFERED


@pytest.mark.parametrize("amount", ["10.01", "0.00", "-5.00"])
def test_goodwill_has_a_limit(db: Session, order: Order, amount: str) -> None:
    assert be_kind(db, amount, "m1") is VoucherResult.TOO_MUCH


def test_a_customer_gets_so_many_vouchers_a_year(db: Session, order: Order) -> None:
    assert [be_kind(db, "1.00", key) for key in ("m1", "m2")] == [VoucherResult.DONE] * 2
    assert be_kind(db, "1.00", "m3") is VoucherResult.TOO_MUCH
    assert grant(db, order, key="m4").result is VoucherResult.TOO_MUCH
    oldest = db.scalars(select(Voucher)).first()
    assert oldest is not None
    oldest.granted_at = NOW - timedelta(days=366)
    assert be_kind(db, "1.00", "m5") is VoucherResult.DONE


def test_vouchers_are_told_while_they_are_valid(db: Session, order: Order) -> None:
    voucher = grant(db, order).voucher
    assert voucher is not None
    assert vouchers_of(db, "mary", today=voucher.valid_until) == [voucher]
    assert vouchers_of(db, "mary", today=voucher.valid_until + timedelta(days=1)) == []


def test_a_voucher_leaves_a_record(db: Session, order: Order) -> None:
    voucher = grant(db, order).voucher
    assert voucher is not None
    record = db.scalars(select(Record)).one()
    assert (record.action, record.order_number) == ("grant_voucher", order.number)
    assert record.details == {"code": voucher.code, "amount": "5.00", "reason": "late_delivery"}
