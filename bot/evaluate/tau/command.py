"""`firstline evaluate tau`."""

from pathlib import Path
from typing import Annotated

import typer

from bot.evaluate.tau.report import table, totals, write_transcripts
from bot.evaluate.tau.tasks import read_tasks
from bot.evaluate.terminal import stopped, tell
from bot.settings import get_settings
from bot.store.importers.problem import BadFile


def tau(
    folder: Annotated[Path, typer.Argument(help="Folder of tau-retail, with db.json.", exists=True, file_okay=False)],
    tasks: Annotated[Path, typer.Option(help="Task file: its path in the folder, or a whole path.")],
    customers: Annotated[Path, typer.Option(help="What the tasks' customers say, likewise.")],
    runs: Annotated[int, typer.Option(min=1, help="Hold all talks so often.")] = 1,
    only: Annotated[str, typer.Option(help="Only these tasks: 0,1,2")] = "",
    transcripts: Annotated[Path, typer.Option(help="Folder for the talks, one text file a task.")] = Path("results/tau"),
) -> None:
    """Scripted customers hold the tasks of tau-retail over the customer API; the state of the store says who was helped."""
    # Here, because the server loads what the other commands do not need.
    from bot.engine.assistant import ModelUnusable  # noqa: PLC0415
    from bot.engine.training import TrainingError  # noqa: PLC0415
    from bot.evaluate.tau.run import UnlikeStore, hold_all  # noqa: PLC0415

    chosen = [name.strip() for name in only.split(",") if name.strip()]
    try:
        # Joined to a folder, an absolute path stays what it is.
        asked = read_tasks(folder / tasks, folder / customers, chosen)
        outcomes = hold_all(asked, folder / "db.json", get_settings(), runs, tell=tell)
    except (BadFile, UnlikeStore, TrainingError, ModelUnusable) as problem:
        raise stopped(str(problem)) from problem
    write_transcripts(transcripts, outcomes[-1])
    typer.echo(table(outcomes[-1]))
    typer.echo(totals(outcomes))
    typer.echo(f"The talks are in {transcripts}.")
