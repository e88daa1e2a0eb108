"""Trains the model when what it is made of has changed."""

import hashlib
import os
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import rasa_sdk

from bot.engine import inert_imports

PROJECT = Path(__file__).parents[2]
# What a model is made of. Sentences are not: they are read when they are said.
INGREDIENTS = ("config.yml", "domain.yml", "data/nlu", "data/faq", "data/rules", "data/stories", "bot/nlu", "bot/engine")
INGREDIENT_KINDS = frozenset({".yml", ".py"})
FINGERPRINT_LENGTH = 12  # hexadecimal digits


class TrainingError(RuntimeError):
    """Rasa made no model; what it printed says why."""


def train(folder: Path | str, report: Callable[[str], None], project: Path = PROJECT) -> Path:
    """Make sure that the folder's newest model is that of the project as it is now; returns its path.

    A model carries the fingerprint of its ingredients in its name, so an unchanged project is not trained again. Runs
    without TensorFlow; takes half a minute where there is something to train.
    """
    model = Path(folder) / f"firstline-{fingerprint(project)}.tar.gz"
    if model.exists():
        os.utime(model)
        report(f"The model is up to date: {model}")
        return model
    report("Training the model; this takes about half a minute ...")
    _train(project, model)
    report(f"Trained {model}")
    return model


def fingerprint(project: Path = PROJECT) -> str:
    digest = hashlib.sha256(rasa_sdk.__version__.encode())
    for path in _ingredients(project):
        digest.update(str(path.relative_to(project)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:FINGERPRINT_LENGTH]


def _ingredients(project: Path) -> Iterator[Path]:
    for name in INGREDIENTS:
        path = project / name
        yield from sorted(file for file in path.rglob("*") if file.suffix in INGREDIENT_KINDS) if path.is_dir() else [path]


def _train(project: Path, model: Path) -> None:
    inert_imports.install()
    # Imported here: what imports Rasa before `install` loads TensorFlow.
    from rasa.model_training import train as train_with_rasa  # noqa: PLC0415

    with warnings.catch_warnings():
        # Rasa advises to use its own entity extractors.
        warnings.simplefilter("ignore", UserWarning)
        result = train_with_rasa(
            domain=str(project / "domain.yml"),
            config=str(project / "config.yml"),
            training_files=[str(project / "data")],
            output=str(model.parent),
            force_training=True,
            fixed_model_name=model.name.removesuffix(".tar.gz"),
        )
    if result.model is None:
        raise TrainingError("Rasa made no model")
