"""Who is measured: the product's own pipeline, or Rasa's default one, on the same examples and the same questions."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from bot.engine.training import PROJECT
from bot.evaluate import trial
from bot.evaluate.diet import DIET_PIPELINE
from bot.evaluate.examples import LABEL_SEPARATOR, Example, write
from bot.evaluate.terminal import Tell

NOT_SURE = "nlu_fallback"
RULES_FOLDER, RULES_FILES = "nlu", "**/entities.yml"
QUIET = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "LOG_LEVEL": "ERROR",
    "PYTHONWARNINGS": "ignore",
    "PYTHONPATH": str(PROJECT),
}
# Longer than this nobody waits without a word.
SILENCE = 60.0  # seconds


class TrialFailed(Exception):  # noqa: N818 - reads as the sentence that it carries
    """A pipeline could not be trained or asked; the message ends with the last lines of its log."""


@dataclass(frozen=True)
class Heard:
    """What a pipeline made of one message."""

    # The intent that the dialogue goes on with: `nlu_fallback` where the pipeline is not sure.
    intent: str | None
    # Labels with confidences, best first, without `nlu_fallback`.
    ranking: list[tuple[str, float]]
    milliseconds: float
    entities: set[tuple[str, str]] = field(default_factory=set)
    language: str | None = None
    # How surely it is about something else; None where the pipeline does not say.
    out_of_scope: float | None = None

    @property
    def label(self) -> str:
        """The likeliest label, also where the pipeline is not sure of it."""
        return self.ranking[0][0] if self.ranking else "nothing"

    @property
    def confidence(self) -> float:
        return self.ranking[0][1] if self.ranking else 0.0

    @property
    def is_sure(self) -> bool:
        return self.intent not in {NOT_SURE, None}


@dataclass(frozen=True)
class Outcome:
    """One contender's run: what it took, and what it heard, in the order of the questions."""

    name: str
    training_examples: int
    training_seconds: float
    # Of the processor: what the training takes when nothing else runs, with one core.
    training_cpu_seconds: float
    training_megabytes: float
    load_seconds: float
    loaded_megabytes: float
    megabytes: float
    heard: list[Heard]


def cost_rows(outcomes: Sequence[Outcome]) -> Iterator[list[str]]:
    """What each of them took, a column for each, as tables have it."""

    def row(what: str, shown: Callable[[Outcome], str]) -> list[str]:
        return [what, *(shown(outcome) for outcome in outcomes)]

    yield row("training (s)", lambda outcome: f"{outcome.training_seconds:.0f}")
    yield row("training, processor time (s)", lambda outcome: f"{outcome.training_cpu_seconds:.0f}")
    yield row("peak memory of training (MB)", lambda outcome: f"{outcome.training_megabytes:.0f}")
    yield row("load (s)", lambda outcome: f"{outcome.load_seconds:.1f}")
    yield row("memory when loaded (MB)", lambda outcome: f"{outcome.loaded_megabytes:.0f}")


@dataclass(frozen=True)
class Contender:
    name: str
    pipeline: Sequence[dict[str, Any]]
    importer: str
    ours: bool
    # The product as it is served, trained on all of the project's data, whatever examples are given.
    whole_product: bool = False
    # Where the patterns and word lists are that are learnt beside the examples.
    rules: Path | None = None

    def run(self, training: Sequence[Example], asked: Iterable[Example], tell: Tell) -> Outcome:
        """Train on the examples, then ask each text once. Raises TrialFailed."""
        with TemporaryDirectory(prefix="firstline-trial-") as name:
            folder = Path(name)
            self._prepare(folder, training, [[example.text, example.language] for example in asked])
            tell(f"{self.name}: training on {len(training)} examples ...")
            _run(folder, "train", tell)
            trained = _json(folder / trial.TRAINED)
            tell(f"{self.name}: trained in {trained['seconds']:.0f} s; parsing what it has not seen ...")
            _run(folder, "ask", tell)
            found = _json(folder / trial.HEARD)
        return Outcome(
            self.name,
            len(training),
            trained["seconds"],
            trained["cpu_seconds"],
            trained["megabytes"],
            found["load_seconds"],
            found["loaded_megabytes"],
            found["megabytes"],
            [heard_of(parse) for parse in found["heard"]],
        )

    def _prepare(self, folder: Path, training: Sequence[Example], questions: list[list[str]]) -> None:
        task = {"ours": self.ours, "whole_product": self.whole_product, "project": str(PROJECT)}
        (folder / trial.TASK).write_text(json.dumps(task), encoding="utf-8")
        (folder / f"{trial.QUESTIONS}.json").write_text(json.dumps(questions, ensure_ascii=False), encoding="utf-8")
        config = {
            "recipe": "default.v1",
            "assistant_id": "trial",
            "language": "en",
            "importers": [{"name": self.importer}],
            "pipeline": list(self.pipeline),
        }
        (folder / "config.yml").write_text(yaml.safe_dump(config, sort_keys=False), encoding="utf-8")
        (folder / "domain.yml").write_text("version: '3.1'\n", encoding="utf-8")
        write(training, folder)
        if self.rules is not None:
            _copy_rules(self.rules, folder / RULES_FOLDER)


def product() -> Contender:
    """Firstline as it is: `firstline train` on the project's own data."""
    return Contender("Firstline", [], "", ours=True, whole_product=True)


def product_pipeline(*, rules: bool = False) -> Contender:
    """Every component of config.yml on whatever examples, with the project's patterns and word lists or without."""
    pipeline = yaml.safe_load((PROJECT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    importer = "bot.evaluate.examples_importer.ExamplesImporter"
    return Contender("Firstline", pipeline, importer, ours=True, rules=PROJECT / "data" / RULES_FOLDER if rules else None)


def diet() -> Contender:
    """What `rasa init` configures."""
    return Contender("Rasa's default", DIET_PIPELINE, "bot.evaluate.examples_importer.StockExamplesImporter", ours=False)


def heard_of(parse: dict[str, Any]) -> Heard:
    ranking = [(_label(guess), guess["confidence"]) for guess in parse["ranking"] if guess["name"] not in {NOT_SURE, None}]
    return Heard(
        parse["intent"],
        ranking,
        parse["milliseconds"],
        {(entity, value) for entity, value in parse["entities"]},
        parse["language"],
        parse["out_of_scope"],
    )


def _copy_rules(source: Path, target: Path) -> None:
    for file in source.glob(RULES_FILES):
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, copy)


def _label(guess: dict[str, Any]) -> str:
    return f"{guess['name']}{LABEL_SEPARATOR}{guess['faq']}" if guess["faq"] else str(guess["name"])


def _run(folder: Path, step: str, tell: Tell) -> None:
    """Run one step of the trial to its end, saying every minute that it goes on."""
    log, begun = folder / f"{step}.log", time.monotonic()
    command = [sys.executable, "-m", trial.__name__, str(folder), step]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **QUIET}, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT
        )
    try:
        while not _ended(process):
            tell(f"... {(time.monotonic() - begun) / 60:.0f} min")
    finally:
        # Does nothing to a process that has ended; whoever interrupts this one interrupts the trial, too.
        process.kill()
        process.wait()
    if process.returncode:
        raise TrialFailed("\n".join([f"The step '{step}' failed:", *log.read_text(errors="replace").splitlines()[-15:]]))


def _ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(SILENCE)
    except subprocess.TimeoutExpired:
        return False
    return True


def _json(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))
