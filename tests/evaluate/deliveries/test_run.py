"""A small run of the whole measurement: all channels, all vendors, a server that is killed."""

from pathlib import Path

from bot.evaluate.deliveries.report import delivery_text
from bot.evaluate.deliveries.run import CHANNELS, Plan, measure_deliveries


def test_on_every_channel_all_is_answered_once_however_often_the_server_is_killed(model: Path) -> None:
    plan = Plan(deliveries=300, kills=3, seed=5, turn_limit=3.0, still_after=3.0)
    report = measure_deliveries(plan, model.parent, lambda _: None)

    assert [channel.name for channel in report.channels] == list(CHANNELS)
    assert report.kills == 3
    assert report.holds, delivery_text(report)
    # Of all platforms, Telegram alone neither takes a key nor sends receipts.
    assert [channel.name for channel in report.channels if channel.shown_twice and channel.name != "telegram"] == []
    assert report.writes.wanted > 0
