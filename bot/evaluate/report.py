"""The speed comparison as a table and as JSON."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from bot.evaluate.speed import Comparison, Timing

# What ours must reach.
MEDIAN_BAR = 10.0  # milliseconds
GROWTH_BAR = 1.2  # median of the last quarter over that of the first
RATIO_BAR = 10.0  # median of stock over ours in the last quarter

Row = tuple[str, str, str, str]


def table(comparison: Comparison) -> str:
    """A Markdown table, then our long talk, then the bars: fit for a terminal and for the README."""
    rows = [("", "Firstline", "stock Rasa", "stock / Firstline"), *_rows(comparison)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [_line(row, widths) for row in rows]
    rule = "|" + "|".join("-" * (width + 1) + ("-" if column == 0 else ":") for column, width in enumerate(widths)) + "|"
    return "\n".join(
        [lines[0], rule, *lines[1:], "", *_long_talk(comparison.our_long_talk), "", *_bars(comparison), "", *_origin(comparison)]
    )


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Everything measured, every single message included."""
    return asdict(comparison)


def _rows(comparison: Comparison) -> Iterator[Row]:
    ours, stock = comparison.ours, comparison.stock
    yield _row("start (s)", ours.start_seconds, stock.start_seconds)
    yield _row("memory after the talk (MB)", ours.megabytes, stock.megabytes, digits=0)
    quarters = zip(_spans(ours.timing), ours.timing.quarters(), stock.timing.quarters(), strict=True)
    for span, our_quarter, stock_quarter in quarters:
        yield _row(f"messages {span}: median (ms)", our_quarter.median, stock_quarter.median)
        yield _row(f"messages {span}: 95th percentile (ms)", our_quarter.p95, stock_quarter.p95)
    yield "last quarter / first quarter", f"{ours.timing.growth:.2f}", f"{stock.timing.growth:.2f}", ""
    yield "messages without an answer", str(ours.unanswered), str(stock.unanswered), ""


def _row(what: str, ours: float, stock: float, digits: int = 1) -> Row:
    return what, f"{ours:.{digits}f}", f"{stock:.{digits}f}", f"{stock / ours:.1f}"


def _long_talk(timing: Timing) -> Iterator[str]:
    yield f"Firstline alone over {len(timing.milliseconds)} messages, by quarter:"
    yield "- median " + ", ".join(f"{quarter.median:.1f}" for quarter in timing.quarters()) + " ms"
    yield "- 95th percentile " + ", ".join(f"{quarter.p95:.1f}" for quarter in timing.quarters()) + " ms"
    yield f"- last quarter / first quarter {timing.growth:.2f}"


def _bars(comparison: Comparison) -> Iterator[str]:
    ours, stock, long_talk = comparison.ours.timing, comparison.stock.timing, comparison.our_long_talk
    ratio = stock.quarters()[-1].median / ours.quarters()[-1].median
    yield _bar(
        "median at most",
        max(ours.median, long_talk.median),
        MEDIAN_BAR,
        "ms",
        holds=max(ours.median, long_talk.median) <= MEDIAN_BAR,
    )
    growth = max(ours.growth, long_talk.growth)
    yield _bar("last quarter / first quarter at most", growth, GROWTH_BAR, "", holds=growth <= GROWTH_BAR)
    yield _bar("faster than stock in the last quarter at least", ratio, RATIO_BAR, "times", holds=ratio >= RATIO_BAR)


def _bar(what: str, measured: float, bar: float, unit: str, *, holds: bool) -> str:
    return f"{'held' if holds else 'MISSED'}: {what} {bar:g} {unit}".rstrip() + f" (measured {measured:.2f})"


def _origin(comparison: Comparison) -> Iterator[str]:
    yield f"Measured with `{comparison.command}` on {comparison.machine}."


def _spans(timing: Timing) -> list[str]:
    length = len(timing.quarters()[0].milliseconds)
    return [f"{start + 1} to {start + length}" for start in range(0, length * len(timing.quarters()), length)]


def _line(row: Row, widths: list[int]) -> str:
    first, *others = (
        cell.rjust(width) if column else cell.ljust(width) for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    )
    return "| " + " | ".join([first, *others]) + " |"
