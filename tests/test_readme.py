"""The README is true where a machine can tell."""

import re
from enum import Enum
from pathlib import Path
from typing import Any

from bot.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
# | `FIRSTLINE_PORT` | `8000` | port to listen on |
SETTING_ROW = re.compile(r"^\| `FIRSTLINE_(\w+)` \| (.+?) \| .+ \|$", re.MULTILINE)


def as_written(default: Any) -> str:
    """A default as the README gives it: as one would set it in the environment."""
    if default is None:
        return "none"
    values = default if isinstance(default, list) else [default]
    return "`" + ",".join(str(value.value if isinstance(value, Enum) else value) for value in values) + "`"


def test_every_setting_and_no_other_is_documented_with_its_default() -> None:
    documented = {name.lower(): default for name, default in SETTING_ROW.findall(README)}

    assert documented == {name: as_written(field.default) for name, field in Settings.model_fields.items()}


def test_every_make_target_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", README, re.MULTILINE)) <= targets


def test_every_linked_file_exists() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)|src=\"([^\":]+)\"", README)
    files = {markdown or html for markdown, html in links}

    assert files
    assert {file for file in files if not (ROOT / file).exists()} == set()
