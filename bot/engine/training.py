"""Trains the model when what it is made of has changed."""

import hashlib
import json
import logging
import os
import re
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

import rasa_sdk
import structlog
import yaml

from bot.engine import inert_imports

PROJECT = Path(__file__).parents[2]
# Code that shapes a model.
CODE = ("bot/alphabets.py", "bot/nlu/**/*.py", "bot/engine/importer.py", "bot/engine/nlu_files.py", "bot/engine/policies.py")
# What agents taught in the console: examples by language and intent.
Taught = Mapping[str, Mapping[str, Sequence[str]]]
NOTHING_TAUGHT: Taught = {}
MAIN_LANGUAGE = "en"
FINGERPRINT_LENGTH = 12  # hexadecimal digits


class TrainingError(RuntimeError):
    """There is no model to be made of the project; the message says why."""


def train(folder: Path | str, report: Callable[[str], None], project: Path = PROJECT, taught: Taught = NOTHING_TAUGHT) -> Path:
    """Make sure that the folder's newest model is that of the project as it is now; returns its path.

    What agents taught is learnt beside the project's own examples. A model carries the fingerprint of its ingredients in
    its name, so an unchanged project is not trained again. Runs without TensorFlow; takes some seconds where there is
    something to train.
    """
    model = Path(folder) / f"firstline-{fingerprint(project, taught)}.tar.gz"
    if model.exists():
        os.utime(model)
        report(f"The model is up to date: {model}")
        return model
    report("Training the model; this takes some seconds ...")
    _train(project, model, taught)
    report(f"Trained {model}")
    return model


def newest_model(folder: Path | str) -> Path | None:
    """The one that is served."""
    return max(Path(folder).glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)


def fingerprint(project: Path = PROJECT, taught: Taught = NOTHING_TAUGHT) -> str:
    """Changes with whatever a model is made of."""
    digest = hashlib.sha256(rasa_sdk.__version__.encode())
    for path in _ingredients(project):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    if taught:
        digest.update(json.dumps(taught, sort_keys=True).encode())
    return digest.hexdigest()[:FINGERPRINT_LENGTH]


def _ingredients(project: Path) -> Iterator[Path]:
    yield from (project / "config.yml", project / "domain.yml")
    # Not the sentences: they are read when they are said.
    yield from sorted(path for path in project.glob("data/**/*.yml") if "responses" not in path.parts)
    for pattern in CODE:
        yield from sorted(PROJECT.glob(pattern))


def _train(project: Path, model: Path, taught: Taught) -> None:
    """Put the model where it belongs once it is whole: others may be looking for one."""
    model.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=model.parent) as folder:
        lessons = Path(folder) / "lessons"
        write_lessons(taught, lessons)
        os.replace(_train_with_rasa(project, folder, [project / "data", lessons] if taught else [project / "data"]), model)


def write_lessons(taught: Taught, folder: Path) -> None:
    """Laid out as the project's own examples are: English in nlu, each other language in a folder of its own there."""
    for language, by_intent in taught.items():
        file = folder / "nlu" / ("" if language == MAIN_LANGUAGE else language) / "taught.yml"
        file.parent.mkdir(parents=True, exist_ok=True)
        nlu = [
            {"intent": intent, "examples": "".join(f"- {_without_markup(text)}\n" for text in texts)}
            for intent, texts in by_intent.items()
        ]
        file.write_text(yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True), encoding="utf-8")


def _without_markup(text: str) -> str:
    """As the training reads it, [word](name) is an entity: what a customer wrote is only words."""
    return re.sub(r"[\[\](){}]", " ", text).strip()


def _train_with_rasa(project: Path, folder: str, examples: Sequence[Path]) -> str:
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
                training_files=[str(path) for path in examples],
                output=folder,
                force_training=True,
            )
    except (SystemExit, Exception) as error:
        # Rasa wraps what went wrong inside of a component, and exits where it does not like the data.
        raise TrainingError(f"The model cannot be trained.\n{printed.getvalue()}{error.__cause__ or error}") from error
    if result.model is None:
        raise TrainingError(f"Rasa made no model.\n{printed.getvalue()}")
    return result.model
