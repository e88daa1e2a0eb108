"""Understanding, measured: the product on what is held out, by cross-validation, and beside Rasa's default pipeline."""

import shlex
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from bot.evaluate.calibration import bins, expected_calibration_error
from bot.evaluate.contender import Contender, Outcome, diet, product, product_pipeline
from bot.evaluate.examples import Example, folds, of_project, sample
from bot.evaluate.held_out import held_out, languages
from bot.evaluate.latency import Latency, latency
from bot.evaluate.machine import describe_machine
from bot.evaluate.out_of_scope import Caught, caught
from bot.evaluate.score import Answer, accuracy, answers, in_language, intents
from bot.evaluate.terminal import Tell


@dataclass(frozen=True)
class Choice:
    """What is learnt and asked; everything by default."""

    # ISO 639 codes; none for all.
    languages: tuple[str, ...] = ()
    per_intent: int | None = None
    # Of the cross-validation; 0 for none.
    folds: int = 5
    seed: int = 7

    @property
    def is_whole(self) -> bool:
        return not self.languages and self.per_intent is None

    def __str__(self) -> str:
        spoken = ", ".join(self.languages) or "all languages"
        amount = f"{self.per_intent} examples of each intent, seed {self.seed}" if self.per_intent else "all examples"
        return f"{spoken}, {amount}"


@dataclass(frozen=True)
class Run:
    """One contender on the held-out phrasings."""

    outcome: Outcome
    given: list[Answer]

    @property
    def name(self) -> str:
        return self.outcome.name

    @property
    def latency(self) -> Latency:
        return latency([answer.heard.milliseconds for answer in self.given])

    @property
    def caught(self) -> Caught:
        return caught(self.given)

    @property
    def calibration_error(self) -> float:
        return expected_calibration_error(bins(self.given))

    def intent_accuracy(self, language: str) -> float:
        return accuracy(intents(in_language(self.given, language)))


@dataclass(frozen=True)
class NluReport:
    command: str
    machine: str
    choice: Choice
    languages: list[str]
    # Ours first.
    runs: list[Run]
    # Every training example, answered by a model that did not learn it; empty without cross-validation.
    crossed: list[Answer]

    @property
    def ours(self) -> Run:
        return self.runs[0]


def measure(choice: Choice, *, against_diet: bool, tell: Tell) -> NluReport:
    """Takes a minute or two; with Rasa's default pipeline on everything, an hour. Raises TrialFailed."""
    spoken = list(choice.languages) or languages()
    asked = held_out(spoken)
    training = sample((example for example in of_project() if example.language in spoken), choice.per_intent, choice.seed)
    ours = product() if choice.is_whole else product_pipeline(rules=True)
    runs = [_run(contender, training, asked, tell) for contender in (ours, *([diet()] if against_diet else []))]
    crossed = cross_validate(training, choice.folds, choice.seed, tell) if choice.folds else []
    command = shlex.join(["firstline", *sys.argv[1:]])
    return NluReport(command, describe_machine(), choice, spoken, runs, crossed)


def cross_validate(examples: Sequence[Example], number: int, seed: int, tell: Tell) -> list[Answer]:
    """Every example is answered once, by a model that learnt the other folds."""
    parts = folds(examples, number, seed)
    crossed: list[Answer] = []
    for index, part in enumerate(parts, start=1):
        tell(f"Cross-validation, fold {index} of {number}")
        others = [example for other in parts if other is not part for example in other]
        crossed += answers(part, product_pipeline(rules=True).run(others, part, tell).heard)
    return crossed


def _run(contender: Contender, training: Sequence[Example], asked: Sequence[Example], tell: Tell) -> Run:
    outcome = contender.run(training, asked, tell)
    return Run(outcome, answers(asked, outcome.heard))
