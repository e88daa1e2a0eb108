"""Our training data, read by Rasa: its own files, the frequent questions, and the sentences that its rules name."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, METADATA, METADATA_EXAMPLE, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.engine.nlu_files import Example, read_nlu_file
from bot.engine.responses import read_responses
from bot.nlu.guesses import FAQ, FAQ_INTENT
from bot.nlu.language import LANGUAGE
from bot.nlu.word_lists import in_language
from bot.store.knowledge import load_faqs
from bot.support.faq import Faq

# Folders of the training data with a meaning of their own.
NLU_FOLDER = "nlu"
FAQ_FOLDER = "faq"
RESPONSES_FOLDER = "responses"


class ShopDataImporter(RasaFileImporter):
    """Reads <data>/faq as examples of `ask_faq`, <data>/responses/<language> into the domain, <data>/nlu/<language> as that
    language's.
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
        nlu_files = [file for file in self._nlu_files if RESPONSES_FOLDER not in Path(file).parts]
        self._translated = {file: language for file in nlu_files if (language := _language_of(Path(file)))}
        self._nlu_files = [file for file in nlu_files if file not in self._translated]
        self._nlu_data: TrainingData | None = None

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        # Rasa asks more than once, and reading takes seconds.
        if self._nlu_data is None:
            self._nlu_data = self._read_nlu_data()
        return self._nlu_data

    def _read_nlu_data(self) -> TrainingData:
        examples: list[Message] = [example for faq in self._faqs() for example in _examples(faq)]
        english = [read_nlu_file(file) for file in self._nlu_files]
        translated = [in_language(_spoken(read_nlu_file(file), spoken), spoken) for file, spoken in self._translated.items()]
        return TrainingData().merge(*english, TrainingData(examples), *translated)

    def get_domain(self) -> Domain:
        """Only sentences that the domain lists as actions: Rasa would take each of the others for one more action."""
        domain = super().get_domain()
        language = self.get_config().get("language", "en")
        sentences: dict[str, list[dict[str, Any]]] = {}
        for folder in self._folders:
            sentences |= read_responses(folder / RESPONSES_FOLDER / language)
        listed = {name: sentences[name] for name in domain.user_actions if name in sentences}
        return domain.merge(Domain.from_dict({"responses": listed}))

    def _faqs(self) -> Iterator[Faq]:
        for folder in self._folders:
            yield from load_faqs(folder / FAQ_FOLDER)


def _language_of(nlu_file: Path) -> str | None:
    """That of a file in <data>/nlu/<language>; None in <data>/nlu itself."""
    return nlu_file.parent.name if nlu_file.parent.parent.name == NLU_FOLDER else None


def _spoken(data: TrainingData, language: str) -> TrainingData:
    """The data with its examples marked as of this language."""
    for example in data.intent_examples:
        metadata = example.get(METADATA) or {}
        example.set(METADATA, metadata | {METADATA_EXAMPLE: metadata.get(METADATA_EXAMPLE, {}) | {LANGUAGE: language}})
    return data


def _examples(faq: Faq) -> Iterator[Example]:
    for language, texts in faq.questions.items():
        for text in texts:
            yield Example({TEXT: text, INTENT: FAQ_INTENT, METADATA: {METADATA_EXAMPLE: {FAQ: faq.id, LANGUAGE: language}}})
