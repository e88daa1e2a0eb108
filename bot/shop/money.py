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

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return self + -other

    def __abs__(self) -> "Money":
        return Money(abs(self.amount), self.currency)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __mul__(self, quantity: int) -> "Money":
        return Money(self.amount * quantity, self.currency)

    @property
    def is_positive(self) -> bool:
        return self.amount > 0

    def covers(self, other: "Money") -> bool:
        """Whether it is at least as much; amounts of different currencies never cover one another."""
        return self.currency == other.currency and self.amount >= other.amount

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

    @staticmethod
    def totals(amounts: Iterable["Money"]) -> list["Money"]:
        """The sums of any number of amounts, one for each currency, in the order in which these come first."""
        sums: dict[str, Money] = {}
        for one in amounts:
            sums[one.currency] = sums[one.currency] + one if one.currency in sums else one
        return list(sums.values())
