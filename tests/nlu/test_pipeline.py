"""Benchmarks measure what config.yml names."""

from pathlib import Path

from bot.nlu.embeddings.component import SentenceEmbeddings
from bot.nlu.intents import SentenceIntentClassifier
from bot.nlu.pipeline import configured, train

CONFIG = """
pipeline:
- name: bot.nlu.embeddings.component.SentenceEmbeddings
- name: bot.nlu.intents.SentenceIntentClassifier
  closeness: 3.0
"""
TEXTS = ["hello", "hello there", "hi there", "hi you", "cancel it", "cancel my order", "annul it", "annul my order"]


def written(folder: Path) -> Path:
    file = folder / "config.yml"
    file.write_text(CONFIG, encoding="utf-8")
    return file


def test_settings_of_the_file_stand_over_the_components_own(tmp_path: Path) -> None:
    own = SentenceIntentClassifier.get_default_config()

    assert configured(SentenceIntentClassifier, written(tmp_path))["closeness"] == 3.0
    assert configured(SentenceIntentClassifier, written(tmp_path))["outside"] == own["outside"]


def test_the_projects_file_names_the_components() -> None:
    assert configured(SentenceEmbeddings)["name"].endswith("SentenceEmbeddings")


def test_the_classifier_is_trained_as_the_file_says(tmp_path: Path) -> None:
    model = train(TEXTS, ["greet"] * 4 + ["cancel_order"] * 4, written(tmp_path))

    assert model.settings.closeness == 3.0
    assert model.rank("please cancel the order")[0][0] == "cancel_order"
