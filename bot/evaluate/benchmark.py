"""Public data sets of intents, read from their own files: BANKING77 and CLINC150."""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.evaluate.examples import OUT_OF_SCOPE, Example

BANKING_COLUMNS = ["text", "category"]
CLINC_FILE = "data_full.json"
CLINC_OUT_OF_SCOPE = "oos"


class BadBenchmark(Exception):  # noqa: N818 - reads as the sentence that it carries
    """A data set is not as it must be; the message names file, line and reason."""


@dataclass(frozen=True)
class Benchmark:
    """What to learn from, what to choose a threshold on (empty where the data set has nothing for that), what to be judged by."""

    name: str
    training: list[Example]
    validation: list[Example]
    test: list[Example]

    @property
    def has_out_of_scope(self) -> bool:
        return any(example.intent == OUT_OF_SCOPE for example in self.test)

    def of_first_intents(self, number: int | None) -> "Benchmark":
        """The first intents by name, and what is out of scope; all of them for None."""
        named = sorted({example.intent for example in self.training} - {OUT_OF_SCOPE})
        kept = {*named[:number], OUT_OF_SCOPE}
        parts = ([e for e in part if e.intent in kept] for part in (self.training, self.validation, self.test))
        return Benchmark(self.name, *parts)


def read_benchmark(folder: Path) -> Benchmark:
    """Told apart by its files; raises BadBenchmark."""
    for file, reader in READERS.items():
        if (folder / file).exists():
            return reader(folder)
    raise BadBenchmark(f"{folder} has neither of {', '.join(READERS)}.")


def _banking(folder: Path) -> Benchmark:
    known = set(_json(folder / "categories.json")) if (folder / "categories.json").exists() else None
    training, test = (list(_csv_rows(folder / name, known)) for name in ("train.csv", "test.csv"))
    return Benchmark(folder.name, training, [], test)


def _csv_rows(file: Path, known: set[str] | None) -> Iterator[Example]:
    if not file.exists():
        raise BadBenchmark(f"{file} is missing.")
    with file.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        if next(rows, None) != BANKING_COLUMNS:
            raise BadBenchmark(f"{file}, line 1: expected the columns {', '.join(BANKING_COLUMNS)}.")
        for row in rows:
            place = f"{file}, line {rows.line_num}"
            if len(row) != len(BANKING_COLUMNS):
                raise BadBenchmark(f"{place}: expected {len(BANKING_COLUMNS)} values, found {len(row)}.")
            yield _example(row[0], row[1], place)
            if known is not None and row[1] not in known:
                raise BadBenchmark(f"{place}: {row[1]!r} is none of the categories.")


def _clinc(folder: Path) -> Benchmark:
    file = folder / CLINC_FILE
    parts = _json(file)
    names = [name for part in ("train", "val", "test") for name in (part, f"oos_{part}")]
    if not isinstance(parts, dict) or (missing := [name for name in names if name not in parts]):
        raise BadBenchmark(f"{file}: {', '.join(missing) if isinstance(parts, dict) else 'its parts'} missing.")
    read = {name: [_pair(row, f"{file}, {name}, row {i}") for i, row in enumerate(parts[name], start=1)] for name in names}
    return Benchmark(
        folder.name, read["train"] + read["oos_train"], read["val"] + read["oos_val"], read["test"] + read["oos_test"]
    )


def _pair(row: Any, place: str) -> Example:
    match row:
        case [str(text), str(intent)]:
            return _example(text, OUT_OF_SCOPE if intent == CLINC_OUT_OF_SCOPE else intent, place)
    raise BadBenchmark(f"{place}: expected a text and an intent.")


def _example(text: str, intent: str, place: str) -> Example:
    if not text.strip() or not intent.strip():
        raise BadBenchmark(f"{place}: the {'intent' if text.strip() else 'text'} is empty.")
    return Example(text, intent)


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise BadBenchmark(f"{file}, line {error.lineno}: {error.msg}.") from error


READERS: dict[str, Callable[[Path], Benchmark]] = {"train.csv": _banking, CLINC_FILE: _clinc}
