"""Trains the model when what it is made of has changed."""

import hashlib
import logging
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import rasa_sdk
import structlog

from bot.engine import inert_imports

PROJECT = Path(__file__).parents[2]
# Code that shapes a model.
CODE = ("bot/nlu/**/*.py", "bot/engine/importer.py", "bot/engine/nlu_files.py", "bot/engine/policies.py")
FINGERPRINT_LENGTH = 12  # hexadecimal digits


class TrainingError(RuntimeError):
    """There is no model to be made of the project; the message says why."""


def train(folder: Path | str, report: Callable[[str], None], project: Path = PROJECT) -> Path:
    """Make sure that the folder's newest model is that of the project as it is now; returns its path.

    A model carries the fingerprint of its ingredients in its name, so an unchanged project is not trained again. Runs
    without TensorFlow; takes some seconds where there is something to train.
    """
    model = Path(folder) / f"firstline-{fingerprint(project)}.tar.gz"
    if model.exists():
        os.utime(model)
        report(f"The model is up to date: {model}")
        return model
    report("Training the model; this takes some seconds ...")
    _train(project, model)
    report(f"Trained {model}")
    return model


def fingerprint(project: Path = PROJECT) -> str:
    """Changes with whatever a model is made of."""
    digest = hashlib.sha256(rasa_sdk.__version__.encode())
    for path in _ingredients(project):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:FINGERPRINT_LENGTH]


def _ingredients(project: Path) -> Iterator[Path]:
    yield from (project / "config.yml", project / "domain.yml")
    # Not the sentences: they are read when they are said.
    yield from sorted(path for path in project.glob("data/**/*.yml") if "responses" not in path.parts)
    for pattern in CODE:
        yield from sorted(PROJECT.glob(pattern))


def _train(project: Path, model: Path) -> None:
    """Put the model where it belongs once it is whole: others may be looking for one."""
    model.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=model.parent) as folder:
        os.replace(_train_with_rasa(project, folder), model)


def _train_with_rasa(project: Path, folder: str) -> str:
    inert_imports.install()
    # Imported here: what imports Rasa before `install` loads TensorFlow.
    from rasa.model_training import train as train_in_graph  # noqa: PLC0415

    # Rasa prints its progress, and advises to use its own entity extractors; a failure alone is worth reading.
    printed = StringIO()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    try:
        with warnings.catch_warnings(action="ignore"), redirect_stdout(printed), redirect_stderr(printed):
            result = train_in_graph(
                domain=str(project / "domain.yml"),
                config=str(project / "config.yml"),
                training_files=[str(project / "data")],
                output=folder,
                force_training=True,
            )
    except (SystemExit, Exception) as error:
        # Rasa wraps what went wrong inside of a component, and exits where it does not like the data.
        raise TrainingError(f"The model cannot be trained.\n{printed.getvalue()}{error.__cause__ or error}") from error
    if result.model is None:
        raise TrainingError(f"Rasa made no model.\n{printed.getvalue()}")
    return result.model
