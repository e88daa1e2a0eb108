"""When a model is trained, and what happens where it cannot be."""

import shutil
from pathlib import Path

import pytest

from bot.engine.importer import ShopDataImporter
from bot.engine.training import TrainingError, fingerprint, train, write_lessons
from tests.engine import gift_shop


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(Path(gift_shop.__file__).parent, tmp_path / "project")
    return tmp_path / "project"


def test_an_unchanged_project_is_not_trained_again(project: Path, tmp_path: Path) -> None:
    said: list[str] = []
    first = train(tmp_path, said.append, project)
    trained_at = first.stat().st_ino

    assert train(tmp_path, said.append, project) == first
    assert first.stat().st_ino == trained_at
    assert "up to date" in said[-1]


def test_a_changed_rule_makes_a_model_of_its_own(project: Path, tmp_path: Path) -> None:
    before = fingerprint(project)
    rules = project / "data" / "rules.yml"
    rules.write_text(rules.read_text().replace("greet\n", "say hello\n", 1))

    assert fingerprint(project) != before


def test_a_changed_sentence_needs_no_training(project: Path) -> None:
    before = fingerprint(project)
    (project / "responses" / "en" / "gifts.yml").write_text("responses: {}")

    assert fingerprint(project) == before


def test_a_project_with_a_mistake_makes_no_model_and_says_why(project: Path, tmp_path: Path) -> None:
    (project / "data" / "rules.yml").write_text(
        'version: "3.1"\nrules:\n- rule: one\n  steps: [{intent: greet}, {action: utter_greet}]\n'
        "- rule: two\n  steps: [{intent: greet}, {action: utter_stopped}]\n"
    )

    with pytest.raises(TrainingError, match="contradict"):
        train(tmp_path / "models", lambda _: None, project)
    assert list((tmp_path / "models").iterdir()) == []


def test_what_agents_taught_makes_a_model_of_its_own(project: Path) -> None:
    assert fingerprint(project, {"en": {"greet": ["salutations"]}}) != fingerprint(project)
    assert fingerprint(project, {}) == fingerprint(project)


def test_what_agents_taught_is_read_as_words_of_its_language(project: Path, tmp_path: Path) -> None:
    write_lessons({"en": {"greet": ["salutations, [folks](gift)"]}, "ru": {"greet": ["салют: всем"]}}, tmp_path / "lessons")

    importer = ShopDataImporter(str(project / "config.yml"), str(project / "domain.yml"), [str(tmp_path / "lessons")])
    examples = importer.get_nlu_data().intent_examples

    assert [(one.get("text"), one.get("intent"), one.get("entities")) for one in examples] == [
        ("salutations,  folks  gift", "greet", None),
        ("салют: всем", "greet", None),
    ]


def test_what_agents_taught_is_learnt_beside_the_projects_own(project: Path, tmp_path: Path) -> None:
    plain = train(tmp_path / "models", lambda _: None, project)

    assert train(tmp_path / "models", lambda _: None, project, {"en": {"greet": ["salutations"]}}) != plain
