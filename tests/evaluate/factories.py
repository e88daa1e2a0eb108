"""Messages and what was made of them, with only what a test is about."""

from collections.abc import Sequence

from bot.evaluate.contender import Heard, Outcome
from bot.evaluate.examples import Example
from bot.evaluate.nlu import Choice, NluReport, Run
from bot.evaluate.score import Answer


def an_answer(
    meant: str = "track_order",
    heard: str = "track_order",
    *,
    confidence: float = 0.9,
    sure: bool = True,
    text: str = "where is it",
    language: str = "en",
    out_of_scope: float | None = None,
) -> Answer:
    intent, _, faq = meant.partition("/")
    example = Example(text, intent, language, faq or None)
    intent_heard = heard.partition("/")[0] if sure else "nlu_fallback"
    return Answer(example, Heard(intent_heard, [(heard, confidence)], 1.0, out_of_scope=out_of_scope))


def a_run(given: Sequence[Answer], name: str = "Firstline", training_seconds: float = 30.0) -> Run:
    outcome = Outcome(name, 100, training_seconds, 20.0, 400.0, 3.0, 250.0, 260.0, [answer.heard for answer in given])
    return Run(outcome, list(given))


def a_report(*runs: Run, choice: Choice | None = None, crossed: Sequence[Answer] = ()) -> NluReport:
    languages = sorted({answer.example.language for answer in runs[0].given})
    return NluReport("firstline evaluate nlu", "a machine", choice or Choice(), languages, list(runs), list(crossed))
