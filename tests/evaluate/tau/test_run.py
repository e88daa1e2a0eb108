"""Talks with the real server on a small shop."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.evaluate.tau.run import customer_of, hold_all
from bot.evaluate.tau.shop_state import ShopState
from bot.evaluate.tau.tasks import Identity, Task, Turn, Write
from bot.evaluate.tau.verdict import Outcome, Verdict
from bot.settings import Settings
from tests.evaluate.tau.small_shop import DELIVERED, SCARF, a_task, cancel, send_back, shop_file

RETURN = a_task(Turn(f"I want to return the wool scarf of order {DELIVERED}", (send_back(SCARF),)))


def held(folder: Path, model: Path, *tasks: Task, runs: int = 1) -> list[list[Outcome]]:
    return hold_all(tasks, shop_file(folder), Settings(model_dir=str(model.parent)), runs, tell=lambda _: None)


def test_a_customer_is_helped_on_a_fresh_store_each_time(tmp_path: Path, model: Path) -> None:
    [first], [second] = held(tmp_path, model, RETURN, runs=2)

    assert first.verdict is Verdict.RIGHT
    assert first.signature == second.signature
    assert (first.wrong_writes, first.writes_without_yes) == ([], [])
    assert first.messages > 1


def test_a_write_of_something_else_is_wrong(tmp_path: Path, model: Path) -> None:
    """The customer's script asks for what the task does not expect."""
    unexpected = Task("t", RETURN.identity, RETURN.turns, (cancel(),))

    [[outcome]] = held(tmp_path, model, unexpected)

    assert outcome.verdict is not Verdict.RIGHT
    assert [difference.what for difference in outcome.differences if "W1000002" in difference.where] == [
        "status",
        "payments",
        "reason",
    ]


@pytest.mark.parametrize(
    ("identity", "writes", "customer"),
    [
        (Identity(email="Bo.Dahl@example.com"), (), "bo"),
        (Identity(full_name="anna  BERG", postcode="73301"), (), "anna"),
        (Identity(full_name="Anna Berg", postcode="99999"), (), ""),
        (Identity(), (cancel(),), "anna"),
    ],
)
def test_the_customer_is_found_by_what_they_say_of_themselves(
    shop: ShopState, identity: Identity, writes: tuple[Write, ...], customer: str
) -> None:
    task = Task("t", identity, (Turn("hello"),), writes)

    assert customer_of(task, shop) == customer


def test_the_command_says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    shop_file(tmp_path)
    (tmp_path / "tasks.json").write_text("[]", encoding="utf-8")

    result = CliRunner().invoke(
        app, ["evaluate", "tau", str(tmp_path), "--tasks", "tasks.json", "--customers", str(tmp_path / "none.json")]
    )

    assert result.exit_code == 1
    assert "none.json: cannot be read" in result.output
