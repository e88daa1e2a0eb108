"""Sentence embeddings as a part of Rasa's graph, for all components that name it as the source of their model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage

from bot.nlu.embeddings.encoder import SentenceEncoder
from bot.nlu.embeddings.remembering import RememberingEncoder


@dataclass(frozen=True)
class SharedEncoder:
    """What the component hands to others; Rasa wants to tell one from another."""

    encoder: SentenceEncoder

    def fingerprint(self) -> str:
        return self.encoder.name


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MODEL_LOADER, is_trainable=False)
class SentenceEmbeddings(GraphComponent):
    """Owns the encoder, so that it is loaded once, and encodes nothing until it is asked."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._shared = SharedEncoder(encoder)

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {
            # A folder with `model.onnx` and `tokenizer.json`; none: the model that Firstline comes with.
            "model": None,
            # What that model expects before each text.
            "prefix": "",
        }

    @classmethod
    def create(
        cls, config: dict[str, Any], model_storage: ModelStorage, resource: Resource, execution_context: ExecutionContext
    ) -> SentenceEmbeddings:
        return cls(encoder_of(config))

    def provide(self) -> SharedEncoder:
        return self._shared


def encoder_of(config: dict[str, Any]) -> SentenceEncoder:
    """The encoder that the configuration of this component names."""
    # Imported here: each only where it is wanted.
    if config["model"]:
        from bot.nlu.embeddings.local_model import LocalModel  # noqa: PLC0415

        return RememberingEncoder(LocalModel(Path(config["model"]), config["prefix"]))
    from bot.nlu.embeddings.packaged_e5 import PackagedE5  # noqa: PLC0415

    return RememberingEncoder(PackagedE5())
