"""The page is whole, and needs nothing else."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from bot.evaluate.page import columns, matrix, page, rows
from tests.evaluate.factories import a_report, a_run, an_answer

SECTIONS = ["headlines", "figures", "intents", "confusion", "calibration", "latency", "mistakes"]
VOID = {"meta", "link", "br", "hr", "img", "input", "wbr"}
GIVEN = [
    an_answer("track_order", "track_order"),
    an_answer("complain", "praise", text="<b>bad & ugly</b>", language="et"),
    an_answer("ask_faq/fees", "ask_faq/fees"),
]


class Checker(HTMLParser):
    """Collects ids, and what is opened without being closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Opened and closed at once."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def rendered(given: list = GIVEN, crossed: list = GIVEN) -> str:  # type: ignore[type-arg]
    return page(a_report(a_run(given), a_run(given, "Rasa's default"), crossed=crossed), datetime(2026, 1, 2, tzinfo=UTC))


def test_every_section_is_there_and_every_tag_is_closed() -> None:
    checker = Checker()
    checker.feed(rendered())

    assert checker.open == []
    assert checker.ids == SECTIONS


def test_nothing_is_fetched_from_elsewhere() -> None:
    html = rendered()
    checker = Checker()
    checker.feed(html)

    assert [address for address in checker.addresses if not address.startswith("#")] == []
    assert re.findall(r"url\(|@import|<script", html) == []


def test_what_customers_write_is_text() -> None:
    assert "&lt;b&gt;bad &amp; ugly&lt;/b&gt;" in rendered()
    assert "<b>bad" not in rendered()


def test_a_page_without_mistakes_is_whole_too() -> None:
    checker = Checker()
    checker.feed(rendered([GIVEN[0], GIVEN[2]], []))

    assert checker.open == []
    assert checker.ids == SECTIONS


def test_the_weakest_label_comes_first_and_languages_without_it_are_empty() -> None:
    first, *others = rows(a_report(a_run(GIVEN), crossed=[an_answer("complain", "complain")]))

    assert (first.label, first.f1, first.by_language, first.crossed) == ("complain", 0.0, [None, 0.0], 1.0)
    assert [row.by_language for row in others] == [[1.0, None], [1.0, None]]


def test_a_square_knows_its_share_of_what_was_meant() -> None:
    found = matrix([an_answer("a", "a"), an_answer("a", "b"), an_answer("c", "a")], ["a", "b"])

    assert [(cell.row, cell.column, cell.times, cell.share) for cell in found.cells] == [(0, 0, 1, 0.5), (0, 1, 1, 0.5)]


def test_every_parse_is_in_one_column_of_time() -> None:
    found = columns([0.5, 0.5, 12.0, 80.0])

    assert sum(column.share for column in found) == pytest.approx(1.0)
    assert found[0].lowest <= 0.5 < found[0].highest
    assert found[-1].lowest <= 80.0 < found[-1].highest
