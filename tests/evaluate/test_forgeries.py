"""The measurement of forged requests, with few of them; and that it would notice one that is let in."""

import pytest

from bot.channels.twilio.channel import Twilio
from bot.channels.vendors.everyone import VENDORS
from bot.evaluate.forgeries import measure_forgeries


def test_no_forged_request_is_taken_in_on_any_channel() -> None:
    report = measure_forgeries(120)

    assert set(report.statuses) == {"widget", *(vendor.name for vendor in VENDORS)}
    assert {sum(map(len, forgeries.values())) > 0 for forgeries in report.statuses.values()} == {True}
    assert (report.accepted, report.broken, report.stored) == (0, 0, 0), str(report)


def test_what_is_let_in_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Twilio, "is_genuine", lambda self, delivery: True)

    report = measure_forgeries(30)

    assert report.accepted == 30
    assert report.stored > 0
    assert not report.holds
