"""A short outage of all vendors, in real time."""

from pathlib import Path

from bot.evaluate.deliveries.outage import CHANNELS, measure_outage


def test_what_was_said_while_vendors_were_away_arrives_in_order_and_once(model: Path) -> None:
    report = measure_outage(3.0, model.parent, lambda _: None, deliveries=15)

    assert [channel.name for channel in report.channels] == list(CHANNELS)
    assert report.holds, str(report)
    assert all(channel.messages > 0 for channel in report.channels)
