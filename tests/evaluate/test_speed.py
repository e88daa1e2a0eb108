"""The arithmetic of the speed measurement; the measurement itself is `make bench`."""

from bot.evaluate.report import table
from bot.evaluate.speed import Comparison, Measured, Timing, hold_in_turn

FLAT = Timing([4.0] * 200)
GROWING = Timing([float(number) for number in range(1, 201)])


class Recorder:
    """Says nothing itself and notes who was spoken to."""

    def __init__(self, name: str, heard: list[tuple[str, str]], replies: list[str]) -> None:
        self.name, self.heard, self.replies = name, heard, replies

    def say(self, text: str) -> list[str]:
        self.heard.append((self.name, text))
        return self.replies


def a_comparison(ours: Timing = FLAT, stock: Timing = GROWING, long_talk: Timing = FLAT) -> Comparison:
    return Comparison("a machine", "a command", Measured(5.0, 200.0, ours, 0), Measured(40.0, 1200.0, stock, 3), long_talk)


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


def test_every_line_is_said_in_all_talks_before_the_next_and_the_first_turn_alternates() -> None:
    heard: list[tuple[str, str]] = []

    hold_in_turn([Recorder("ours", heard, ["hi"]), Recorder("stock", heard, ["hi"])], ["one", "two"])

    assert heard == [("ours", "one"), ("stock", "one"), ("stock", "two"), ("ours", "two")]


def test_messages_without_an_answer_are_counted() -> None:
    [(timing, silences)] = hold_in_turn([Recorder("stock", [], replies=[])], ["one", "two"])

    assert (len(timing.milliseconds), silences) == (2, 2)


def test_table_gives_each_figure_as_a_ratio() -> None:
    shown = table(a_comparison())

    assert "| start (s)" in shown
    assert shown.splitlines()[2].split("|")[4].strip() == "8.0"


def test_table_names_machine_and_command() -> None:
    assert table(a_comparison()).endswith("Measured with `a command` on a machine.")


def test_a_talk_that_slows_down_misses_its_bar() -> None:
    shown = table(a_comparison(long_talk=Timing([4.0] * 50 + [8.0] * 50)))

    assert "MISSED: last quarter / first quarter" in shown
    assert "held: faster than stock" in shown
