"""The widget's files and the demo shop's page."""

import gzip
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.channels.widget import pages
from bot.store.database import Database
from tests.factories import a_product, a_variant, usd

STATIC = Path(pages.__file__).parent / "static"
FILES = sorted(path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*") if path.is_file())
MAX_WIRE_BYTES = 30_000


def test_the_widget_is_small_over_the_wire() -> None:
    assert sum(len(gzip.compress((STATIC / file).read_bytes())) for file in FILES) < MAX_WIRE_BYTES


@pytest.mark.parametrize("file", FILES)
def test_every_file_is_served_compressed_to_any_page(client: TestClient, file: str) -> None:
    answer = client.get(f"/{file}", headers={"Origin": "https://shop.example", "Accept-Encoding": "gzip"})
    assert answer.text == (STATIC / file).read_text(encoding="utf-8")
    assert (answer.headers["Access-Control-Allow-Origin"], answer.headers["Cache-Control"]) == ("*", "no-cache")
    assert answer.headers["Content-Type"].startswith(("text/javascript", "text/css"))


def test_an_unchanged_file_is_not_sent_again(client: TestClient) -> None:
    tag = client.get("/firstline.js").headers["ETag"]
    assert client.get("/firstline.js", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["/widget/nothing.js", "/widget/..%2F..%2Froutes.py", "/shop/..%2Fpage.html"])
def test_nothing_else_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("file", [file for file in FILES if file.endswith(".js")])
def test_text_never_becomes_markup(file: str) -> None:
    script = (STATIC / file).read_text(encoding="utf-8")
    assert [word for word in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(") if word in script] == []


def test_the_shop_page_shows_products_and_the_widget(client: TestClient, database: Database) -> None:
    variants = [
        a_variant(options={"color": "white"}, price=usd("30.00")),
        a_variant(options={"color": "red"}, price=usd("25.50")),
    ]
    with database.session() as db:
        db.add(a_product("Desk <Lamp>", variants=variants))
    page = client.get("/").text
    assert "Desk &lt;Lamp&gt;" in page
    assert "$25.50" in page
    assert '<script src="/firstline.js" async></script>' in page


def test_an_empty_shelf_is_no_error(client: TestClient) -> None:
    assert client.get("/").status_code == 200


def test_the_shop_page_forbids_everything_inline(client: TestClient) -> None:
    answer = client.get("/")
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'; style-src 'self'")
