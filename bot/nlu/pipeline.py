"""The intent classifier of config.yml, trained on any examples in this process: what benchmarks measure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

import yaml

from bot.nlu.embeddings.component import SentenceEmbeddings, encoder_of
from bot.nlu.intent_model import IntentModel, Settings
from bot.nlu.intents import SentenceIntentClassifier

CONFIG = Path(__file__).parents[2] / "config.yml"


def train(texts: Sequence[str], labels: Sequence[str], config: Path = CONFIG) -> IntentModel:
    """Train the very classifier, encoder and settings that config.yml names; nothing is stored or taken from a cache."""
    encoder = encoder_of(configured(SentenceEmbeddings, config))
    chosen = configured(SentenceIntentClassifier, config)
    settings = Settings(**{field.name: chosen[field.name] for field in fields(Settings)})
    return IntentModel.train(texts, labels, encoder, settings)


def configured(component: type[SentenceEmbeddings | SentenceIntentClassifier], config: Path = CONFIG) -> dict[str, Any]:
    """A component's settings: those of config.yml over its own."""
    pipeline = yaml.safe_load(config.read_text(encoding="utf-8"))["pipeline"]
    [written] = [step for step in pipeline if step["name"] == f"{component.__module__}.{component.__qualname__}"]
    return {**component.get_default_config(), **written}
