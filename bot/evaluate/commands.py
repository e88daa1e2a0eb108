"""`firstline evaluate ...`: the measurements on the command line."""

import json
import signal
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from bot.evaluate.benchmark import BadBenchmark, read_benchmark
from bot.evaluate.benchmark_report import benchmark_table, judge
from bot.evaluate.contender import Contender, TrialFailed, diet, product_pipeline
from bot.evaluate.deliveries.command import deliveries, outage
from bot.evaluate.desk import measure_desk
from bot.evaluate.entities import LEAST_FOUND, SHARED_FILES, articles, extractor_of, latency, order_numbers
from bot.evaluate.forgeries import measure_forgeries
from bot.evaluate.handovers import Size, measure_handovers
from bot.evaluate.held_out import languages
from bot.evaluate.nlu import Choice, measure
from bot.evaluate.nlu_report import nlu_text
from bot.evaluate.page import page
from bot.evaluate.servers import ServerFailed
from bot.evaluate.speed import compare
from bot.evaluate.speed_report import as_json, ours_went_well, table
from bot.evaluate.tau.command import tau
from bot.evaluate.terminal import conclude, stopped, tell


class Rival(Enum):
    """Who ours can be measured against."""

    DIET = "diet"


evaluate_app = typer.Typer(help="Measure the assistant.", no_args_is_help=True)
evaluate_app.command()(tau)
evaluate_app.command()(deliveries)
evaluate_app.command()(outage)


@evaluate_app.callback()
def _group() -> None:
    """Measure the assistant."""
    # Whoever ends a measurement ends the servers and trials that it started, too.
    signal.signal(signal.SIGTERM, _interrupt)


@evaluate_app.command()
def speed(
    messages: Annotated[int, typer.Option(min=20, help="Length of the talk that both hold.")] = 200,
    long_messages: Annotated[int, typer.Option(min=20, help="Length of the talk that ours holds alone.")] = 1000,
    json_file: Annotated[Path | None, typer.Option("--json", help="Also write everything measured to this file.")] = None,
) -> None:
    """Time to answer, start and memory: ours and stock Rasa on the same data, in the same talk, at the same time."""
    try:
        comparison = compare(messages, long_messages, tell=tell)
    except ServerFailed as failure:
        raise stopped(str(failure)) from failure
    if json_file is not None:
        json_file.write_text(json.dumps(as_json(comparison), indent=2) + "\n", encoding="utf-8")
    conclude(table(comparison), holds=ours_went_well(comparison))


@evaluate_app.command()
def entities(
    shared: Annotated[Path, typer.Argument(help="Folder with messages/ and tau-retail/.", exists=True, file_okay=False)],
    misses: Annotated[int, typer.Option(min=0, help="How many messages to print in which something was not found.")] = 20,
) -> None:
    """Order numbers, products and options: how many of those that customers name are found, and how fast."""
    if lacking := [name for name in SHARED_FILES if not (shared / name).exists()]:
        raise stopped(f"{shared} has no {', '.join(lacking)}.")
    extractor = extractor_of()
    for score in (order_numbers(extractor, shared), *articles(extractor, shared)):
        typer.echo(f"{score.what}: {score.found:.1%} of {score.asked} found (at least {LEAST_FOUND[score.what]:.0%})")
        for missed in score.missed[:misses]:
            typer.echo(f"  not found: {missed}")
    measured = latency(extractor, shared)
    typer.echo(f"all entities of a message: median {measured.median:.2f} ms, 95th percentile {measured.p95:.2f} ms")


@evaluate_app.command()
def desk(
    conversations: Annotated[int, typer.Option(min=20, help="How many the store holds.")] = 10_000,
    messages: Annotated[int, typer.Option(min=1, help="Messages in each.")] = 20,
    database_url: Annotated[str | None, typer.Option(help="An empty database to fill; by default one of SQLite is made.")] = None,
) -> None:
    """The agents' pages over a full store: lists, a conversation, search; and what the word index costs a turn."""
    typer.echo(measure_desk(conversations, messages, database_url, tell))


@evaluate_app.command()
def forgeries(
    requests: Annotated[int, typer.Option(min=10, help="On each channel.")] = 10_000,
    seed: Annotated[int, typer.Option(help="Which ones.")] = 7,
) -> None:
    """Requests that are forged, altered, or stale, on every channel that is called: none is taken in, none breaks the server."""
    report = measure_forgeries(requests, seed)
    conclude(report, holds=report.holds)


@evaluate_app.command()
def handovers(
    number: Annotated[int, typer.Option(min=1, help="How many customers ask for a human.")] = 500,
    at_once: Annotated[int, typer.Option(min=1, help="How many of them at the same time.")] = 25,
    database_url: Annotated[
        str | None, typer.Option(help="An empty database of PostgreSQL; by default one of SQLite is made.")
    ] = None,
) -> None:
    """Customers are handed over and back while the server is killed, sockets are cut and the database goes away."""
    report = measure_handovers(Size(number, at_once), database_url, tell)
    conclude(report, holds=report.holds)


@evaluate_app.command()
def benchmark(
    folder: Annotated[
        Path, typer.Argument(help="BANKING77 (train.csv, test.csv) or CLINC150 (data_full.json).", exists=True, file_okay=False)
    ],
    per_intent: Annotated[int | None, typer.Option(min=2, help="Learn only so many examples of each intent.")] = None,
    first_intents: Annotated[
        int | None, typer.Option(min=2, help="Only the first intents by name, with all of their test messages.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Which examples are chosen.")] = 7,
    against: Annotated[
        Rival | None, typer.Option(help="Also measure Rasa's default pipeline; it takes minutes to half an hour.")
    ] = None,
) -> None:
    """A public data set: the product's own pipeline learns it and is judged by its test set."""
    try:
        data = read_benchmark(folder).of_first_intents(first_intents)
        report = judge(data, _contenders(product_pipeline(), against), per_intent, seed, tell)
    except (BadBenchmark, TrialFailed) as failure:
        raise stopped(str(failure)) from failure
    typer.echo(benchmark_table(report))


@evaluate_app.command()
def nlu(
    language: Annotated[list[str] | None, typer.Option(help="Only this language, for example en; may be given again.")] = None,
    examples_per_intent: Annotated[
        int | None, typer.Option(min=2, help="Learn only so many of each intent and language.")
    ] = None,
    folds: Annotated[int, typer.Option(min=0, help="Parts of the cross-validation; 0 for none.")] = 5,
    seed: Annotated[int, typer.Option(help="Which examples are chosen, and how they fall into folds.")] = 7,
    against: Annotated[
        Rival | None, typer.Option(help="Also train Rasa's default pipeline; it takes minutes to an hour.")
    ] = None,
    page_file: Annotated[Path, typer.Option("--page", help="Where the page with the pictures goes.")] = Path("results/nlu.html"),
) -> None:
    """Intents, frequent questions and entities on phrasings that were never trained on; prints figures and writes a page."""
    choice = Choice(tuple(language or ()), examples_per_intent, folds, seed)
    if strange := set(choice.languages) - set(languages()):
        raise stopped(f"There are no phrasings held out in {', '.join(sorted(strange))}; there are in {', '.join(languages())}.")
    try:
        report = measure(choice, against_diet=against is not None, tell=tell)
    except TrialFailed as failure:
        raise stopped(str(failure)) from failure
    typer.echo(nlu_text(report))
    page_file.parent.mkdir(parents=True, exist_ok=True)
    page_file.write_text(page(report, datetime.now(UTC)), encoding="utf-8")
    tell(f"To look at: {page_file}")


def _contenders(ours: Contender, against: Rival | None) -> list[Contender]:
    return [ours, *([diet()] if against else [])]


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
