"""Amounts of money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.money import Money
from tests.factories import usd

amounts = st.decimals(min_value=0, max_value=10**9, places=2).map(lambda amount: Money(amount, "USD"))


@given(st.lists(amounts, min_size=1))
def test_a_total_is_exact_in_any_order(parts: list[Money]) -> None:
    hundredths = sum(int(part.amount * 100) for part in parts)
    assert Money.total(parts) == Money.total(reversed(parts)) == Money(Decimal(hundredths) / 100, "USD")


@given(amounts, st.integers(min_value=1, max_value=50))
def test_a_multiple_is_the_sum_of_as_many(amount: Money, quantity: int) -> None:
    assert amount * quantity == Money.total([amount] * quantity)


def test_currencies_are_not_mixed() -> None:
    with pytest.raises(ValueError, match="cannot add EUR to USD"):
        usd("1.00") + Money(Decimal("1.00"), "EUR")


def test_each_currency_is_summed_by_itself() -> None:
    euros = Money(Decimal("2.00"), "EUR")
    assert Money.totals([usd("1.00"), euros, usd("3.50")]) == [usd("4.50"), euros]
    assert Money.totals([]) == []
