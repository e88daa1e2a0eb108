"""The arithmetic of the speed measurement; the measurement itself is `make bench`."""

from pathlib import Path

import pytest

from bot.evaluate.script import make_store
from bot.evaluate.speed import Comparison, HeldTalk, Measured, Timing, hold_in_turn
from bot.evaluate.speed_report import table

FLAT = Timing([4.0] * 200)
GROWING = Timing([float(number) for number in range(1, 201)])


class Recorder:
    """Says nothing itself and notes who was spoken to."""

    def __init__(self, name: str, heard: list[tuple[str, str]], replies: list[str]) -> None:
        self.name, self.heard, self.replies = name, heard, replies

    def say(self, text: str) -> list[str]:
        self.heard.append((self.name, text))
        return self.replies


def a_talk(timing: Timing = FLAT, *, unanswered: int = 0, returns_made: int = 2) -> HeldTalk:
    return HeldTalk(timing, unanswered, returns_asked=2, returns_made=returns_made)


def a_comparison(ours: HeldTalk | None = None, stock: HeldTalk | None = None, long_talk: HeldTalk | None = None) -> Comparison:
    our_part, stock_part = Measured(5.0, 200.0, ours or a_talk()), Measured(40.0, 1200.0, stock or a_talk(GROWING))
    return Comparison("a machine", "a command", our_part, stock_part, long_talk or a_talk())


@pytest.fixture
def store(tmp_path: Path) -> str:
    return make_store(tmp_path / "speed.db", 100)


def test_quarters_share_the_talk_equally_and_in_order() -> None:
    quarters = GROWING.quarters()

    assert [(quarter.milliseconds[0], quarter.milliseconds[-1]) for quarter in quarters] == [
        (1, 50),
        (51, 100),
        (101, 150),
        (151, 200),
    ]


def test_growth_compares_the_last_quarter_with_the_first() -> None:
    assert FLAT.growth == 1
    assert GROWING.growth == 175.5 / 25.5


def test_95th_percentile_lies_between_the_slowest_messages() -> None:
    assert 190 <= GROWING.p95 <= 191


def test_every_line_is_said_in_all_talks_before_the_next_and_the_first_turn_alternates(store: str) -> None:
    heard: list[tuple[str, str]] = []

    hold_in_turn([(Recorder("ours", heard, ["hi"]), store), (Recorder("stock", heard, ["hi"]), store)], ["one", "two"])

    assert heard == [("ours", "one"), ("stock", "one"), ("stock", "two"), ("ours", "two")]


def test_a_talk_without_answers_or_returns_did_not_go_well(store: str) -> None:
    [held] = hold_in_turn([(Recorder("stock", [], replies=[]), store)], ["hello", "yes"])

    assert (held.unanswered, held.returns_asked, held.returns_made) == (2, 1, 0)
    assert not held.went_well


def test_table_gives_each_figure_as_a_ratio() -> None:
    shown = table(a_comparison())

    assert "| start (s)" in shown
    assert shown.splitlines()[2].split("|")[4].strip() == "8.0"


def test_table_names_machine_and_command() -> None:
    assert table(a_comparison()).endswith("Measured with `a command` on a machine.")


def test_a_talk_that_slows_down_misses_its_bar() -> None:
    shown = table(a_comparison(long_talk=a_talk(Timing([4.0] * 50 + [8.0] * 50))))

    assert "MISSED: last quarter / first quarter" in shown
    assert "held: at least 10 times faster than stock" in shown


def test_nothing_is_judged_when_ours_fell_silent() -> None:
    shown = table(a_comparison(ours=a_talk(unanswered=192)))

    assert "NOT JUDGED" in shown
    assert "held:" not in shown


def test_no_ratio_is_judged_when_stock_lost_the_thread() -> None:
    shown = table(a_comparison(stock=a_talk(GROWING, returns_made=0)))

    assert "NOT JUDGED: stock" in shown
    assert "times faster" not in shown
