"""`firstline evaluate ...`: the measurements on the command line."""

import json
import signal
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from bot.evaluate.entities import LEAST_FOUND, SHARED_FILES, articles, extractor_of, latency, order_numbers
from bot.evaluate.report import as_json, ours_went_well, table
from bot.evaluate.servers import ServerFailed
from bot.evaluate.speed import compare

evaluate_app = typer.Typer(help="Measure the assistant.", no_args_is_help=True)


@evaluate_app.callback()
def _group() -> None:
    """Measure the assistant."""


@evaluate_app.command()
def speed(
    messages: Annotated[int, typer.Option(min=20, help="Length of the talk that both hold.")] = 200,
    long_messages: Annotated[int, typer.Option(min=20, help="Length of the talk that ours holds alone.")] = 1000,
    json_file: Annotated[Path | None, typer.Option("--json", help="Also write everything measured to this file.")] = None,
) -> None:
    """Time to answer, start and memory: ours and stock Rasa on the same data, in the same talk, at the same time."""
    # Whoever ends this command ends the servers that it started, too.
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        comparison = compare(messages, long_messages, tell=lambda news: typer.echo(news, err=True))
    except ServerFailed as failure:
        typer.echo(str(failure), err=True)
        raise typer.Exit(1) from failure
    if json_file is not None:
        json_file.write_text(json.dumps(as_json(comparison), indent=2) + "\n", encoding="utf-8")
    typer.echo(table(comparison))
    if not ours_went_well(comparison):
        raise typer.Exit(1)


@evaluate_app.command()
def entities(
    shared: Annotated[Path, typer.Argument(help="Folder with messages/ and tau-retail/.", exists=True, file_okay=False)],
    misses: Annotated[int, typer.Option(min=0, help="How many messages to print in which something was not found.")] = 20,
) -> None:
    """Order numbers, products and options: how many of those that customers name are found, and how fast."""
    if lacking := [name for name in SHARED_FILES if not (shared / name).exists()]:
        typer.echo(f"{shared} has no {', '.join(lacking)}.", err=True)
        raise typer.Exit(1)
    extractor = extractor_of()
    for score in (order_numbers(extractor, shared), *articles(extractor, shared)):
        typer.echo(f"{score.what}: {score.found:.1%} of {score.asked} found (at least {LEAST_FOUND[score.what]:.0%})")
        for missed in score.missed[:misses]:
            typer.echo(f"  not found: {missed}")
    measured = latency(extractor, shared)
    typer.echo(f"all entities of a message: median {measured.median:.2f} ms, 95th percentile {measured.p95:.2f} ms")


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
