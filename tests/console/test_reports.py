"""The report in the console."""

import csv

import pytest

from bot.console.pictures import shares
from bot.console.reports import TABLES
from bot.support.conversation import Conversation
from tests.console.conftest import Desk

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.mark.usefixtures("database")
def test_the_parts_of_a_picture_fill_the_whole() -> None:
    parts = shares([("a", "A", 1), ("b", "B", 0), ("c", "C", 3)])

    assert [(one.start, one.share) for one in parts] == [(0, 0.25), (0.25, 0), (0.25, 0.75)]


def test_the_page_shows_a_shop_without_a_single_conversation(supervisor: Desk) -> None:
    assert "How 0 conversations ended" in supervisor.get("/console/reports").text


@pytest.mark.usefixtures("waiting")
def test_the_page_says_how_conversations_ended_and_why_humans_were_called(supervisor: Desk) -> None:
    page = supervisor.get("/console/reports?days=7").text

    assert "How 1 conversation ended" in page
    assert "Asked for a human" in page


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_to_be_had_as_csv(supervisor: Desk, waiting: Conversation, table: str) -> None:
    answer = supervisor.get(f"/console/reports/{table}.csv?days=7")

    head, *rows = csv.reader(answer.text.splitlines())
    assert rows
    assert {len(row) for row in rows} == {len(head)}
    assert waiting.id not in answer.text


def test_outcomes_by_day_add_up(supervisor: Desk, waiting: Conversation) -> None:
    assert waiting
    _, *days = csv.reader(supervisor.get("/console/reports/outcomes.csv?days=7").text.splitlines())

    assert len(days) == 7
    assert sum(int(day[-1]) for day in days) == 1
    assert all(sum(map(int, day[1:-1])) == int(day[-1]) for day in days)


@pytest.mark.parametrize("path", ["/reports/nothing.csv", "/reports?days=0", "/reports?days=many"])
def test_what_is_no_report_is_not_found(supervisor: Desk, path: str) -> None:
    assert supervisor.get(f"/console{path}").status_code == 404


def test_reports_are_for_supervisors(anna: Desk) -> None:
    assert anna.get("/console/reports").status_code == 403
    assert anna.get("/console/reports/outcomes.csv").status_code == 403
