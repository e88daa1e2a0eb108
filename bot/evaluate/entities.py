"""How many of the order numbers, products and options that customers name are found, and how fast.

What they name is known here without the extractor's rules: order numbers by a pattern of our own, articles by the orders that the
customers of tau-retail talk about and the ones they get in exchange.
"""

import json
import re
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import yaml

from bot.engine import inert_imports

if TYPE_CHECKING:
    from bot.nlu.entities import PhraseEntityExtractor

PROJECT = Path(__file__).parents[2]
# The word order, at most three words of this kind, and then a word with five digits or more.
WORDS_BEFORE_NUMBER = r"(?:(?:id|number|no|num|is|should|be|with)\b[\s.:#,]*){0,3}"
NUMBER_IN_OPENING = re.compile(
    rf"(?i)\b(?:order|ordr|oder)[\s.:#,-]*{WORDS_BEFORE_NUMBER}#?(?P<named>(?=(?:[a-z-]*\d){{5}})[a-z\d-]*\d)(?![\w-])"
    r"|(?<![\w-])(?P<shaped>\d{3}-\d{6,7}-\d{6,7})(?![\w-])"
)
LOOKS_LIKE_DATE = re.compile(r"\d{4}-\d\d-\d\d")
# The customers' messages are in English; what `none` or a bare `8` stands for is not in the words.
MEANS_NOTHING_ALONE = re.compile(r"(?i)yes|no|none|high|low|full|half|fixed|standard|\d+")
SHARED_FILES = (
    "messages/complaints.jsonl",
    "tau-retail/customers_train.json",
    "tau-retail/tasks_train.json",
    "tau-retail/db.json",
)

# Below these the assistant asks for what it was told.
LEAST_FOUND = {"order numbers": 0.99, "products": 0.95, "options": 0.95}


@dataclass
class Score:
    """What was named, and the messages in which it was not found."""

    what: str
    asked: int = 0
    missed: list[str] = field(default_factory=list)

    def count(self, found: bool, named: str, text: str) -> None:
        self.asked += 1
        if not found:
            self.missed.append(f"{named}: {text}")

    @property
    def found(self) -> float:
        return 1 - len(self.missed) / self.asked if self.asked else 0.0


@dataclass(frozen=True)
class Latency:
    """Milliseconds for all entities of a message."""

    median: float
    p95: float


def extractor_of(project: Path = PROJECT) -> "PhraseEntityExtractor":
    """The entity extractor as the project's training data makes it, without the rest of a model."""
    inert_imports.install()
    # Imported here: what imports Rasa before `install` loads TensorFlow.
    from rasa.engine.storage.local_model_storage import LocalModelStorage  # noqa: PLC0415
    from rasa.engine.storage.resource import Resource  # noqa: PLC0415

    from bot.engine.importer import ShopDataImporter  # noqa: PLC0415
    from bot.nlu.entities import PhraseEntityExtractor  # noqa: PLC0415

    pipeline = yaml.safe_load((project / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    configured = next(part for part in pipeline if part["name"].endswith(PhraseEntityExtractor.__name__))
    importer = ShopDataImporter(str(project / "config.yml"), str(project / "domain.yml"), [str(project / "data")])
    with TemporaryDirectory() as folder:
        config = PhraseEntityExtractor.get_default_config() | configured
        extractor = PhraseEntityExtractor(config, LocalModelStorage(Path(folder)), Resource("entities"))
        extractor.train(importer.get_nlu_data())
    return extractor


def order_numbers(extractor: "PhraseEntityExtractor", shared: Path) -> Score:
    """In the opening messages that contain one."""
    score = Score("order numbers")
    for text in openings(shared):
        found = {_digits(entity["value"]) for entity in extractor.extract(text) if entity["entity"] == "order_number"}
        for number in numbers_in(text):
            score.count(_digits(number) in found, number, text)
    return score


def articles(extractor: "PhraseEntityExtractor", shared: Path) -> list[Score]:
    """Products and options in the customers' turns: those of the articles that their orders are about."""
    store = _json(shared / "tau-retail/db.json")["products"].values()
    extractor.learn_catalogue(catalogue_of(store))
    products, options = Score("products"), Score("options")
    variants = {item: (product["name"], variant["options"]) for product in store for item, variant in product["variants"].items()}
    for customer, task in _customers_with_tasks(shared):
        items = [variants[item] for item in _items(task) if item in variants]
        for text in (turn["say"] for turn in customer["turns"]):
            found = extractor.extract(text)
            for name in sorted({name for name, _ in items}):
                for place in _places(name_pattern(name), text):
                    products.count(_is_found(found, "product", name, place), name, text)
            for value in sorted({value for _, chosen in items for value in chosen.values()}):
                for place in _places(value_pattern(value), text):
                    options.count(_is_found(found, "option", value, place), value, text)
    return [products, options]


def latency(extractor: "PhraseEntityExtractor", shared: Path) -> Latency:
    """Over all that the customers of both files say."""
    times = []
    for text in lines(shared):
        begun = time.perf_counter()
        extractor.extract(text)
        times.append((time.perf_counter() - begun) * 1000)
    return Latency(statistics.median(times), statistics.quantiles(times, n=20)[-1])


def openings(shared: Path) -> list[str]:
    return [talk[0] for talk in _complaints(shared) if talk]


def lines(shared: Path) -> list[str]:
    customers = _json(shared / "tau-retail/customers_train.json")
    return [line for talk in _complaints(shared) for line in talk] + [t["say"] for c in customers for t in c["turns"]]


def numbers_in(opening: str) -> list[str]:
    numbers = (match["named"] or match["shaped"] for match in NUMBER_IN_OPENING.finditer(opening))
    return [number for number in numbers if not LOOKS_LIKE_DATE.fullmatch(number)]


def catalogue_of(products: Any) -> dict[str, dict[str, list[str]]]:
    catalogue: dict[str, dict[str, list[str]]] = {}
    for product in products:
        options = catalogue.setdefault(product["name"], {})
        for variant in product["variants"].values():
            for option, value in variant["options"].items():
                values = options.setdefault(option, [])
                if value not in values:
                    values.append(value)
    return catalogue


def name_pattern(name: str) -> re.Pattern[str]:
    """The name or its last word, singular or plural, its words written together, apart or with a hyphen."""
    words = [word.removesuffix("s") for word in re.split(r"[\s-]+", name)]
    whole, last = r"[\s-]?".join(map(re.escape, words)), re.escape(words[-1])
    return re.compile(rf"(?i)(?<![\w-])(?:{whole}|{last})(?:e?s)?(?!\w)")


def value_pattern(value: str) -> re.Pattern[str] | None:
    """The value as it is written in the catalogue, with any hyphens and spaces; None if it says nothing by itself."""
    if MEANS_NOTHING_ALONE.fullmatch(value):
        return re.compile(rf"(?i)\bsize {value}\b") if value.isdigit() else None
    if len(value) == 1:
        return re.compile(rf"(?<![\w'\u2019-]){value}(?![\w'-])")
    parts = re.findall(r"\d+|[^\W\d]+|[^\w\s-]", value)
    return re.compile(rf"(?i)(?<!\w){r'[ -]?'.join(map(re.escape, parts))}(?:e?s)?(?!\w)")


def _is_found(found: list[dict[str, Any]], entity: str, value: str, place: tuple[int, int]) -> bool:
    return any(
        one["entity"] == entity and _bare(one["value"]) == _bare(value) and one["start"] < place[1] and place[0] < one["end"]
        for one in found
    )


def _places(pattern: re.Pattern[str] | None, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)] if pattern else []


def _items(task: dict[str, Any]) -> Iterator[str]:
    for action in task["evaluation_criteria"]["actions"]:
        yield from action["arguments"].get("item_ids", [])
        yield from action["arguments"].get("new_item_ids", [])


def _customers_with_tasks(shared: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    tasks = {task["id"]: task for task in _json(shared / "tau-retail/tasks_train.json")}
    for customer in _json(shared / "tau-retail/customers_train.json"):
        yield customer, tasks[customer["id"]]


def _complaints(shared: Path) -> list[list[str]]:
    file = (shared / "messages/complaints.jsonl").read_text(encoding="utf-8")
    return [json.loads(line)["customer"] for line in file.splitlines()]


def _json(file: Path) -> Any:
    return json.loads(file.read_text(encoding="utf-8"))


def _digits(number: str) -> str:
    return re.sub(r"\D", "", number)


def _bare(value: str) -> str:
    return re.sub(r"[\s-]", "", value.lower()).replace("grey", "gray")
