"""The shape of the house: who may import whom, and what keeps its modules readable."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LONGEST_MODULE = 260  # lines
LONGEST_FUNCTION = 40  # lines

# The arrows of the architecture: each part with the parts that it may import. Parts import themselves freely.
NOUNS = {"tables", "shop", "support"}
ARROWS = {
    "tables": set(),
    "alphabets": set(),
    "shop": {"tables", "alphabets"},
    "support": {"tables", "shop"},
    "settings": {"shop"},
    "store": NOUNS | {"settings"},
    "services": NOUNS | {"store"},
    # Under `rasa run actions` each action opens a transaction of its own, for which it needs the store.
    "actions": NOUNS | {"services", "store", "settings"},
    "nlu": {"store", "alphabets"},  # the questions and answers
    "engine": NOUNS | {"actions", "nlu", "services", "store", "settings"},
    "spine": NOUNS | {"engine", "services", "store", "settings"},
    "channels": NOUNS | {"spine", "services", "store", "settings"},
    "console": NOUNS | {"spine", "services", "store", "settings"},
    # Measures the server as it is served.
    "evaluate": NOUNS | {"server", "channels", "spine", "engine", "nlu", "services", "store", "settings"},
    "server": NOUNS | {"channels", "console", "spine", "engine", "services", "store", "settings"},
    "start": NOUNS | {"server", "spine", "engine", "services", "store", "settings"},
    "cli": NOUNS | {"start", "server", "evaluate", "channels", "console", "spine", "engine", "services", "store", "settings"},
}

# Packages from outside that only some parts may know.
WEB = {"fastapi", "starlette", "uvicorn"}
RESERVED = {
    "rasa": {"engine", "nlu", "actions", "evaluate"},
    "rasa_sdk": {"engine", "actions", "evaluate"},
    "spacy": {"nlu"},
    "jinja2": {"channels", "console", "server", "evaluate"},
    **{name: {"channels", "console", "server", "start", "cli"} for name in WEB},
    # A measurement serves the application in a process that it can kill.
    "uvicorn": {"channels", "start", "evaluate"},
}
# What the nouns rest on, the standard library apart.
BELOW_NOUNS = {"sqlalchemy"}

EMPTY_NAMES = re.compile(r"(^|_)(utils?|helpers?|managers?|misc|common)(_|$)")
# In halves, so that this file does not match itself.
MACHINE_PATH = r"(?<![\w.])/" + "(work|root)/"
PACKAGE_INDEX = "pypi" + r"\.org|files\.python" + "hosted|--index" + "-url |file:" + "///"
UNPORTABLE = re.compile(f"{MACHINE_PATH}|{PACKAGE_INDEX}")


@dataclass(frozen=True)
class Module:
    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def part(self) -> str:
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return parts[0] if parts[0] != "bot" else parts[1]

    @property
    def tree(self) -> ast.Module:
        return ast.parse(self.path.read_text(encoding="utf-8"))

    def imports(self) -> Iterator[str]:
        """Dotted names of everything imported, at whatever depth; `from a import b` counts as `a.b`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{self.name} imports relatively"
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def modules() -> list[Module]:
    files = [*ROOT.glob("bot/**/*.py"), *ROOT.glob("actions/**/*.py")]
    return [Module(file) for file in sorted(files) if file != ROOT / "bot" / "__init__.py"]


def hand_written() -> list[Module]:
    """All but the migrations, which are lists of tables, as long as there are tables."""
    return [module for module in modules() if "/migrations/versions/" not in module.name]


def parts_imported(module: Module) -> Iterator[str]:
    for name in module.imports():
        top, *rest = name.split(".")
        if top == "actions" or (top == "bot" and rest):
            yield "actions" if top == "actions" else rest[0]


def packages_imported(module: Module) -> set[str]:
    return {name.split(".")[0] for name in module.imports()} - {"bot", "actions"} - sys.stdlib_module_names


def tracked_files() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_every_part_of_the_house_is_on_the_map() -> None:
    assert {module.part for module in modules()} <= set(ARROWS)


def test_imports_follow_the_arrows() -> None:
    strays = [
        f"{module.name} imports {part}"
        for module in modules()
        for part in parts_imported(module)
        if part != module.part and part not in ARROWS[module.part]
    ]

    assert strays == []


def test_the_arrows_never_run_in_a_circle() -> None:
    reached = {part: set(below) for part, below in ARROWS.items()}
    for _ in ARROWS:
        for below in reached.values():
            below.update(*(reached[part] for part in tuple(below)))

    assert [part for part, below in reached.items() if part in below] == []


@pytest.mark.parametrize("package", sorted(RESERVED))
def test_reserved_packages_stay_where_they_belong(package: str) -> None:
    knowing = {module.part for module in modules() if package in packages_imported(module)}

    assert knowing <= RESERVED[package]


def test_no_channel_knows_the_vendors_that_stand_in_for_real_ones() -> None:
    strays = [
        module.name
        for module in modules()
        if module.part in {"channels", "server"} and "/vendors/" not in module.name
        if any(name.startswith("bot.channels.vendors") for name in module.imports())
    ]

    assert strays == []


def test_nouns_know_nothing_but_the_database() -> None:
    strays = {module.name: packages_imported(module) - BELOW_NOUNS for module in modules() if module.part in NOUNS}

    assert {name: packages for name, packages in strays.items() if packages} == {}


def test_modules_are_named_for_what_they_hold() -> None:
    assert [module.name for module in modules() if EMPTY_NAMES.search(module.path.stem)] == []


def test_modules_stay_short_enough_to_read() -> None:
    lengths = {module.name: len(module.path.read_text(encoding="utf-8").splitlines()) for module in hand_written()}

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE} == {}


def test_functions_stay_short_enough_to_read() -> None:
    lengths = {
        f"{module.name}:{node.lineno} {node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for module in hand_written()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }

    assert {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION} == {}


def test_every_dependency_says_why_it_is_there() -> None:
    ours = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[project.scripts]")[0]
    lists = ours[ours.index("\ndependencies") :]
    requirements = [line.strip() for line in lists.splitlines() if line.strip().startswith('"')]

    assert len(requirements) > 10
    assert [line for line in requirements if not re.search(r"# \w+", line)] == []


def test_nothing_names_a_machine_or_a_package_index() -> None:
    found = []
    for file in tracked_files():
        text = file.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{file.relative_to(ROOT)}: {match.group()}" for match in UNPORTABLE.finditer(text)]

    assert found == []
