"""Files of training data, read as Rasa reads them, at a tenth of the cost."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import yaml
from rasa.shared.nlu.training_data.formats.rasa_yaml import RasaYAMLReader
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.validation import validate_training_data_format_version

# Every scalar is a text, as it should be here: an example that says "no" is no truth value.
Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Example(Message):
    """A phrasing of the training data. Rasa copies each a dozen times, and compares and hashes them; here that is cheap."""

    def __deepcopy__(self, memo: dict[int, Any]) -> Example:
        """What is in its values is never changed in place."""
        return Example(self.data, set(self.output_properties), self.time, list(self.features))

    def fingerprint(self) -> str:
        if self.features:
            return str(super().fingerprint())
        if self._cached_fingerprint is None:
            content = repr(sorted(self.data.items())).encode(errors="replace")
            self._cached_fingerprint = blake2b(content, digest_size=16).hexdigest()
        return self._cached_fingerprint


class QuickReader(RasaYAMLReader):
    """Parses a file once and in C; Rasa parses it twice in Python, and checks a schema by which all this data is texts."""

    def reads(self, string: str, **kwargs: Any) -> TrainingData:  # type: ignore[override]
        content = yaml.load(string, Loader)  # noqa: S506 - makes texts, lists and dictionaries alone
        if not isinstance(content, dict) or not validate_training_data_format_version(content, self.filename):
            # Says what is wrong with it.
            return super().reads(string, **kwargs)
        self._parse_nlu(content.get("nlu"))
        examples: list[Message] = [Example(message.data) for message in self.training_examples]
        return TrainingData(examples, self.entity_synonyms, self.regex_features, self.lookup_tables)


def read_nlu_file(file: str) -> TrainingData:
    """Examples, patterns, lists and synonyms. Raises YAMLError or an error of Rasa's, which name the place."""
    return QuickReader().read(file)
