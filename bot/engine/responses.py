"""What the assistant says: the sentences of data/responses, by language, with their placeholders filled."""

import re
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot.engine.wording import in_words

# {name}: what is filled. The JSON of a button's payload also has braces, but never around a bare name.
PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
FALLBACK_LANGUAGE = "en"
# What Rasa's own actions say where it is written; nothing else may be missing.
OPTIONAL = frozenset({"utter_default", "utter_restart", "utter_back", "utter_ask_rephrase"})

Variation = dict[str, Any]
Sentences = dict[str, list[Variation]]


class ResponseError(ValueError):
    """A sentence is missing or cannot be filled; the message names it."""


def read_responses(folder: Path) -> Sentences:
    """The responses of all files of one language, by name; raises ResponseError where a name is used twice."""
    sentences: Sentences = {}
    for path in sorted(folder.glob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        for name, variations in (content.get("responses") or {}).items():
            if name in sentences:
                raise ResponseError(f"{path}: {name} is written twice")
            sentences[name] = variations
    return sentences


class Responses(NaturalLanguageGenerator):
    """Says a response in the language of the conversation, or in English where it is not written in that language.

    Which variation is said depends on conversation and message alone, so that a turn that runs twice says the same.
    """

    def __init__(self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None) -> None:
        """As the plain `rasa` commands make it from endpoints.yml, where `folder` says where the sentences are."""
        options = endpoint_config.kwargs if endpoint_config else {}
        folders = [path for path in sorted(Path(options.get("folder", "data/responses")).glob("*")) if path.is_dir()]
        self._sentences: dict[str, Sentences] = {path.name: read_responses(path) for path in folders}

    @classmethod
    def load(cls, folder: Path) -> "Responses":
        """Read the sentences of a folder that has one folder for each language."""
        return cls(EndpointConfig(folder=str(folder)))

    @property
    def names(self) -> set[str]:
        """The responses that can be said in every language."""
        return set(self._sentences.get(FALLBACK_LANGUAGE, {}))

    async def generate(
        self, utter_action: str, tracker: DialogueStateTracker, output_channel: str, **kwargs: Any
    ) -> dict[str, Any] | None:
        """The filled response as Rasa's message dictionary; raises ResponseError where it is missing or not fillable."""
        if utter_action in OPTIONAL - self.names:
            return None
        message = tracker.latest_message
        language = (message.metadata.get("language") if message else None) or FALLBACK_LANGUAGE
        turn = f"{tracker.sender_id} {message.message_id if message else None}"
        return self.say(utter_action, language, turn, tracker.current_slot_values() | kwargs)

    def say(self, name: str, language: str, turn: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """One variation of the response, chosen by `turn`, with its placeholders filled from `values`.

        `choices` among the values, [{title, payload}], are buttons before the response's own.
        """
        variations = self._sentences.get(language, {}).get(name) or self._sentences.get(FALLBACK_LANGUAGE, {}).get(name)
        if not variations:
            raise ResponseError(f"no response is named {name}")
        variation = variations[zlib.crc32(f"{turn} {name}".encode()) % len(variations)]

        def phrase(inner: str, inner_values: dict[str, Any]) -> str:
            return str(self.say(inner, language, turn, inner_values)["text"])

        def word(placeholder: str) -> str:
            if values.get(placeholder) is None:
                raise ResponseError(f"{name} needs a value for {{{placeholder}}}")
            return in_words(values[placeholder], language, phrase)

        filled: Variation = _fill(variation, word)
        choices = [
            {"title": in_words(choice["title"], language, phrase), "payload": choice["payload"]}
            for choice in values.get("choices", ())
        ]
        return filled | {"buttons": [*choices, *filled.get("buttons", [])]} if choices else filled


def _fill(part: Any, word: Callable[[str], str]) -> Any:
    """The part with every {placeholder} in its texts replaced by its word."""
    if isinstance(part, str):
        return PLACEHOLDER.sub(lambda match: word(match[1]), part)
    if isinstance(part, dict):
        return {key: _fill(value, word) for key, value in part.items()}
    if isinstance(part, list):
        return [_fill(value, word) for value in part]
    return part
