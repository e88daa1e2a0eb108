"""Reading task files."""

import json
from pathlib import Path
from typing import Any

import pytest

from bot.evaluate.tau.tasks import Task, WriteKind, read_tasks
from bot.store.importers.problem import BadFile

CANCEL = {"name": "cancel_pending_order", "arguments": {"order_id": "#W1", "reason": "no longer needed"}}
LOOK_UP = {"name": "get_order_details", "arguments": {"order_id": "#W1"}}
HAND_OVER = {"name": "transfer_to_human_agents", "arguments": {"summary": "angry"}}


def read(folder: Path, calls: list[Any], action: Any, only: list[str] | None = None, **changes: Any) -> list[Task]:
    criteria = {"actions": calls, "communicate_info": ["8.00"]}
    task = {"id": "7", "evaluation_criteria": criteria}
    customer = {"id": "7", "identity": {"email": "a@example.com"}, "turns": [{"say": "hello", "action": action}], **changes}
    (folder / "tasks.json").write_text(json.dumps([task]), encoding="utf-8")
    (folder / "customers.json").write_text(json.dumps([customer]), encoding="utf-8")
    return read_tasks(folder / "tasks.json", folder / "customers.json", only or [])


def test_a_turn_asks_for_the_writes_that_it_points_to(tmp_path: Path) -> None:
    [task] = read(tmp_path, [LOOK_UP, CANCEL], 1)

    assert [write.kind for write in task.turns[0].writes] == [WriteKind.CANCEL]
    assert task.turns[0].writes == task.writes
    assert task.facts == ("8.00",)
    assert not task.wants_human


def test_a_turn_may_want_a_human(tmp_path: Path) -> None:
    [task] = read(tmp_path, [HAND_OVER], [0])

    assert task.wants_human
    assert task.writes == ()


def test_a_question_asks_for_no_write(tmp_path: Path) -> None:
    [task] = read(tmp_path, [], None)

    assert task.turns[0].writes == ()


@pytest.mark.parametrize(
    ("calls", "action", "changes", "problem"),
    [
        ([CANCEL], 3, {}, "there is no action 3"),
        ([{"name": "burn_order", "arguments": {}}], None, {}, "there is no write burn_order"),
        ([{"name": "cancel_pending_order", "arguments": {}}], 0, {}, "lacks order_id, reason"),
        ([], None, {"id": "8"}, "there is no such task"),
        ([], None, {"turns": []}, "turns"),
    ],
)
def test_what_is_wrong_with_the_files_is_said(
    tmp_path: Path, calls: list[Any], action: Any, changes: dict[str, Any], problem: str
) -> None:
    with pytest.raises(BadFile, match=problem):
        read(tmp_path, calls, action, **changes)


def test_a_task_that_is_not_there_cannot_be_chosen(tmp_path: Path) -> None:
    assert [task.id for task in read(tmp_path, [], None, only=["7"])] == ["7"]
    with pytest.raises(BadFile, match="has no task 9"):
        read(tmp_path, [], None, only=["9"])


def test_a_file_that_is_not_json_is_named(tmp_path: Path) -> None:
    (tmp_path / "tasks.json").write_text("{", encoding="utf-8")

    with pytest.raises(BadFile, match=r"tasks\.json: cannot be read"):
        read_tasks(tmp_path / "tasks.json", tmp_path / "customers.json")
