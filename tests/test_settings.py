"""Settings from the environment."""

from datetime import timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from pydantic import ValidationError

from bot.settings import Settings
from bot.shop.terms import Proof, Terms


def test_the_defaults_are_the_default_terms() -> None:
    assert Settings().terms == Terms()


def test_the_shops_terms_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIRSTLINE_PROOFS", "email, name_and_postcode")
    monkeypatch.setenv("FIRSTLINE_RETURN_WINDOW_DAYS", "14")
    monkeypatch.setenv("FIRSTLINE_TIME_ZONE", "Asia/Almaty")
    monkeypatch.setenv("FIRSTLINE_LATE_VOUCHER", "7.50")
    proofs = frozenset({Proof.EMAIL, Proof.NAME_AND_POSTCODE})
    assert Settings().terms == Terms(
        return_window=timedelta(days=14), proofs=proofs, zone=ZoneInfo("Asia/Almaty"), late_voucher=Decimal("7.50")
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PROOFS", ""),
        ("PROOFS", "shoe_size"),
        ("TIME_ZONE", "Mars/Base"),
        ("PORT", "0"),
        ("LATE_VOUCHER", "-1"),
        ("CURRENCY", "dollars"),
    ],
)
def test_a_wrong_setting_is_refused_at_start(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"FIRSTLINE_{name}", value)
    with pytest.raises(ValidationError):
        Settings()
