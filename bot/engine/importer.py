"""Our training data, read by Rasa: its own files, the frequent questions, and the sentences that its rules name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.importers.utils import training_data_from_paths
from rasa.shared.nlu.constants import METADATA, METADATA_EXAMPLE
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.responses import read_responses
from bot.nlu.intents import FAQ
from bot.nlu.language import LANGUAGE
from bot.store.knowledge import Faq, load_faqs

FAQ_INTENT = "ask_faq"
# Folders of the training data with a meaning of their own.
FAQ_FOLDER = "faq"
RESPONSES_FOLDER = "responses"
NLU_FOLDER = "nlu"


class ShopDataImporter(RasaFileImporter):
    """Reads <data>/faq as examples of `ask_faq`, and <data>/responses/<language> into the domain.

    Examples of <data>/nlu/<language>, and questions in a language, carry it in their metadata; others are in the project's own.
    """

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        super().__init__(config_file, domain_path, training_data_paths)
        paths = [training_data_paths] if isinstance(training_data_paths, str) else training_data_paths or []
        self._folders = [Path(path) for path in paths]
        # The sentences of all languages have the same names, and no two of them may be read together.
        self._nlu_files = [file for file in self._nlu_files if RESPONSES_FOLDER not in Path(file).parts]

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        examples = [example for faq in self._faqs() for example in _examples(faq)]
        return TrainingData(examples).merge(*(self._nlu_data(code, files) for code, files in self._files_by_language().items()))

    def get_domain(self) -> Domain:
        """Only sentences that the domain lists as actions: Rasa would take each of the others for one more action."""
        domain = super().get_domain()
        language = self.get_config().get("language", "en")
        sentences: dict[str, list[dict[str, Any]]] = {}
        for folder in self._folders:
            sentences |= read_responses(folder / RESPONSES_FOLDER / language)
        listed = {name: sentences[name] for name in domain.user_actions if name in sentences}
        return domain.merge(Domain.from_dict({"responses": listed}))

    def _nlu_data(self, language: str | None, files: list[str]) -> TrainingData:
        data = training_data_from_paths(files, language or "en")
        for message in data.intent_examples if language else ():
            metadata = message.get(METADATA) or {}
            message.set(METADATA, metadata | {METADATA_EXAMPLE: metadata.get(METADATA_EXAMPLE, {}) | {LANGUAGE: language}})
        return data

    def _files_by_language(self) -> dict[str | None, list[str]]:
        files: dict[str | None, list[str]] = {}
        for file in self._nlu_files:
            folder = Path(file).parent
            files.setdefault(folder.name if folder.parent.name == NLU_FOLDER else None, []).append(file)
        return files

    def _faqs(self) -> Iterator[Faq]:
        for folder in self._folders:
            yield from load_faqs(folder / FAQ_FOLDER)


def _examples(faq: Faq) -> Iterator[Message]:
    for language, texts in faq.questions.items():
        for text in texts:
            yield Message.build(text, intent=FAQ_INTENT, example_metadata={FAQ: faq.id, LANGUAGE: language})
