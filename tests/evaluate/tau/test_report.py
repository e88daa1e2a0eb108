"""The table, the totals and the transcripts."""

from pathlib import Path
from typing import Any

from bot.evaluate.tau.report import table, totals, write_transcripts
from bot.evaluate.tau.shop_state import Difference
from bot.evaluate.tau.verdict import Line, Outcome, Verdict

TALK = (
    Line("customer", "cancel it", milliseconds=4.0),
    Line("assistant", "Shall I?", ["Yes", "No"], "confirmation"),
    Line("customer", "[Yes]", milliseconds=6.0),
    Line("assistant", "Done."),
)


def an_outcome(task: str = "1", verdict: Verdict = Verdict.RIGHT, **changes: Any) -> Outcome:
    return Outcome(**{"task": task, "verdict": verdict, "lines": TALK, "seconds": 0.5, **changes})


def test_each_task_has_a_row() -> None:
    rows = table(
        [an_outcome("1", facts=3, untold=["48.00"]), an_outcome("12", Verdict.WRONG, writes_without_yes=["x"])]
    ).splitlines()

    assert rows[1].split() == ["1", "right", "2", "0.50", "2/3"]
    assert rows[2].split() == ["12", "wrong,", "1", "without", "a", "yes", "2", "0.50"]


def test_the_totals_count_every_verdict_and_write() -> None:
    wrong = an_outcome("2", Verdict.WRONG, wrong_writes=["a", "b"], writes_without_yes=["c"])

    lines = totals([[an_outcome(), wrong]]).splitlines()

    assert "right: 1 of 2 (50.0%)" in lines
    assert "wrong: 1 of 2 (50.0%)" in lines
    assert "wrong writes: 2" in lines
    assert "writes without a yes: 1" in lines
    assert "messages a customer sends to finish, median: 2" in lines
    assert "a turn at the server, median: 5.0 ms" in lines


def test_flawed_tasks_are_in_no_total_but_in_the_table() -> None:
    flawed = an_outcome("25", Verdict.WRONG)

    assert "right: 1 of 1 (100.0%)" in totals([[an_outcome(), flawed]])
    assert "flawed" in table([flawed])


def test_runs_that_differ_are_named() -> None:
    same = [an_outcome("1"), an_outcome("2")]
    other = [an_outcome("1"), an_outcome("2", Verdict.INCOMPLETE)]

    assert "2 runs: the same result in each; right in all of them: 2 of 2" in totals([same, same])
    assert "2 runs: other results from run to run in tasks 2; right in all of them: 1 of 2" in totals([same, other])


def test_a_transcript_reads_as_the_talk_and_ends_with_what_is_not_right(tmp_path: Path) -> None:
    lacking = Difference("order #W1", "status", "cancelled", "pending")
    write_transcripts(tmp_path / "talks", [an_outcome("7", Verdict.INCOMPLETE, differences=[lacking])])

    text = (tmp_path / "talks" / "7.txt").read_text(encoding="utf-8")

    assert " customer: cancel it  (4.0 ms)" in text
    assert "[Yes] [No]" in text
    assert "(expects confirmation)" in text
    assert text.endswith("order #W1, status: expected cancelled; is pending\n")
