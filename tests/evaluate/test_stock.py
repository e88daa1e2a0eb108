"""The stock project that ours is measured against."""

from pathlib import Path

import pytest
import yaml

from bot.evaluate import stock


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stock")
    stock.make_project(folder)
    return folder


def read(file: Path) -> dict:  # type: ignore[type-arg]
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def test_default_pipeline_and_policies_are_all_there(project: Path) -> None:
    config = read(project / "config.yml")
    names = {component["name"] for component in config["pipeline"] + config["policies"]}

    assert {
        "DIETClassifier",
        "ResponseSelector",
        "TEDPolicy",
        "UnexpecTEDIntentPolicy",
        "MemoizationPolicy",
        "RulePolicy",
    } <= names


def test_nothing_of_ours_is_in_it_but_the_request_policy(project: Path) -> None:
    config = read(project / "config.yml")

    assert [name for component in config["pipeline"] + config["policies"] if (name := component["name"]).startswith("bot.")] == [
        "bot.engine.policies.RequestPolicy"
    ]


def test_every_rule_stands_as_a_story_too(project: Path) -> None:
    rules = [rule["rule"] for file in (project / "data" / "rules").glob("*.yml") for rule in read(file)["rules"]]
    stories = [story["story"] for story in read(project / "data" / "stories" / "rules.yml")["stories"]]

    assert sorted(stories) == sorted(rules)


def test_every_question_has_its_answer(project: Path) -> None:
    asked = {f"utter_{entry['intent']}" for entry in read(project / "data" / "nlu" / "faq.yml")["nlu"]}

    assert asked == set(read(project / "domain" / "faq.yml")["responses"])
