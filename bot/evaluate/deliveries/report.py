"""The figures of a run, as text."""

from collections.abc import Iterator
from operator import attrgetter

from bot.evaluate.deliveries.run import DeliveryReport
from bot.evaluate.deliveries.verdict import ChannelVerdict
from bot.evaluate.machine import describe_machine
from bot.evaluate.tables import markdown

COLUMNS = {
    "deliveries": "deliveries",
    "messages": "messages",
    "overtaken": "overtaken",
    "missed": "missed",
    "answered twice": "answered_twice",
    "not shown": "not_shown",
    "out of order": "out_of_order",
    "shown twice": "shown_twice",
}


def delivery_text(report: DeliveryReport) -> str:
    return "\n".join(_lines(report))


def _lines(report: DeliveryReport) -> Iterator[str]:
    yield f"{report.kills} kills of the server in {report.seconds:.0f} s; {describe_machine()}"
    yield ""
    yield markdown([["channel", *COLUMNS], *map(_row, report.channels), _sums(report.channels)])
    yield ""
    writes, acknowledged = report.writes, report.acknowledged
    yield f"returns: {writes.wanted} asked for in order, {writes.missed} of them missed; {writes.made} made, {writes.twice} twice"
    yield f"platforms were acknowledged in {acknowledged.median:.0f} ms at the median, 95th percentile {acknowledged.p95:.0f} ms"
    yield "held" if report.holds else "MISSED"


def _row(channel: ChannelVerdict) -> list[str]:
    return [channel.name, *(str(attrgetter(name)(channel)) for name in COLUMNS.values())]


def _sums(channels: list[ChannelVerdict]) -> list[str]:
    return ["all", *(str(sum(map(attrgetter(name), channels))) for name in COLUMNS.values())]
