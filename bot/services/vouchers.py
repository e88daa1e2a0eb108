"""Vouchers that the assistant may give by itself, within the shop's limits."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services.orders import lock_customer, lock_order
from bot.services.records import record
from bot.shop.money import Money
from bot.shop.order import Order
from bot.shop.terms import Terms
from bot.shop.voucher import Voucher, VoucherReason

A_YEAR = timedelta(days=365)


class VoucherResult(Enum):
    DONE = "done"
    # Also when the order is somebody else's.
    NOT_FOUND = "not_found"
    NOT_LATE = "not_late"
    ALREADY_GRANTED = "already_granted"
    # More than the assistant may give; a human may.
    TOO_MUCH = "too_much"
    # The shop gives none for this.
    NOT_OFFERED = "not_offered"


@dataclass(frozen=True)
class VoucherOutcome:
    result: VoucherResult
    # Only with DONE.
    voucher: Voucher | None = None


def grant_late_voucher(
    db: Session, customer_id: str, order_number: str, *, key: str, terms: Terms, now: datetime
) -> VoucherOutcome:
    """Give the shop's remedy for a late order, once for each order; the same key gives the same voucher again."""
    order = lock_order(db, customer_id, order_number)
    if order is None:
        return VoucherOutcome(VoucherResult.NOT_FOUND)
    if (earlier := _by_key(db, order.key_of(key))) is not None:
        return VoucherOutcome(VoucherResult.DONE, earlier)
    if (refusal := late_voucher_refusal(db, order, terms, terms.day_of(now))) is not None:
        return VoucherOutcome(refusal)
    voucher = Voucher(
        customer_id=customer_id,
        order_number=order.number,
        reason=VoucherReason.LATE_DELIVERY,
        amount=Money(terms.late_voucher, order.total.currency),
        granted_at=now,
        valid_until=terms.day_of(now) + terms.voucher_validity,
        idempotency_key=order.key_of(key),
    )
    return _granted(db, voucher, key)


def grant_goodwill_voucher(
    db: Session, customer_id: str, amount: Money, *, key: str, terms: Terms, now: datetime
) -> VoucherOutcome:
    """Give a voucher for a customer's patience; the same key gives the same voucher again."""
    if lock_customer(db, customer_id) is None:
        return VoucherOutcome(VoucherResult.NOT_FOUND)
    own_key = f"{key}/{customer_id}"
    if (earlier := _by_key(db, own_key)) is not None:
        return VoucherOutcome(VoucherResult.DONE, earlier)
    if not amount.is_positive or amount.amount > terms.goodwill_limit or _has_enough(db, customer_id, terms, terms.day_of(now)):
        return VoucherOutcome(VoucherResult.TOO_MUCH)
    voucher = Voucher(
        customer_id=customer_id,
        reason=VoucherReason.GOODWILL,
        amount=amount,
        granted_at=now,
        valid_until=terms.day_of(now) + terms.voucher_validity,
        idempotency_key=own_key,
    )
    return _granted(db, voucher, key)


def vouchers_of(db: Session, customer_id: str, *, today: date) -> list[Voucher]:
    """The customer's vouchers that are still valid, newest first."""
    valid = (Voucher.customer_id == customer_id, Voucher.valid_until >= today)
    return list(db.scalars(select(Voucher).where(*valid).order_by(Voucher.granted_at.desc())))


def late_voucher_refusal(db: Session, order: Order, terms: Terms, today: date) -> VoucherResult | None:
    """Why no voucher is given for this order; None where one is."""
    if not order.is_late(today):
        return VoucherResult.NOT_LATE
    if not terms.late_voucher:
        return VoucherResult.NOT_OFFERED
    given = (Voucher.order_number == order.number, Voucher.reason == VoucherReason.LATE_DELIVERY)
    if db.scalar(select(Voucher.code).where(*given).limit(1)) is not None:
        return VoucherResult.ALREADY_GRANTED
    return VoucherResult.TOO_MUCH if _has_enough(db, order.customer_id, terms, today) else None


def _has_enough(db: Session, customer_id: str, terms: Terms, today: date) -> bool:
    since = terms.end_of(today) - A_YEAR
    recent = (Voucher.customer_id == customer_id, Voucher.granted_at >= since)
    return (db.scalar(select(func.count()).select_from(Voucher).where(*recent)) or 0) >= terms.vouchers_a_year


def _by_key(db: Session, key: str) -> Voucher | None:
    return db.scalar(select(Voucher).where(Voucher.idempotency_key == key))


def _granted(db: Session, voucher: Voucher, key: str) -> VoucherOutcome:
    db.add(voucher)
    db.flush()
    details = {"code": voucher.code, "amount": f"{voucher.amount.amount:.2f}", "reason": voucher.reason.value}
    record(db, "grant_voucher", voucher.customer_id, voucher.order_number, key, voucher.granted_at, details)
    return VoucherOutcome(VoucherResult.DONE, voucher)
