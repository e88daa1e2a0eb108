"""The page that describes the API."""

import re
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.channels.widget.reference import kind_of, prose


def test_every_call_is_described_with_what_it_takes_and_answers(client: TestClient) -> None:
    page = client.get("/docs").text
    described = client.get("/openapi.json").json()

    assert [path for path in described["paths"] if f"</b> {path}</code>" not in page] == []
    assert [name for name in described["components"]["schemas"] if f'<section id="{name}">' not in page] == []
    assert "Authorization: Bearer TOKEN" in page


def test_every_object_that_is_named_can_be_looked_up(client: TestClient) -> None:
    page = client.get("/docs").text

    assert set(re.findall(r'href="#(\w+)"', page)) - set(re.findall(r'<section id="(\w+)"', page)) == set()


def test_nothing_is_loaded_from_elsewhere(client: TestClient) -> None:
    answer = client.get("/docs")

    loaded = re.findall(r'(?:src|href)="([^"#][^"]*)"', answer.text)
    assert [client.get(address).status_code for address in loaded] == [200] * len(loaded)
    assert [address for address in loaded if not address.startswith("/")] == []
    assert "<script" not in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("schema", "title", "ref"),
    [
        ({"$ref": "#/components/schemas/FileView"}, "FileView", "FileView"),
        ({"type": "array", "items": {"$ref": "#/components/schemas/FileView"}}, "list of FileView", "FileView"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "string or null", None),
        ({"type": "string", "enum": ["agent", "system"]}, '"agent" or "system"', None),
        ({"type": "string", "format": "date-time"}, "date-time", None),
        ({}, "anything", None),
    ],
)
def test_a_kind_is_told_in_words(schema: dict[str, Any], title: str, ref: str | None) -> None:
    assert (kind_of(schema).title, kind_of(schema).ref) == (title, ref)


def test_a_description_is_text_with_code_and_paragraphs() -> None:
    assert prose("With `a < b`.\n\nAnd <b>.") == "<p>With <code>a &lt; b</code>.</p><p>And &lt;b&gt;.</p>"
