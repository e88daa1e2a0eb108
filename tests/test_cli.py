"""The operator's command."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.settings import get_settings
from bot.store.database import Database
from bot.support.agent import Agent
from tests.store.importers.csv_files import csv_file


@pytest.fixture(autouse=True)
def url(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    url = f"sqlite:///{tmp_path}/var/firstline.db"
    monkeypatch.setenv("FIRSTLINE_DATABASE_URL", url)
    get_settings.cache_clear()
    yield url
    get_settings.cache_clear()


def firstline(*arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(app, list(arguments), input=typed)


def test_a_file_is_imported_into_a_store_that_was_not_there(tmp_path: Path) -> None:
    result = firstline("import", str(csv_file(tmp_path, {})))
    assert result.exit_code == 0
    assert "orders: 1 new, 0 changed, 0 as before" in result.output


def test_every_bad_row_is_named_and_the_command_fails(tmp_path: Path) -> None:
    result = firstline("import", str(csv_file(tmp_path, {"price": "-1"}, {"order_number": "W-2", "status": "lost"})))
    assert result.exit_code == 1
    assert "line 2: price" in result.output
    assert "line 3: status" in result.output
    assert "nothing was imported; problems found: 2" in result.output


def test_the_demo_says_what_to_try_each_time() -> None:
    first, second = firstline("demo"), firstline("demo")
    assert "The demo shop is ready." in first.output
    assert "Try order W-10482 with e-mail emma.clarke@example.com." in second.output


def test_the_demo_is_not_made_beside_a_real_shop(tmp_path: Path) -> None:
    firstline("import", str(csv_file(tmp_path, {})))
    assert "the demo shop was not made" in firstline("demo").output


@pytest.mark.parametrize(("arguments", "typed"), [(["--generate"], ""), ([], "long enough\nlong enough\n")])
def test_an_agent_is_added_with_a_password(url: str, arguments: list[str], typed: str) -> None:
    assert firstline("agents", "add", "Kim", *arguments, typed=typed).exit_code == 0
    with Database(url).session() as db:
        assert [agent.name for agent in db.scalars(select(Agent))] == ["Kim"]


@pytest.mark.parametrize(
    ("typed", "sentence"), [("short\nshort\n", "at least"), ("long enough\nlong enough\n", "an agent named Kim")]
)
def test_an_agent_that_cannot_be_added_is_refused_in_one_sentence(typed: str, sentence: str) -> None:
    if sentence != "at least":
        firstline("agents", "add", "Kim", "--generate")
    result = firstline("agents", "add", "Kim", typed=typed)
    assert result.exit_code == 1
    assert sentence in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DATABASE_URL", "mysql://localhost/x", "keeps its data in sqlite or postgresql, not in mysql."),
        ("DATABASE_URL", "sqlite:////proc/none/x.db", "The folder /proc/none cannot be created"),
        ("PROOFS", "shoe_size", "FIRSTLINE_PROOFS: "),
    ],
)
def test_an_unusable_setting_ends_in_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str, sentence: str) -> None:
    monkeypatch.setenv(f"FIRSTLINE_{name}", value)
    result = firstline("migrate")
    assert result.exit_code == 1
    assert sentence in result.output
    assert len(result.output.strip().splitlines()) == 1
