"""A contender is really trained and asked, in processes of its own."""

import pytest

from bot.evaluate import contender
from bot.evaluate.contender import Contender, TrialFailed, heard_of, product_pipeline
from bot.evaluate.examples import Example

GREETINGS = [Example(text, "greet") for text in ("hello", "hi there", "good morning", "hello again")]
FEES = [
    Example(text, "ask_faq", faq="fees") for text in ("what are the fees", "fees please", "how high are your fees", "any fees")
]
HOURS = [Example(text, "ask_faq", faq="hours") for text in ("when do you open", "opening hours", "open hours", "are you open")]


def silent(news: str) -> None:
    """Nobody listens."""


def test_our_pipeline_learns_examples_and_hears_new_texts() -> None:
    asked = [Example("hi, good morning", "greet"), Example("how high are the fees", "ask_faq", faq="fees")]
    outcome = product_pipeline().run([*GREETINGS, *FEES, *HOURS], asked, silent)

    assert [heard.label for heard in outcome.heard] == ["greet", "ask_faq/fees"]
    assert outcome.training_examples == 12
    assert min(outcome.training_seconds, outcome.training_megabytes, outcome.load_seconds, outcome.loaded_megabytes) > 0


def test_a_pipeline_that_cannot_be_trained_says_why() -> None:
    broken = Contender("broken", [{"name": "NoSuchComponent"}], "bot.evaluate.examples_importer.ExamplesImporter", ours=True)

    with pytest.raises(TrialFailed, match="NoSuchComponent"):
        broken.run(GREETINGS, [], silent)


def test_who_waits_hears_that_it_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contender, "SILENCE", 0.2)
    news: list[str] = []
    broken = Contender("broken", [{"name": "NoSuchComponent"}], "bot.evaluate.examples_importer.ExamplesImporter", ours=True)

    with pytest.raises(TrialFailed):
        broken.run(GREETINGS, [], news.append)

    assert "... 0 min" in news


def test_asking_back_is_no_label_and_a_frequent_question_is_one() -> None:
    parse = {
        "intent": "nlu_fallback",
        "ranking": [
            {"name": "nlu_fallback", "confidence": 0.7, "faq": None},
            {"name": "ask_faq", "confidence": 0.4, "faq": "fees"},
            {"name": "greet", "confidence": 0.3, "faq": None},
        ],
        "milliseconds": 1.0,
        "entities": [["email", "a@example.com"]],
        "language": "en",
        "out_of_scope": None,
    }
    heard = heard_of(parse)

    assert heard.ranking == [("ask_faq/fees", 0.4), ("greet", 0.3)]
    assert (heard.label, heard.confidence, heard.is_sure) == ("ask_faq/fees", 0.4, False)
