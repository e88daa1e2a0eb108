"""Amounts of money: exact, and never without their currency."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Money:
    """An amount in major units (12.50) of an ISO 4217 currency."""

    amount: Decimal
    currency: str

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.amount + other.amount, self.currency)

    def __mul__(self, quantity: int) -> "Money":
        return Money(self.amount * quantity, self.currency)

    def __composite_values__(self) -> tuple[Decimal, str]:
        """As SQLAlchemy takes it apart where the column set may be empty."""
        return self.amount, self.currency

    @staticmethod
    def total(amounts: Iterable["Money"]) -> "Money":
        """The sum of at least one amount."""
        first, *others = amounts
        for other in others:
            first += other
        return first
