"""The measurement of understanding as text, for a terminal and for the docs."""

from collections.abc import Callable, Iterator

from bot.evaluate.bars import bars
from bot.evaluate.contender import cost_rows
from bot.evaluate.nlu import NluReport, Run
from bot.evaluate.score import (
    accuracy,
    asked_back,
    by_label,
    entities_found,
    frequent_questions,
    in_language,
    intents,
    macro_f1,
    worst_mistakes,
    wrong_and_sure,
)
from bot.evaluate.tables import language_name, markdown, percent

WEAKEST = 15
WORST = 15


def nlu_text(report: NluReport) -> str:
    names = [run.name for run in report.runs]
    sections = [
        f"Understanding, {report.choice}: {len(report.ours.given)} phrasings held out",
        markdown([["right", *names], *language_rows(report)]),
        markdown([["", *names], *overall_rows(report)]),
        f"The weakest of {len(by_label(report.ours.given))} intents and frequent questions, all languages",
        markdown([["", "phrasings", "precision", "recall", "F1"], *_weakest(report.ours)]),
        "The surest mistakes",
        "\n".join(_mistakes(report.ours)),
        "\n".join(map(str, bars(report))),
        f"Measured with `{report.command}` on {report.machine}.",
    ]
    return "\n\n".join(section for section in sections if section)


def language_rows(report: NluReport) -> Iterator[list[str]]:
    """What was right in each language, a column for each run; cross-validated, ours alone."""
    for what, kind in (("intents", intents), ("frequent questions", frequent_questions)):
        for language in report.languages:
            given = [kind(in_language(run.given, language)) for run in report.runs]
            name = f"{what}, {language_name(language)} (of {len(given[0]):,})"
            yield [name, *(percent(accuracy(answers)) for answers in given)]
    for language in report.languages if report.crossed else ():
        crossed = in_language(report.crossed, language)
        name = f"cross-validated, {language_name(language)} (of {len(crossed):,})"
        yield [name, percent(accuracy(crossed)), *("" for _ in report.runs[1:])]


def overall_rows(report: NluReport) -> Iterator[list[str]]:
    """Figures of all languages together, and what they cost; a column for each run."""

    def row(what: str, shown: Callable[[Run], str]) -> list[str]:
        return [what, *(shown(run) for run in report.runs)]

    yield row("intents, all languages", lambda run: percent(accuracy(intents(run.given))))
    yield row("frequent questions, all languages", lambda run: percent(accuracy(frequent_questions(run.given))))
    yield row("mean F1 of all labels", lambda run: percent(macro_f1(by_label(run.given))))
    yield row("not sure: asks back", lambda run: percent(asked_back(run.given)))
    yield row("sure and wrong", lambda run: percent(wrong_and_sure(run.given)))
    yield row("out of scope: recognised or asked back", lambda run: percent(run.caught.recall))
    yield row("out of scope: recognised", lambda run: percent(run.caught.recognised))
    yield row("in scope, taken for out of scope", lambda run: percent(run.caught.false_alarms))
    yield row("expected calibration error", lambda run: f"{run.calibration_error:.3f}")
    yield ["entities found, English", entities_right(report.ours), *("" for _ in report.runs[1:])]
    yield row("parse, median (ms)", lambda run: f"{run.latency.median:.2f}")
    yield row("parse, 95th percentile (ms)", lambda run: f"{run.latency.p95:.2f}")
    yield from cost_rows([run.outcome for run in report.runs])
    yield row("memory after all messages (MB)", lambda run: f"{run.outcome.megabytes:.0f}")


def entities_right(run: Run) -> str:
    found, named = entities_found(run.given)
    return f"{found / named:.1%} of {named}" if named else "none named"


def _weakest(run: Run) -> Iterator[list[str]]:
    meant = [score for score in by_label(run.given) if score.examples]
    for score in sorted(meant, key=lambda score: score.f1)[:WEAKEST]:
        yield [score.label, str(score.examples), percent(score.precision), percent(score.recall), percent(score.f1)]


def _mistakes(run: Run) -> Iterator[str]:
    for answer in worst_mistakes(run.given, WORST):
        example = answer.example
        taken = f"{example.label} taken for {answer.heard.label} with {answer.heard.confidence:.2f}"
        yield f"- {taken} ({example.language}): {example.text}"
