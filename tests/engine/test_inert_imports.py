"""What is kept out of our process, and that nothing gets by unnoticed. In a process of its own: imports are for good."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.engine import inert_imports
from bot.engine.training import PROJECT

PREAMBLE = "from bot.engine import inert_imports; inert_imports.install()\n"


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", code], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def test_using_what_is_kept_out_fails_at_once() -> None:
    with pytest.raises(inert_imports.KeptOutError):
        inert_imports.Inert.keras.Sequential([1])


def test_what_our_own_channels_use_is_real() -> None:
    code = """
import twilio.rest
from bot.channels.twilio.verify import RequestValidator
print(twilio.rest.Client is inert_imports.Inert, len(RequestValidator("token").compute_signature("https://shop.example", {})))
"""
    assert run(PREAMBLE + code) == "True 28"


def test_components_written_for_tensorflow_are_named() -> None:
    code = """
import rasa.core.processor
from rasa.nlu.classifiers.diet_classifier import DIETClassifier
from rasa.core.policies.ted_policy import TEDPolicy
from bot.engine.policies import IntentRulePolicy
from bot.nlu.intents import SentenceIntentClassifier
print(inert_imports.needing_what_is_kept_out([DIETClassifier, IntentRulePolicy, SentenceIntentClassifier, TEDPolicy]))
"""
    assert run(PREAMBLE + code) == "['DIETClassifier', 'TEDPolicy']"


def test_a_model_with_a_tensorflow_component_is_refused(tmp_path: Path) -> None:
    """A model whose stored graph names DIET in place of our classifier, as if it had been trained with it."""
    code = f"""
import json, tarfile
from pathlib import Path
from bot.engine.training import train
from bot.engine.processor import TurnProcessor
from bot.engine.assistant import ModelUnusable
folder = Path({str(tmp_path)!r})
model = train(folder / "trained", report=lambda line: None, project=Path("tests/engine/gift_shop"))
with tarfile.open(model) as archive:
    archive.extractall(folder / "opened")
graph = folder / "opened" / "metadata.json"
diet = "rasa.nlu.classifiers.diet_classifier.DIETClassifier"
graph.write_text(graph.read_text().replace("bot.nlu.intents.SentenceIntentClassifier", diet))
with tarfile.open(folder / "diet.tar.gz", "w:gz") as archive:
    archive.add(folder / "opened", arcname=".")
try:
    TurnProcessor.load(folder / "diet.tar.gz", Path("tests/engine/gift_shop/responses"))
except ModelUnusable as refusal:
    print(refusal)
"""
    assert "DIETClassifier, which need TensorFlow" in run(PREAMBLE + code)
