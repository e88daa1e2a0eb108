"""What understanding must reach, and whether it does."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.evaluate.nlu import NluReport
from bot.evaluate.tables import language_name, percent

LEAST_ENGLISH, LEAST_OTHER = 0.95, 0.90
MOST_MEDIAN, MOST_P95 = 5.0, 25.0  # milliseconds
MOST_TRAINING_SECONDS, MOST_TRAINING_MEGABYTES = 60.0, 1500.0
MOST_LOAD_SECONDS, MOST_MEGABYTES = 8.0, 500.0


@dataclass(frozen=True)
class Bar:
    what: str
    measured: str
    bar: str
    holds: bool

    def __str__(self) -> str:
        return f"{'held' if self.holds else 'MISSED'}: {self.what} {self.bar} (measured {self.measured})"


def bars(report: NluReport) -> Iterator[Bar]:
    """They are set for the whole product; what a part of its data reaches is not held against them."""
    if not report.choice.is_whole:
        return
    ours, outcome = report.ours, report.ours.outcome
    for language in report.languages:
        least = LEAST_ENGLISH if language == "en" else LEAST_OTHER
        yield _at_least(f"intents held out, {language_name(language)}", ours.intent_accuracy(language), least)
    yield _at_most("parse, median", ours.latency.median, MOST_MEDIAN, "ms", digits=2)
    yield _at_most("parse, 95th percentile", ours.latency.p95, MOST_P95, "ms", digits=2)
    yield _at_most("training", outcome.training_seconds, MOST_TRAINING_SECONDS, "s")
    yield _at_most("training, peak memory", outcome.training_megabytes, MOST_TRAINING_MEGABYTES, "MB")
    yield _at_most("loading", outcome.load_seconds, MOST_LOAD_SECONDS, "s", digits=1)
    yield _at_most("process when loaded", outcome.loaded_megabytes, MOST_MEGABYTES, "MB")


def _at_least(what: str, share: float, least: float) -> Bar:
    return Bar(what, percent(share), f"at least {least:.0%}", holds=share >= least)


def _at_most(what: str, figure: float, most: float, unit: str, digits: int = 0) -> Bar:
    return Bar(what, f"{figure:.{digits}f} {unit}", f"at most {most:g} {unit}", holds=figure <= most)
