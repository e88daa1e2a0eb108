"""What the assistant has never seen: phrasings by which it is judged, here and in every shop that trains it anew."""

from collections.abc import Iterable
from pathlib import Path

import yaml

from bot.engine import inert_imports
from bot.evaluate.examples import FAQ_INTENT, Example

HELD_OUT = Path(__file__).parent / "phrasings"
INTENTS_FILE, FAQ_FILE = "held_out.yml", "held_out_faq.yml"


def languages(folder: Path = HELD_OUT) -> list[str]:
    """Those that have phrasings, English first."""
    found = (path.parent.name for path in folder.glob(f"*/{INTENTS_FILE}"))
    return sorted(found, key=lambda language: (language != "en", language))


def held_out(spoken: Iterable[str], folder: Path = HELD_OUT) -> list[Example]:
    return [example for language in spoken for example in _in_language(folder / language, language)]


def _in_language(folder: Path, language: str) -> Iterable[Example]:
    inert_imports.install()
    # Imported here: what imports Rasa before `install` loads TensorFlow.
    from rasa.shared.nlu.training_data.loading import load_data  # noqa: PLC0415

    for message in load_data(str(folder / INTENTS_FILE)).intent_examples:
        yield Example(message.get("text"), message.get("intent"), language, entities=message.get("entities") or [])
    questions = yaml.safe_load((folder / FAQ_FILE).read_text(encoding="utf-8"))
    for faq, phrasings in questions.items():
        yield from (Example(text, FAQ_INTENT, language, faq) for text in phrasings)
