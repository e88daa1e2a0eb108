"""Card numbers are hidden; whatever else has many digits stays."""

import pytest

from bot.support.redaction import redacted


@pytest.mark.parametrize("card", ["4111111111111111", "4111 1111 1111 1111", "4111-1111-1111-1111", "3782 822463 10005"])
def test_card_number_keeps_its_last_four_digits_only(card: str) -> None:
    shown = redacted(f"charge {card} please")

    assert card not in shown
    assert shown.endswith(f"•{card[-4:]} please")


@pytest.mark.parametrize(
    "number",
    ["#W2378156", "405-1234567-1234567", "357962501027", "+44 20 7946 0958", "4111111111111112", "tracking 1Z999AA10123456784"],
)
def test_other_numbers_stay(number: str) -> None:
    assert redacted(f"it is {number}") == f"it is {number}"
