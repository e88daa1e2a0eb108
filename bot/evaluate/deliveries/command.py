"""`firstline evaluate deliveries` and `outage` on the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from bot.evaluate.deliveries.outage import measure_outage
from bot.evaluate.deliveries.report import delivery_text
from bot.evaluate.deliveries.run import Plan, measure_deliveries
from bot.evaluate.servers import ServerFailed
from bot.evaluate.terminal import conclude, stopped, tell
from bot.settings import get_settings

Report = TypeVar("Report")


def deliveries(
    count: Annotated[int, typer.Option("--deliveries", min=100, help="Over all channels; 3 of 10 come again.")] = 10_000,
    kills: Annotated[int, typer.Option(min=0, help="How often the server is killed meanwhile.")] = 20,
    seed: Annotated[int, typer.Option(help="Which traffic, and when the server is killed.")] = 7,
) -> None:
    """Repeated, late and gathered deliveries on every channel, while the server is killed: is all answered, and once?"""
    report = _measured(lambda models: measure_deliveries(Plan(count, kills, seed), models, tell))
    conclude(delivery_text(report), holds=report.holds)


def outage(
    seconds: Annotated[float, typer.Option(min=1, help="How long the vendors are away.")] = 60.0,
) -> None:
    """All vendors go away, come back and are busy: is everything delivered then, in order, and once?"""
    report = _measured(lambda models: measure_outage(seconds, models, tell))
    conclude(report, holds=report.holds)


def _measured(measure: Callable[[Path], Report]) -> Report:
    """With the model as it is now; measure gets its folder."""
    # Here, because to train loads what most measurements do not need.
    from bot.engine.training import train  # noqa: PLC0415

    try:
        return measure(train(get_settings().model_dir, tell).parent)
    except ServerFailed as failure:
        raise stopped(str(failure)) from failure
