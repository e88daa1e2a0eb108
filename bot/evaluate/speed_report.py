"""The speed comparison as a table and as JSON."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from bot.evaluate.speed import Comparison, HeldTalk, Timing
from bot.evaluate.tables import markdown

# What ours must reach.
MEDIAN_BAR = 10.0  # milliseconds
GROWTH_BAR = 1.2  # median of the last quarter over that of the first
RATIO_BAR = 10.0  # median of stock over ours in the last quarter

Row = tuple[str, str, str, str]


def table(comparison: Comparison) -> str:
    """A Markdown table, then our long talk, then the bars: fit for a terminal and for the README."""
    rows = [("", "Firstline", "stock Rasa", "stock / Firstline"), *_rows(comparison)]
    return "\n".join(
        [markdown(rows), "", *_long_talk(comparison.our_long_talk), "", *_bars(comparison), "", *_origin(comparison)]
    )


def ours_went_well(comparison: Comparison) -> bool:
    """Whether Firstline answered everything and made every return: without that, nothing was measured."""
    return comparison.ours.talk.went_well and comparison.our_long_talk.went_well


def as_json(comparison: Comparison) -> dict[str, Any]:
    """Everything measured, every single message included."""
    return asdict(comparison)


def _rows(comparison: Comparison) -> Iterator[Row]:
    ours, stock = comparison.ours, comparison.stock
    yield _row("start (s)", ours.start_seconds, stock.start_seconds)
    yield _row("memory after the talk (MB)", ours.megabytes, stock.megabytes, digits=0)
    ours_timed, stock_timed = ours.talk.timing, stock.talk.timing
    for span, our_quarter, stock_quarter in zip(_spans(ours_timed), ours_timed.quarters(), stock_timed.quarters(), strict=True):
        yield _row(f"messages {span}: median (ms)", our_quarter.median, stock_quarter.median)
        yield _row(f"messages {span}: 95th percentile (ms)", our_quarter.p95, stock_quarter.p95)
    yield "last quarter / first quarter", f"{ours_timed.growth:.2f}", f"{stock_timed.growth:.2f}", ""
    yield "messages without an answer", str(ours.talk.unanswered), str(stock.talk.unanswered), ""
    yield f"returns made, of {ours.talk.returns_asked}", str(ours.talk.returns_made), str(stock.talk.returns_made), ""


def _row(what: str, ours: float, stock: float, digits: int = 1) -> Row:
    return what, f"{ours:.{digits}f}", f"{stock:.{digits}f}", f"{stock / ours:.1f}"


def _long_talk(talk: HeldTalk) -> Iterator[str]:
    quarters = talk.timing.quarters()
    yield f"Firstline alone over {len(talk.timing.milliseconds)} messages, by quarter:"
    yield "- median " + ", ".join(f"{quarter.median:.1f}" for quarter in quarters) + " ms"
    yield "- 95th percentile " + ", ".join(f"{quarter.p95:.1f}" for quarter in quarters) + " ms"
    yield f"- last quarter / first quarter {talk.timing.growth:.2f}"
    yield f"- {talk.unanswered} messages without an answer, {talk.returns_made} of {talk.returns_asked} returns made"


def _bars(comparison: Comparison) -> Iterator[str]:
    ours, stock, long_talk = comparison.ours.talk, comparison.stock.talk, comparison.our_long_talk
    if not ours_went_well(comparison):
        yield "NOT JUDGED: Firstline left messages without an answer or returns undone; its times are not those of its work."
        return
    median = max(ours.timing.median, long_talk.timing.median)
    yield _bar(f"median at most {MEDIAN_BAR:g} ms", median, holds=median <= MEDIAN_BAR)
    growth = max(ours.timing.growth, long_talk.timing.growth)
    yield _bar(f"last quarter / first quarter at most {GROWTH_BAR:g}", growth, holds=growth <= GROWTH_BAR)
    if not stock.went_well:
        yield "NOT JUDGED: stock Rasa lost the thread, so its times are of another dialogue; the ratios compare unlike things."
        return
    ratio = stock.timing.quarters()[-1].median / ours.timing.quarters()[-1].median
    yield _bar(f"at least {RATIO_BAR:g} times faster than stock in the last quarter", ratio, holds=ratio >= RATIO_BAR)


def _bar(what: str, measured: float, *, holds: bool) -> str:
    return f"{'held' if holds else 'MISSED'}: {what} (measured {measured:.2f})"


def _origin(comparison: Comparison) -> Iterator[str]:
    yield f"Measured with `{comparison.command}` on {comparison.machine}."


def _spans(timing: Timing) -> list[str]:
    length = len(timing.quarters()[0].milliseconds)
    return [f"{start + 1} to {start + length}" for start in range(0, length * len(timing.quarters()), length)]
