"""A stock Rasa project on our data: what one gets from Rasa's documentation, to measure ours against.

It has Rasa's default pipeline and policies, our examples, rules, domain and actions. Three things are done as Rasa's
documentation does them: the questions and answers are retrieval intents for its ResponseSelector; every rule also
stands as a story, or TED and UnexpecTED would have nothing to learn from; dialogue state is kept in memory.
Our RequestPolicy is added: without it no request gets past its first question.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from bot.evaluate.servers import HOST, Server, ServerFailed, free_port, running
from bot.store.knowledge import load_faqs
from bot.support.faq import Faq

ROOT = Path(__file__).parent.parent.parent
TRAINING_LIMIT = 60 * 60.0  # seconds
# Speed does not depend on how well the networks have learnt; the dialogue has to be followed all the same.
NLU_EPOCHS = 10
DIALOGUE_EPOCHS = 5

ENVIRONMENT = {
    "RASA_TELEMETRY_ENABLED": "false",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "LOG_LEVEL": "ERROR",
    "PYTHONWARNINGS": "ignore",
    "SANIC_HOST": HOST,
}

PIPELINE: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
    {"name": "DIETClassifier", "epochs": NLU_EPOCHS, "constrain_similarities": True},
    {"name": "EntitySynonymMapper"},
    {"name": "ResponseSelector", "epochs": NLU_EPOCHS, "constrain_similarities": True},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]
POLICIES: list[dict[str, Any]] = [
    {"name": "MemoizationPolicy"},
    {"name": "RulePolicy"},
    {"name": "UnexpecTEDIntentPolicy", "max_history": 5, "epochs": DIALOGUE_EPOCHS},
    {"name": "TEDPolicy", "max_history": 5, "epochs": DIALOGUE_EPOCHS, "constrain_similarities": True},
]
FAQ_INTENT = "ask_faq"


def make_project(folder: Path) -> None:
    """Write the project into an empty folder."""
    data, domain = folder / "data", folder / "domain"
    for topic in ("nlu", "rules", "stories"):
        (data / topic).mkdir(parents=True)
        for file in (ROOT / "data" / topic).glob("*.yml"):
            shutil.copy(file, data / topic)
    shutil.copytree(ROOT / "data" / "responses" / "en", domain / "responses")
    shutil.copy(ROOT / "domain.yml", domain)
    _write_faqs(load_faqs(ROOT / "data" / "faq"), data, domain)
    _write(data / "stories" / "rules.yml", {"version": "3.1", "stories": list(_rules_as_stories(data / "rules"))})
    policies = [*POLICIES, _request_policy()]
    _write(folder / "config.yml", {"recipe": "default.v1", "language": "en", "pipeline": PIPELINE, "policies": policies})
    _write(folder / "credentials.yml", {"rest": None})


def train(folder: Path) -> None:
    """Train the project's model with `rasa train`; takes minutes."""
    log = folder / "train.log"
    with log.open("wb") as output:
        done = subprocess.run(
            rasa("train", "--domain", "domain", "--fixed-model-name", "stock"),
            cwd=folder,
            env={**os.environ, **ENVIRONMENT},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            timeout=TRAINING_LIMIT,
            check=False,
        )
    if done.returncode:
        raise ServerFailed("\n".join(["`rasa train` failed:", *log.read_text(errors="replace").splitlines()[-15:]]))


@contextmanager
def serving(folder: Path, environment: Mapping[str, str]) -> Iterator[tuple[Server, Server]]:
    """Run `rasa run actions` and then `rasa run` on the trained project; yields Rasa's server, then the actions'."""
    environment = {**environment, **ENVIRONMENT}
    actions_port, port = free_port(), free_port()
    _write(folder / "endpoints.yml", {"action_endpoint": {"url": f"http://{HOST}:{actions_port}/webhook"}})
    actions_command = rasa("run", "actions", "--port", str(actions_port), "--actions", "actions")
    command = rasa("run", "--interface", HOST, "--port", str(port), "--model", "models/stock.tar.gz")
    with (
        running(
            actions_command, port=actions_port, health="/health", folder=ROOT, log=folder / "actions.log", environment=environment
        ) as actions,
        running(
            command, port=port, health="/webhooks/rest/", folder=folder, log=folder / "rasa.log", environment=environment
        ) as server,
    ):
        yield server, actions


def rasa(*arguments: str) -> list[str]:
    """The command line of Rasa in this environment."""
    return [sys.executable, "-m", "rasa", *arguments]


def _write_faqs(faqs: list[Faq], data: Path, domain: Path) -> None:
    """Those with questions of their own; of the others our action finds the answer by their intent."""
    faqs = [faq for faq in faqs if faq.questions]
    examples = [{"intent": f"{FAQ_INTENT}/{faq.id}", "examples": _listed(faq.questions["en"])} for faq in faqs]
    answers = {f"utter_{FAQ_INTENT}/{faq.id}": [{"text": faq.answer_in("en")}] for faq in faqs}
    steps = [{"intent": FAQ_INTENT}, {"action": f"utter_{FAQ_INTENT}"}]
    _write(data / "nlu" / "faq.yml", {"version": "3.1", "nlu": examples})
    _write(data / "rules" / "faq.yml", {"version": "3.1", "rules": [{"rule": "answer a frequent question", "steps": steps}]})
    _write(domain / "faq.yml", {"version": "3.1", "responses": answers})


def _rules_as_stories(folder: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(folder.glob("*.yml")):
        for rule in _read(file)["rules"]:
            yield {"story": rule["rule"], "steps": rule["steps"]}


def _request_policy() -> dict[str, Any]:
    policies: list[dict[str, Any]] = _read(ROOT / "config.yml")["policies"]
    return next(policy for policy in policies if policy["name"].endswith(".RequestPolicy"))


def _listed(texts: list[str]) -> str:
    return "".join(f"- {text}\n" for text in texts)


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def _write(file: Path, content: dict[str, Any]) -> None:
    file.write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True), encoding="utf-8")
