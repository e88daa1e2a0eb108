"""What the shop knows of a proved customer, beside their orders: worth, open matters, and how content they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.customer_value import lifetime_values
from bot.services.refunds import RefundState, refunds_of
from bot.services.vouchers import vouchers_of
from bot.shop.money import Money
from bot.shop.terms import Terms
from bot.shop.voucher import Voucher
from bot.support.call_back import CallBack, CallBackState
from bot.support.complaint import Complaint, ComplaintState
from bot.support.promise import Promise
from bot.support.rating import Rating

# Of ratings, the newest.
RATINGS = 5


@dataclass(frozen=True)
class CustomerFile:
    value: Money | None
    # Not kept yet, the most urgent first.
    promises: Sequence[Promise]
    call_backs: Sequence[CallBack]
    complaints: Sequence[Complaint]
    refunds: Sequence[RefundState]
    vouchers: Sequence[Voucher]
    ratings: Sequence[Rating]


def open_file(db: Session, customer_id: str, terms: Terms, now: datetime) -> CustomerFile:
    today = terms.day_of(now)
    promised = select(Promise).where(Promise.customer_id == customer_id, Promise.kept_at.is_(None))
    calls = select(CallBack).where(CallBack.customer_id == customer_id, CallBack.state == CallBackState.REQUESTED)
    complaints = select(Complaint).where(Complaint.customer_id == customer_id, Complaint.state == ComplaintState.OPEN)
    ratings = select(Rating).where(Rating.customer_id == customer_id).order_by(Rating.rated_at.desc()).limit(RATINGS)
    return CustomerFile(
        value=lifetime_values(db, {customer_id}).get(customer_id),
        promises=db.scalars(promised.order_by(Promise.due_at)).all(),
        call_backs=db.scalars(calls.order_by(CallBack.window_from)).all(),
        complaints=db.scalars(complaints.order_by(Complaint.made_at)).all(),
        refunds=refunds_of(db, customer_id, terms=terms, today=today),
        vouchers=vouchers_of(db, customer_id, today=today),
        ratings=db.scalars(ratings).all(),
    )
