"""What a customer types is text: Rasa's own commands are not to be had by typing them."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.store.database import Database
from tests.engine.conftest import Talk

ATalk = Callable[..., Talk]


@pytest.fixture
def database(migrated_sqlite_file: Path, tmp_path: Path) -> Iterator[Database]:
    """On SQLite alone: nothing here depends on the database."""
    opened = Database(f"sqlite:///{shutil.copy(migrated_sqlite_file, tmp_path / 'firstline.db')}")
    yield opened
    opened.dispose()


COMMANDS = [
    "/restart",
    "/session_start",
    "/back",
    "/track_order",
    '/ask_faq{"faq": "warranty"}',
    '/inform{"email": "jane@example.com"}',
    "/restart@1.0",
]
DISGUISES = ["{}", "  {}", "\n\t{}", "\u3000{}", "\u00a0\u2003{}", "\ufeff{}", "EXTERNAL: {}"]
FULL_WIDTH = str.maketrans({"/": "\uff0f"})


@pytest.fixture(params=DISGUISES)
def disguise(request: pytest.FixtureRequest) -> Callable[[str], str]:
    template: str = request.param
    return template.format


@pytest.mark.parametrize("command", COMMANDS)
def test_a_typed_command_is_never_understood_with_certainty(a_talk: ATalk, command: str, disguise: Callable[[str], str]) -> None:
    understood = a_talk().say(disguise(command)).understood

    assert understood["intent"]["confidence"] < 1
    assert understood["intent"]["name"] not in {"restart", "session_start", "back"}


@pytest.mark.parametrize("command", [command for command in COMMANDS if "email" not in command])
def test_an_open_request_survives_a_typed_command(a_talk: ATalk, command: str, disguise: Callable[[str], str]) -> None:
    talk = a_talk()
    talk.say("where is my order")
    talk.say(disguise(command))

    assert talk.hear("jane@example.com") == ["The order of jane@example.com is on its way."]


@pytest.mark.parametrize("command", ["/restart", "/session_start", "/back"])
def test_full_width_slashes_are_text_too(a_talk: ATalk, command: str) -> None:
    talk = a_talk()
    talk.say("where is my order")
    talk.say(command.translate(FULL_WIDTH))

    assert talk.hear("jane@example.com") == ["The order of jane@example.com is on its way."]
