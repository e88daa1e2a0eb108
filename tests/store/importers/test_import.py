"""Bringing a file into the store."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from bot.services.returns import ReturnResult, request_return
from bot.shop.customer import Customer
from bot.shop.order import Order, OrderStatus
from bot.shop.order_line import OrderLine
from bot.shop.terms import Terms
from bot.store.database import Database
from bot.store.importers import ImportReport, import_file
from bot.store.importers.batch import Tally
from bot.store.importers.problem import BadFile
from tests.factories import NOW, a_customer, an_order
from tests.store.importers.csv_files import csv_file, csv_text

MUG = {"sku": "MUG-1", "article": "Mug", "price": "4.00"}


def bring_in(database: Database, path: Path) -> ImportReport:
    with database.session() as db:
        return import_file(db, path, currency="USD", zone=ZoneInfo("UTC"))


def problems_of(database: Database, path: Path) -> list[str]:
    with pytest.raises(BadFile) as raised:
        bring_in(database, path)
    return [str(problem) for problem in raised.value.problems]


def test_importing_twice_changes_nothing(database: Database, tmp_path: Path) -> None:
    path = csv_file(
        tmp_path, {"placed_at": "2025-03-01", "options": "color=blue", "tracking_number": "T", "payment_method": "paypal"}, MUG
    )
    first, second = bring_in(database, path), bring_in(database, path)
    assert (first.tallies["orders"], first.tallies["order lines"]) == (Tally(new=1), Tally(new=2))
    assert all(tally.new == tally.changed == tally.removed == 0 for tally in second.tallies.values())


def test_what_changed_in_the_file_changes_in_the_store(database: Database, tmp_path: Path) -> None:
    bring_in(database, csv_file(tmp_path, {"status": "shipped"}))
    report = bring_in(database, csv_file(tmp_path, {"status": "delivered"}))
    assert report.tallies["orders"] == Tally(changed=1)
    with database.session() as db:
        assert db.scalars(select(Order)).one().status is OrderStatus.DELIVERED


def test_an_article_that_left_the_file_leaves_the_order(database: Database, tmp_path: Path) -> None:
    bring_in(database, csv_file(tmp_path, {}, MUG))
    report = bring_in(database, csv_file(tmp_path, MUG))
    assert report.tallies["order lines"] == Tally(changed=1, removed=1)
    with database.session() as db:
        assert [line.sku for line in db.scalars(select(OrderLine))] == ["MUG-1"]


def test_an_article_in_a_return_cannot_leave_the_order(database: Database, tmp_path: Path) -> None:
    bring_in(database, csv_file(tmp_path, {}, MUG))
    with database.session() as db:
        order = db.scalars(select(Order)).one()
        ids = [order.lines[0].id]
        outcome = request_return(db, order.customer_id, order.number, ids, terms=Terms(), key="k", now=NOW)
        assert outcome.result is ReturnResult.DONE
    assert problems_of(database, csv_file(tmp_path, MUG)) == ["line 2: lacks article LAMP-1, which is in a return or an exchange"]


def test_two_equal_articles_of_an_order_stay_two(database: Database, tmp_path: Path) -> None:
    path = csv_file(tmp_path, {}, {})
    bring_in(database, path)
    assert bring_in(database, path).tallies["order lines"] == Tally(unchanged=2)


def test_what_the_file_has_no_word_for_stays(database: Database, tmp_path: Path) -> None:
    bring_in(database, csv_file(tmp_path, {}))
    with database.session() as db:
        order = db.scalars(select(Order)).one()
        order.items_changed_at = NOW
    bring_in(database, csv_file(tmp_path, {"status": "shipped"}))
    with database.session() as db:
        assert db.get_one(Order, order.number).items_changed_at == NOW


def test_nothing_of_a_failing_file_is_stored(database: Database, tmp_path: Path) -> None:
    problems_of(database, csv_file(tmp_path, {}, {"order_number": "W-2", "price": "x"}))
    with database.session() as db:
        assert db.scalar(select(func.count()).select_from(Customer)) == 0


def test_a_file_that_contradicts_the_store_is_refused(database: Database, tmp_path: Path) -> None:
    with database.session() as db:
        db.add(an_order(number="#W1", customer=a_customer(id="mary", email="mary@example.com")))
        db.add(an_order(number="W-2", customer=a_customer(id="paul", email="paul@example.com")))
    rows = [
        {"order_number": "W-1", "customer_id": "other"},
        {"order_number": "W-2", "customer_id": "eve", "email": "eve@example.com"},
    ]
    assert problems_of(database, csv_file(tmp_path, *rows)) == [
        "line 2: the e-mail address belongs to customer mary in the store",
        "line 2: the store writes this order number #W1",
        "line 3: the order belongs to customer paul in the store",
    ]


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (csv_text({"city": "K\u00f6ln"}).encode("latin-1"), "line 2: is not in UTF-8"),
        (csv_text({}).encode("utf-16"), "line 1: is not in UTF-8"),
        (csv_text({"city": "Le\0eds"}).encode(), "line 2: contains a NUL character"),
        (b"{", "line 1: not JSON"),
    ],
)
def test_what_is_no_file_of_orders_is_named(database: Database, tmp_path: Path, data: bytes, problem: str) -> None:
    path = tmp_path / "orders.csv"
    path.write_bytes(data)
    (found,) = problems_of(database, path)
    assert problem in found


def test_a_byte_order_mark_is_no_part_of_the_first_column(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(csv_text({}), encoding="utf-8-sig")
    assert bring_in(database, path).tallies["orders"] == Tally(new=1)


def test_a_file_that_is_not_there_is_named(database: Database, tmp_path: Path) -> None:
    (found,) = problems_of(database, tmp_path / "missing.csv")
    assert found.endswith("cannot be read: No such file or directory")
