"""A real training of a small project: put live where it is not worse, else thrown away; where it fails, the reason is kept."""

import os
from pathlib import Path

import pytest
import yaml

from bot.engine.training import newest_model, train
from bot.evaluate.retraining import Retraining
from bot.services import trainings
from bot.services.lessons import Taught
from bot.store.database import Database
from bot.support.training import Training, TrainingState
from tests.factories import NOW, an_agent, saved

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)

CONFIG = {
    "recipe": "default.v1",
    "assistant_id": "small",
    "language": "en",
    "importers": [{"name": "bot.engine.importer.ShopDataImporter"}],
    "pipeline": [
        {"name": "bot.nlu.embeddings.component.SentenceEmbeddings"},
        {"name": "bot.nlu.intents.SentenceIntentClassifier"},
    ],
    "policies": [{"name": "bot.engine.policies.IntentRulePolicy"}],
}
DOMAIN = {"version": "3.1", "intents": ["greet", "wrap_gift"], "actions": ["utter_greet", "utter_goodbye"]}
RULES = "version: '3.1'\nrules:\n- rule: one\n  steps: [{intent: greet}, {action: utter_greet}]\n"
RULES += "- rule: two\n  steps: [{intent: wrap_gift}, {action: utter_goodbye}]\n"
SENTENCES = {"responses": {name: [{"text": "hm"}] for name in ("utter_greet", "utter_goodbye")}}
KNOWN = {"greet": ["hello", "hi there", "good morning", "hey"], "wrap_gift": ["wrap it", "please wrap it", "a gift", "paper"]}
UNSEEN = {"greet": ["good day to you", "hello you"], "wrap_gift": ["wrap the lamp", "paper round it, it is a gift"]}


def nlu(examples: dict[str, list[str]]) -> str:
    listed = [{"intent": intent, "examples": "".join(f"- {text}\n" for text in texts)} for intent, texts in examples.items()]
    return yaml.safe_dump({"version": "3.1", "nlu": listed})


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """With the model that is in use."""
    folder = tmp_path_factory.mktemp("project")
    files = {
        "config.yml": yaml.safe_dump(CONFIG),
        "domain.yml": yaml.safe_dump(DOMAIN),
        "data/nlu/small.yml": nlu(KNOWN),
        "data/rules/small.yml": RULES,
        "data/responses/en/small.yml": yaml.safe_dump(SENTENCES),
        "phrasings/en/held_out.yml": nlu(UNSEEN),
        "phrasings/en/held_out_faq.yml": "{}",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    train(folder / "models", lambda _: None, folder)
    return folder


@pytest.fixture
def models(project: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    for model in (project / "models").glob("*.tar.gz"):
        os.link(model, folder / model.name)
    return folder


@pytest.fixture(autouse=True)
def at_any_priority(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "nice", lambda _: 0)


def asked_for(database: Database, taught: Taught) -> str:
    with database.session() as db:
        agent = saved(db, an_agent())
        state = TrainingState.TRAINING
        training = Training(begun_at=NOW, begun_by_id=agent.id, state=state, is_running=True, seen_at=NOW, taught=taught)
        db.add(training)
        db.flush()
        return training.id


def stored(database: Database, training_id: str) -> Training:
    with database.session() as db:
        return db.get_one(Training, training_id)


def test_a_model_that_learnt_more_is_served_from_then_on(database: Database, project: Path, models: Path) -> None:
    before = newest_model(models)
    asked = asked_for(database, {"en": {"greet": ["salutations, folks"]}})

    state = Retraining(database, models, project, project / "phrasings").run(asked)

    training, newest = stored(database, asked), newest_model(models)
    assert (state, training.problem) == (TrainingState.LIVE, None)
    assert newest is not None
    assert newest != before
    assert newest.name == training.model
    assert training.figures is not None
    assert training.figures[1].taught == (1, 1)
    assert (training.measured, training.to_measure) == (0, 10)


def test_a_model_that_understands_less_is_thrown_away(database: Database, project: Path, models: Path) -> None:
    before = newest_model(models)
    wrong = [*UNSEEN["wrap_gift"], "wrap this", "wrap the mug", "gift paper please", "wrap all of it"]
    asked = asked_for(database, {"en": {"greet": wrong}})

    state = Retraining(database, models, project, project / "phrasings").run(asked)

    assert (state, stored(database, asked).model) == (TrainingState.WORSE, None)
    assert newest_model(models) == before
    assert list(models.glob("**/*.tar.gz")) == [before]


def test_what_goes_wrong_is_kept_for_the_supervisor(database: Database, project: Path, tmp_path: Path) -> None:
    asked = asked_for(database, {"en": {"greet": ["salutations"]}})

    state = Retraining(database, tmp_path / "nowhere", project, project / "phrasings").run(asked)

    assert state is TrainingState.FAILED
    assert "There is no model" in str(stored(database, asked).problem)
    with database.session() as db:
        assert trainings.running(db) is None
