"""Understanding is measured on what was never learnt, and held against its bars."""

from dataclasses import replace

import pytest

from bot.evaluate import nlu
from bot.evaluate.bars import bars
from bot.evaluate.contender import Contender, Outcome
from bot.evaluate.examples import Example, of_project
from bot.evaluate.held_out import held_out, languages
from bot.evaluate.nlu import Choice, cross_validate
from bot.evaluate.nlu_report import nlu_text
from tests.evaluate.factories import a_report, a_run, an_answer

GIVEN = [
    an_answer("track_order", "track_order", confidence=0.99),
    an_answer("complain", "praise", confidence=0.8, text="what a shop"),
    an_answer("track_order", "track_order", language="et"),
    an_answer("ask_faq/fees", "ask_faq/fees", language="et"),
    an_answer("out_of_scope", "track_order", sure=False, confidence=0.4),
]


def silent(news: str) -> None:
    """Nobody listens."""


@pytest.fixture(scope="module")
def learnt() -> list[Example]:
    return of_project()


def test_no_phrasing_held_out_is_learnt(learnt: list[Example]) -> None:
    texts = {(example.text, example.language) for example in learnt}

    assert [asked.text for asked in held_out(languages()) if (asked.text, asked.language) in texts] == []


def test_examples_of_the_project_know_language_and_question(learnt: list[Example]) -> None:
    assert {example.language for example in learnt} == set(languages())
    assert any(example.faq for example in learnt)


def test_languages_are_those_with_phrasings_english_first() -> None:
    assert languages()[0] == "en"
    assert len(languages()) == 6


def test_every_example_is_answered_by_a_model_that_did_not_learn_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Parrot:
        """Says what it learnt, and nothing else."""

        def run(self, training: list[Example], asked: list[Example], tell: object) -> Outcome:
            known = {example.text: example.label for example in training}
            heard = [an_answer(heard=known.get(example.text, "unknown")).heard for example in asked]
            return replace(a_run(GIVEN).outcome, heard=heard)

    monkeypatch.setattr(nlu, "product_pipeline", lambda rules: Parrot())
    examples = [Example(f"text {number}", "greet") for number in range(10)]

    crossed = cross_validate(examples, 3, 7, silent)

    assert sorted(answer.example.text for answer in crossed) == sorted(example.text for example in examples)
    assert {answer.heard.label for answer in crossed} == {"unknown"}


def test_fewer_examples_are_learnt_by_both(monkeypatch: pytest.MonkeyPatch, learnt: list[Example]) -> None:
    trained = []

    def stop(contender: Contender, training: list[Example], *others: object) -> None:
        trained.append((contender.name, len(training), {example.language for example in training}))

    monkeypatch.setattr(nlu, "_run", stop)
    monkeypatch.setattr(nlu, "of_project", lambda: learnt)
    nlu.measure(Choice(("et",), per_intent=2, folds=0), against_diet=True, tell=silent)

    assert [name for name, *_ in trained] == ["Firstline", "Rasa's default"]
    assert trained[0][1:] == trained[1][1:]
    assert trained[0][2] == {"et"}


def test_bars_are_held_or_missed() -> None:
    verdicts = {bar.what: bar.holds for bar in bars(a_report(a_run(GIVEN, training_seconds=61.0)))}

    assert verdicts["intents held out, English"] is False
    assert verdicts["intents held out, Estonian"] is True
    assert verdicts["training"] is False
    assert verdicts["training, peak memory"] is True


def test_a_part_of_the_data_is_held_to_no_bar() -> None:
    assert list(bars(a_report(a_run(GIVEN), choice=Choice(("en",))))) == []


def test_the_text_has_both_contenders_and_the_mistakes() -> None:
    text = nlu_text(a_report(a_run(GIVEN), a_run(GIVEN, "Rasa's default"), crossed=GIVEN))

    assert "| Firstline | Rasa's default |" in text
    assert "complain taken for praise with 0.80 (en): what a shop" in text
    assert "MISSED: intents held out, English at least 95% (measured 33.3%)" in text
    assert "| cross-validated, English (of 3)" in text
