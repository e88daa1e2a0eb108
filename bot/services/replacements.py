"""What changing the articles of a pending order and exchanging those of a delivered one have in common.

A customer names lines and the variants that they want instead; all of them go in one request.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.shop.customer import PaymentMethod
from bot.shop.money import Money
from bot.shop.order import Order
from bot.shop.order_line import OrderLine
from bot.shop.product import Variant
from bot.shop.refund import Refund
from bot.shop.replacement import Replacement, total_difference
from bot.shop.terms import Terms


@dataclass(frozen=True)
class Swap:
    """As asked for: this variant instead of that line; of a line with several equal articles, so many of them."""

    line_id: int
    new_sku: str
    # None: all that the line has.
    quantity: int | None = None


class ReplaceResult(Enum):
    DONE = "done"
    # Also when the order or one of the lines is somebody else's.
    NOT_FOUND = "not_found"
    NOTHING_CHOSEN = "nothing_chosen"
    # More than the line has.
    TOO_MANY = "too_many"
    UNKNOWN_VARIANT = "unknown_variant"
    OTHER_PRODUCT = "other_product"
    SAME_VARIANT = "same_variant"
    OUT_OF_STOCK = "out_of_stock"
    # There is a difference, but no payment method for it.
    METHOD_NEEDED = "method_needed"
    # Not one of the customer's payment methods.
    METHOD_UNKNOWN = "method_unknown"
    GIFT_CARD_TOO_LOW = "gift_card_too_low"
    # Of changing articles alone.
    NOT_PENDING = "not_pending"
    ALREADY_CHANGED = "already_changed"
    # Of exchanging alone.
    NOT_DELIVERED = "not_delivered"
    WINDOW_CLOSED = "window_closed"
    ALREADY_RETURNED = "already_returned"
    ALREADY_EXCHANGED = "already_exchanged"


@dataclass(frozen=True)
class ReplacementPlan:
    order: Order
    replacements: list[Replacement]
    # Charged where positive, refunded where negative.
    difference: Money
    # Where the difference is charged or refunded; None where there is none, or nothing was chosen yet.
    method: PaymentMethod | None
    # Only where the difference is the customer's and a method was chosen.
    refund: Refund | None

    @property
    def lacks_method(self) -> bool:
        """Whether a payment method is still to be chosen."""
        return bool(self.difference) and self.method is None

    def details(self) -> dict[str, Any]:
        """As the record of the change keeps it."""
        swapped = [
            {"line": item.line.position, "quantity": item.quantity, "old": item.line.sku, "new": item.variant.sku}
            for item in self.replacements
        ]
        method = None if self.method is None else self.method.id
        return {"articles": swapped, "difference": f"{self.difference.amount:.2f}", "method": method}


def plan_replacements(
    db: Session,
    order: Order,
    swaps: Sequence[Swap],
    method_id: str | None,
    terms: Terms,
    now: datetime,
    *,
    may_be_same: bool = False,
    hold: bool = False,
) -> ReplacementPlan | ReplaceResult:
    """What the swaps would do to an order that allows them, and cost; or why they cannot be made.

    Without a payment method the plan leaves it open. `may_be_same`: an article may be replaced by its like. `hold`: nobody
    else takes or puts back any of these variants until the transaction ends.
    """
    replacements = _found(db, order, swaps, may_be_same, hold)
    if isinstance(replacements, ReplaceResult):
        return replacements
    return _costed(order, replacements, method_id, terms.day_of(now), terms)


def _found(db: Session, order: Order, swaps: Sequence[Swap], may_be_same: bool, hold: bool) -> list[Replacement] | ReplaceResult:
    if not swaps:
        return ReplaceResult.NOTHING_CHOSEN
    lines = {line.id: line for line in order.lines}
    if any(swap.line_id not in lines for swap in swaps):
        return ReplaceResult.NOT_FOUND
    skus = {swap.new_sku for swap in swaps} | {lines[swap.line_id].sku for swap in swaps}
    variants = _variants(db, skus, hold)
    if any(swap.new_sku not in variants for swap in swaps):
        return ReplaceResult.UNKNOWN_VARIANT
    found = [_replacement(swap, lines[swap.line_id], variants[swap.new_sku]) for swap in swaps]
    return _refusal(found, may_be_same) or found


def _costed(
    order: Order, replacements: list[Replacement], method_id: str | None, today: date, terms: Terms
) -> ReplacementPlan | ReplaceResult:
    """With what they cost, paid or refunded by the method; a gift card must cover the difference."""
    difference = total_difference(replacements)
    if not difference or method_id is None:
        return ReplacementPlan(order, replacements, difference, None, None)
    method = order.customer.method(method_id)
    if method is None:
        return ReplaceResult.METHOD_UNKNOWN
    if difference.is_positive:
        plan = ReplacementPlan(order, replacements, difference, method, None)
        return plan if method.covers(difference) else ReplaceResult.GIFT_CARD_TOO_LOW
    return ReplacementPlan(order, replacements, difference, method, Refund.of(method, -difference, today, terms))


def _replacement(swap: Swap, line: OrderLine, variant: Variant) -> Replacement:
    return Replacement(line, variant, line.quantity if swap.quantity is None else swap.quantity)


def _variants(db: Session, skus: set[str], hold: bool) -> dict[str, Variant]:
    if not hold:
        # What `db` has read already is not read again.
        known = (db.get(Variant, sku) for sku in skus)
        return {variant.sku: variant for variant in known if variant is not None}
    query = select(Variant).where(Variant.sku.in_(skus)).options(joinedload(Variant.product, innerjoin=True))
    # Rows are locked one after the other: always in the same order. On SQLite a writer is alone anyway.
    query = query.order_by(Variant.sku).with_for_update(of=Variant).execution_options(populate_existing=True)
    return {variant.sku: variant for variant in db.scalars(query)}


def _refusal(replacements: list[Replacement], may_be_same: bool) -> ReplaceResult | None:
    of_line = Counter[int]()
    of_variant = Counter[str]()
    for replacement in replacements:
        line, variant = replacement.line, replacement.variant
        of_line[line.id] += replacement.quantity
        of_variant[variant.sku] += replacement.quantity
        if replacement.quantity < 1 or of_line[line.id] > line.quantity:
            return ReplaceResult.TOO_MANY
        if not replacement.is_of_same_product:
            return ReplaceResult.OTHER_PRODUCT
        if not may_be_same and variant.sku == line.sku:
            return ReplaceResult.SAME_VARIANT
        if not variant.has(of_variant[variant.sku]):
            return ReplaceResult.OUT_OF_STOCK
    return None
