"""A public data set, learnt and judged by contenders; and the figures of it side by side."""

import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from bot.evaluate.benchmark import Benchmark
from bot.evaluate.contender import Contender, Outcome, cost_rows
from bot.evaluate.examples import Example, sample
from bot.evaluate.latency import Latency, latency
from bot.evaluate.machine import describe_machine
from bot.evaluate.out_of_scope import MOST_LOST, Refusal, choose_threshold, in_scope_accuracy, refuse
from bot.evaluate.score import answers, by_label, macro_f1
from bot.evaluate.tables import markdown, percent
from bot.evaluate.terminal import Tell


@dataclass(frozen=True)
class Judged:
    """One contender on one data set."""

    outcome: Outcome
    in_scope_accuracy: float
    macro_f1: float
    latency: Latency
    # None where the data set has nothing out of scope.
    refusal: Refusal | None


@dataclass(frozen=True)
class BenchmarkReport:
    name: str
    training_examples: int
    intents: int
    test_messages: int
    per_intent: int | None
    seed: int
    judged: list[Judged]


def judge(
    benchmark: Benchmark, contenders: Sequence[Contender], per_intent: int | None, seed: int, tell: Tell
) -> BenchmarkReport:
    """Every contender learns the same sample and is asked the whole validation and test set."""
    training = sample(benchmark.training, per_intent, seed)
    judged = [_judge_one(contender, benchmark, training, tell) for contender in contenders]
    intents = len({example.intent for example in training})
    return BenchmarkReport(benchmark.name, len(training), intents, len(benchmark.test), per_intent, seed, judged)


def benchmark_table(report: BenchmarkReport) -> str:
    chosen = f"{report.per_intent} of each intent, seed {report.seed}" if report.per_intent else "all that there are"
    head = f"{report.name}: {report.training_examples} training examples ({chosen}) of {report.intents} intents, "
    rows = [["", *(one.outcome.name for one in report.judged)], *_rows(report.judged)]
    origin = f"Measured with `{shlex.join(['firstline', *sys.argv[1:]])}` on {describe_machine()}."
    return "\n".join([head + f"{report.test_messages} test messages", "", markdown(rows), "", origin])


def _judge_one(contender: Contender, benchmark: Benchmark, training: list[Example], tell: Tell) -> Judged:
    asked = [*benchmark.validation, *benchmark.test]
    outcome = contender.run(training, asked, tell)
    given = answers(asked, outcome.heard)
    validation, test = given[: len(benchmark.validation)], given[len(benchmark.validation) :]
    refusal = refuse(test, choose_threshold(validation)) if benchmark.has_out_of_scope else None
    milliseconds = [answer.heard.milliseconds for answer in test]
    return Judged(outcome, in_scope_accuracy(test), macro_f1(by_label(test)), latency(milliseconds), refusal)


def _rows(judged: Sequence[Judged]) -> Iterator[list[str]]:
    def row(what: str, shown: Callable[[Judged], str]) -> list[str]:
        return [what, *(shown(one) for one in judged)]

    yield row("test accuracy" if judged[0].refusal is None else "accuracy in scope", lambda one: percent(one.in_scope_accuracy))
    yield row("mean F1 of the intents", lambda one: percent(one.macro_f1))
    if judged[0].refusal is not None:
        yield from _refusal_rows([one.refusal for one in judged if one.refusal])
    yield from cost_rows([one.outcome for one in judged])
    yield row("memory after the test (MB)", lambda one: f"{one.outcome.megabytes:.0f}")
    yield row("parse, median (ms)", lambda one: f"{one.latency.median:.2f}")
    yield row("parse, 95th percentile (ms)", lambda one: f"{one.latency.p95:.2f}")


def _refusal_rows(refusals: Sequence[Refusal]) -> Iterator[list[str]]:
    yield [
        f"out of scope found, threshold for at most {MOST_LOST:.0%} of validation lost",
        *(percent(r.recall) for r in refusals),
    ]
    yield ["in scope, turned away by that threshold", *(percent(r.lost) for r in refusals)]
    yield ["in scope, understood and yet turned away", *(percent(r.lost_accuracy) for r in refusals)]
