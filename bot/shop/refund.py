"""Money on its way back to a customer: how much, by which way, and when it is expected."""

from dataclasses import dataclass
from datetime import date

from bot.shop.customer import PaymentMethod
from bot.shop.money import Money
from bot.shop.terms import Terms


@dataclass(frozen=True)
class Refund:
    # None where the shop does not know how it was paid.
    method: PaymentMethod | None
    amount: Money
    # Both the day of the refund itself for a gift card.
    earliest: date
    latest: date

    @classmethod
    def of(cls, method: PaymentMethod | None, amount: Money, refunded_on: date, terms: Terms) -> "Refund":
        if method is not None and method.is_gift_card:
            return cls(method, amount, refunded_on, refunded_on)
        return cls(method, amount, *terms.refund_arrives(refunded_on))

    @property
    def is_at_once(self) -> bool:
        return self.method is not None and self.method.is_gift_card
