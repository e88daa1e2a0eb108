"""The measurement of understanding as one page to look at: figures, tables and pictures in a single file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.evaluate.bars import Bar, bars
from bot.evaluate.calibration import bins
from bot.evaluate.confusion import confusions, counts, most_confused
from bot.evaluate.nlu import NluReport, Run
from bot.evaluate.nlu_report import entities_right, language_rows, overall_rows
from bot.evaluate.score import Answer, accuracy, by_label, frequent_questions, in_language, worst_mistakes
from bot.evaluate.tables import language_name, percent

PAGES = Path(__file__).parent / "pages"
ENLARGED = 16  # labels of the confusion matrix
CONFUSIONS = 20
MISTAKES = 40
# Parses take between a tenth of a millisecond and some hundreds; so many columns from one to the next power of ten.
COLUMNS_PER_DECADE = 5


@dataclass(frozen=True)
class Row:
    """One label: over all languages, and F1 in each; None where nothing of it is held out."""

    label: str
    examples: int
    precision: float
    recall: float
    f1: float
    by_language: list[float | None]
    # Recall in the cross-validation; None without one.
    crossed: float | None


@dataclass(frozen=True)
class Cell:
    """One square of the confusion matrix: how often, and how large a share of what was meant."""

    row: int
    column: int
    times: int
    share: float


@dataclass(frozen=True)
class Matrix:
    labels: list[str]
    cells: list[Cell]


@dataclass(frozen=True)
class Column:
    """Parses between two powers of ten, in milliseconds."""

    lowest: float
    highest: float
    share: float


def page(report: NluReport, made_at: datetime) -> str:
    """HTML that needs nothing else."""
    environment = Environment(loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    environment.filters |= {"percent": percent, "name": language_name, "breakable": _breakable}
    given, judged = report.ours.given, list(bars(report))
    found = confusions(given)
    return environment.get_template("nlu.html").render(
        report=report,
        ours=report.ours,
        made_at=made_at,
        headlines=headlines(report.ours, report.languages, judged),
        tables=[("right", list(language_rows(report))), ("all languages", list(overall_rows(report)))],
        rows=rows(report),
        matrix=matrix(given, sorted({answer.example.label for answer in given} | {answer.heard.label for answer in given})),
        enlarged=matrix(given, most_confused(found, ENLARGED)),
        confusions=found[:CONFUSIONS],
        bins=bins(given),
        columns=columns([answer.heard.milliseconds for answer in given]),
        mistakes=worst_mistakes(given, MISTAKES),
    )


def headlines(ours: Run, languages: Sequence[str], judged: Sequence[Bar]) -> Iterator[tuple[str, str, Bar | None]]:
    """What is measured, the figure, and what it must be, if anything."""
    known = {bar.what: bar for bar in judged}
    for language in languages:
        name = language_name(language)
        yield name, percent(ours.intent_accuracy(language)), known.get(f"intents held out, {name}")
    yield "frequent questions", percent(accuracy(frequent_questions(ours.given))), None
    yield "entities", entities_right(ours).partition(" of ")[0], None
    yield "out of scope caught", percent(ours.caught.recall), None
    yield "false alarms", percent(ours.caught.false_alarms), None
    yield "calibration error", f"{ours.calibration_error:.3f}", None
    yield "parse, median", f"{ours.latency.median:.2f} ms", known.get("parse, median")
    yield "parse, 95 %", f"{ours.latency.p95:.1f} ms", known.get("parse, 95th percentile")
    yield "training", f"{ours.outcome.training_seconds:.0f} s", known.get("training")
    yield "loading", f"{ours.outcome.load_seconds:.1f} s", known.get("loading")
    yield "memory", f"{ours.outcome.loaded_megabytes:.0f} MB", known.get("process when loaded")


def rows(report: NluReport) -> list[Row]:
    """Every label that was meant, the weakest first."""
    given = report.ours.given
    spoken = [{score.label: score for score in by_label(in_language(given, language))} for language in report.languages]
    crossed = {score.label: score.recall for score in by_label(report.crossed)}
    found = [
        Row(
            score.label,
            score.examples,
            score.precision,
            score.recall,
            score.f1,
            [known[score.label].f1 if score.label in known and known[score.label].examples else None for known in spoken],
            crossed.get(score.label),
        )
        for score in by_label(given)
        if score.examples
    ]
    return sorted(found, key=lambda row: row.f1)


def matrix(given: Sequence[Answer], labels: list[str]) -> Matrix:
    """Rows are what was meant, columns what was heard; only squares with something in them."""
    places = {label: place for place, label in enumerate(labels)}
    meant = Counter(answer.example.label for answer in given)
    cells = [
        Cell(places[row], places[column], times, times / meant[row])
        for (row, column), times in sorted(counts(given).items())
        if row in places and column in places
    ]
    return Matrix(labels, cells)


def columns(milliseconds: Sequence[float]) -> list[Column]:
    """Shares of the parses, in columns that are equally wide on a logarithmic scale; between them are also empty ones."""
    bounds = [10 ** (step / COLUMNS_PER_DECADE) for step in range(-2 * COLUMNS_PER_DECADE, 4 * COLUMNS_PER_DECADE + 1)]
    found = [
        Column(lowest, highest, sum(lowest <= taken < highest for taken in milliseconds) / len(milliseconds))
        for lowest, highest in pairwise(bounds)
    ]
    used = [place for place, column in enumerate(found) if column.share]
    return found[used[0] : used[-1] + 1] if used else []


def _breakable(label: str) -> Markup:
    """The label, such that a narrow column may break it behind every underscore."""
    return Markup("_<wbr>").join(label.split("_"))
