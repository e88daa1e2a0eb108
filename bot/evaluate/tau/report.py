"""The outcomes as a table with totals, and the transcripts as text to be read."""

import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from bot.evaluate.tau.verdict import Line, Outcome, Verdict

# Tasks of the benchmark whose expected writes contradict what the customer asks for: told apart, in no total.
FLAWED = frozenset({"25", "26", "64"})
HEADER = ("task", "verdict", "messages", "seconds", "told")


def table(outcomes: Sequence[Outcome]) -> str:
    """One row for each task of a run."""
    rows = [HEADER, *(_row(outcome) for outcome in outcomes)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)


def _row(outcome: Outcome) -> tuple[str, ...]:
    notes = [
        *(["flawed"] if outcome.task in FLAWED else []),
        *([f"{len(outcome.writes_without_yes)} without a yes"] if outcome.writes_without_yes else []),
    ]
    verdict = ", ".join([outcome.verdict.value, *notes])
    told = f"{outcome.facts - len(outcome.untold)}/{outcome.facts}" if outcome.facts else ""
    return outcome.task, verdict, str(outcome.messages), f"{outcome.seconds:.2f}", told


def totals(runs: Sequence[Sequence[Outcome]]) -> str:
    """The measures of all runs, flawed tasks apart."""
    return "\n".join(_totals(runs))


def _totals(runs: Sequence[Sequence[Outcome]]) -> Iterator[str]:
    judged = [[outcome for outcome in run if outcome.task not in FLAWED] for run in runs]
    outcomes = [outcome for run in judged for outcome in run]
    if not outcomes:
        yield "No task to judge."
        return
    counts = Counter(outcome.verdict for outcome in outcomes)
    for verdict in Verdict:
        yield f"{verdict.value}: {counts[verdict]} of {len(outcomes)} ({counts[verdict] / len(outcomes):.1%})"
    yield f"wrong writes: {sum(len(outcome.wrong_writes) for outcome in outcomes)}"
    yield f"writes without a yes: {sum(len(outcome.writes_without_yes) for outcome in outcomes)}"
    if right := [outcome.messages for outcome in outcomes if outcome.verdict is Verdict.RIGHT]:
        yield f"messages a customer sends to finish, median: {statistics.median(right):g}"
    turns = [milliseconds for outcome in outcomes for milliseconds in outcome.milliseconds]
    yield f"a turn at the server, median: {statistics.median(turns):.1f} ms"
    told = sum(outcome.facts - len(outcome.untold) for outcome in outcomes)
    yield f"facts told: {told} of {sum(outcome.facts for outcome in outcomes)}"
    if len(runs) > 1:
        yield _sameness(judged)
    if refused := sorted({refusal for outcome in outcomes for refusal in outcome.refused}):
        yield "expected writes that the benchmark's own rules refuse, so nothing is expected of them: " + "; ".join(refused)


def _sameness(runs: Sequence[Sequence[Outcome]]) -> str:
    unlike = [several[0].task for several in zip(*runs, strict=True) if len({str(one.signature) for one in several}) > 1]
    every_time = sum(all(one.verdict is Verdict.RIGHT for one in several) for several in zip(*runs, strict=True))
    sameness = "the same result in each" if not unlike else f"other results from run to run in tasks {', '.join(unlike)}"
    return f"{len(runs)} runs: {sameness}; right in all of them: {every_time} of {len(runs[0])}"


def write_transcripts(folder: Path, outcomes: Iterable[Outcome]) -> None:
    """One text file for each task."""
    folder.mkdir(parents=True, exist_ok=True)
    for outcome in outcomes:
        (folder / f"{outcome.task}.txt").write_text("\n".join(_transcript(outcome)) + "\n", encoding="utf-8")


def _transcript(outcome: Outcome) -> Iterator[str]:
    yield f"Task {outcome.task}: {outcome.verdict.value}, {outcome.messages} messages"
    yield ""
    for line in outcome.lines:
        yield from _spoken(line)
    yield ""
    yield from _section("Differences from the expected state", outcome.differences)
    yield from _section("Wrong writes", outcome.wrong_writes)
    yield from _section("Writes without a yes", outcome.writes_without_yes)
    yield from _section("Not told", outcome.untold)
    yield from _section("Expected writes that the benchmark's own rules refuse", outcome.refused)


def _spoken(line: Line) -> Iterator[str]:
    took = f"  ({line.milliseconds:.1f} ms)" if line.milliseconds is not None else ""
    text = line.text.replace("\n", "\n" + " " * 11)
    yield f"{line.speaker:>9}: {text}{took}"
    if line.buttons:
        yield " " * 11 + " ".join(f"[{title}]" for title in line.buttons)
    if line.expects:
        yield " " * 11 + f"(expects {line.expects})"


def _section(title: str, entries: Sequence[object]) -> Iterator[str]:
    if entries:
        yield f"{title}:"
        yield from (f"  {entry}" for entry in entries)
