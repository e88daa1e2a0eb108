"""Messages with what they mean: those that a pipeline learns from, and those that it is asked."""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from bot.engine import inert_imports
from bot.engine.training import PROJECT

FILE = "examples.jsonl"
OUT_OF_SCOPE = "out_of_scope"
FAQ_INTENT = "ask_faq"
LABEL_SEPARATOR = "/"


@dataclass(frozen=True)
class Example:
    text: str
    intent: str
    language: str = "en"
    # Which frequent question it asks.
    faq: str | None = None
    # As Rasa has them: entity, value, start, end.
    entities: list[dict[str, Any]] = field(default_factory=list, compare=False)

    @property
    def label(self) -> str:
        """What an answer is chosen by: the intent, and the question where it is a frequent one."""
        return f"{self.intent}{LABEL_SEPARATOR}{self.faq}" if self.faq else self.intent


def sample(examples: Iterable[Example], per_label: int | None, seed: int) -> list[Example]:
    """At most so many of each label in each language, the same ones for the same seed; all of them for None."""
    groups: defaultdict[tuple[str, str], list[Example]] = defaultdict(list)
    for example in examples:
        groups[example.language, example.label].append(example)
    chosen = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    if per_label is None:
        return [example for group in groups.values() for example in group]
    return [example for group in groups.values() for example in chosen.sample(group, min(per_label, len(group)))]


def folds(examples: Sequence[Example], number: int, seed: int) -> list[list[Example]]:
    """Parts of nearly equal size, in each of which every label of every language has its share."""
    parts: list[list[Example]] = [[] for _ in range(number)]
    chosen = random.Random(seed)  # noqa: S311 - to be repeated, not to be secret
    groups: defaultdict[tuple[str, str], list[Example]] = defaultdict(list)
    for example in examples:
        groups[example.language, example.label].append(example)
    place = 0
    for group in groups.values():
        for example in chosen.sample(group, len(group)):
            parts[place % number].append(example)
            place += 1
    return parts


def write(examples: Iterable[Example], folder: Path) -> None:
    lines = (json.dumps(asdict(example), ensure_ascii=False) for example in examples)
    (folder / FILE).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def read(folder: Path) -> list[Example]:
    with (folder / FILE).open(encoding="utf-8") as lines:
        return [Example(**json.loads(line)) for line in lines]


def of_project(project: Path = PROJECT) -> list[Example]:
    """All that the project's model is trained on, in every language."""
    inert_imports.install()
    # Imported here: what imports Rasa before `install` loads TensorFlow.
    from rasa.shared.nlu.constants import ENTITIES, INTENT, METADATA, METADATA_EXAMPLE, TEXT  # noqa: PLC0415

    from bot.engine.importer import ShopDataImporter  # noqa: PLC0415

    importer = ShopDataImporter(str(project / "config.yml"), str(project / "domain.yml"), [str(project / "data")])
    found = []
    for message in importer.get_nlu_data().intent_examples:
        known = (message.get(METADATA) or {}).get(METADATA_EXAMPLE, {})
        language = known.get("language") or "en"
        found.append(Example(message.get(TEXT), message.get(INTENT), language, known.get("faq"), message.get(ENTITIES) or []))
    return found
