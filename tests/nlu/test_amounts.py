"""Amounts of money in a customer's words."""

import pytest

from bot.nlu.amounts import amounts


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("you took $12.50", "12.50 USD"),
        ("12,5 €", "12.50 EUR"),
        ("1.299,50 euros", "1299.50 EUR"),
        ("Rs.1,299", "1299 INR"),
        ("20 bucks", "20 USD"),
        ("1 299 руб.", "1299 RUB"),
        ("15000 теңге", "15000 KZT"),
        ("5000 դրամ", "5000 AMD"),
        ("₱350", "350 PHP"),
    ],
)
def test_an_amount_is_found_with_its_currency(text: str, amount: str) -> None:
    assert [finding.value for finding in amounts(text, "USD")] == [amount]


@pytest.mark.parametrize("text", ["order 10042", "2 mugs", "$", "orders 12", ""])
def test_a_number_without_a_currency_is_no_amount(text: str) -> None:
    assert list(amounts(text, "USD")) == []


def test_a_bare_dollar_sign_is_the_shops_own() -> None:
    assert [finding.value for finding in amounts("$5", "CAD")] == ["5 CAD"]
