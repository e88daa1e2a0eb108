"""Reading orders from CSV."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.shop.customer import PaymentKind
from bot.shop.money import Money
from bot.shop.order import OrderStatus
from bot.store.importers.batch import Batch
from bot.store.importers.csv_rows import LINE_COLUMNS, ORDER_COLUMNS, REQUIRED_COLUMNS
from bot.store.importers.orders_csv import read
from bot.store.importers.problem import BadFile
from tests.store.importers.csv_files import ROW, csv_text

TALLINN = ZoneInfo("Europe/Tallinn")


def batch_of(text: str) -> Batch:
    return read(text, currency="USD", zone=TALLINN)[0]


def problems_of(text: str) -> list[str]:
    with pytest.raises(BadFile) as raised:
        read(text, currency="USD", zone=TALLINN)
    return [str(problem) for problem in raised.value.problems]


def test_rows_of_one_order_become_its_lines() -> None:
    batch = batch_of(
        csv_text({}, {"sku": "MUG", "article": "Mug", "options": "color=blue; size=L", "quantity": "2", "price": "4"})
    )
    lamp, mug = batch.lines
    assert [order.number for order in batch.orders] == ["W-1"]
    assert (lamp.position, lamp.name, lamp.price) == (1, "Desk Lamp", Money(Decimal("39.90"), "EUR"))
    assert (mug.position, mug.options, mug.total) == (2, {"color": "blue", "size": "L"}, Money(Decimal(8), "EUR"))


def test_what_an_orders_first_row_said_may_be_left_empty_after_it() -> None:
    only_articles = dict.fromkeys(ROW, "") | {"order_number": "W-1", "sku": "MUG", "article": "Mug", "price": "4.00"}
    batch = batch_of(csv_text({"placed_at": "2025-03-01"}, only_articles))
    assert [line.sku for line in batch.lines] == ["LAMP-1", "MUG"]
    assert len(batch.customers) == len(batch.orders) == 1


def test_a_date_without_a_zone_is_in_the_shops_zone() -> None:
    dates = {"placed_at": "2025-03-01", "delivered_at": "2025-03-04T12:00:00Z", "promised_on": "2025-03-05"}
    (order,) = batch_of(csv_text(dates)).orders
    assert order.placed_at == datetime(2025, 2, 28, 22, 0, tzinfo=UTC)
    assert order.delivered_at == datetime(2025, 3, 4, 12, 0, tzinfo=UTC)
    assert order.promised_on == date(2025, 3, 5)


def test_dates_that_the_file_does_not_know_stay_empty() -> None:
    (order,) = batch_of(csv_text({})).orders
    assert (order.placed_at, order.promised_on, order.delivered_at) == (None, None, None)


def test_the_shops_currency_holds_where_the_file_has_none() -> None:
    (line,) = batch_of(csv_text({"currency": ""})).lines
    assert line.price.currency == "USD"


def test_articles_with_one_tracking_number_share_a_parcel() -> None:
    rows = [{"sku": sku, "tracking_number": number, "carrier": "DHL"} for sku, number in [("A", "T1"), ("B", "T1"), ("C", "T2")]]
    batch = batch_of(csv_text(*rows))
    assert [shipment.tracking_number for shipment in batch.shipments] == ["T1", "T2"]
    assert [line.shipment_id for line in batch.lines] == ["W-1/T1", "W-1/T1", "W-1/T2"]


def test_how_an_order_was_paid_is_kept() -> None:
    batch = batch_of(csv_text({"payment_method": "credit_card", "card_brand": "visa", "card_last_four": "4242", "quantity": "2"}))
    (method,), (payment,) = batch.payment_methods, batch.payments
    assert (method.kind, method.brand, method.last_four) == (PaymentKind.CREDIT_CARD, "visa", "4242")
    assert (payment.amount, payment.method_id) == (Money(Decimal("79.80"), "EUR"), method.id)


def test_a_customer_has_the_address_of_the_newest_order() -> None:
    rows = [
        {"order_number": number, "placed_at": placed_at, "postcode": postcode}
        for number, placed_at, postcode in [("W-1", "2024-01-01", "OLD"), ("W-2", "2025-01-01", "NEW"), ("W-3", "", "UNKNOWN")]
    ]
    batch = batch_of(csv_text(*rows))
    assert [customer.normal_postcode for customer in batch.customers] == ["new"]
    assert [order.address.postcode for order in batch.orders] == ["OLD", "NEW", "UNKNOWN"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_spreadsheets_may_use_other_separators(delimiter: str, line_end: str) -> None:
    batch = batch_of(csv_text({"article": "Lamp; small, black"}, delimiter=delimiter).replace("\n", line_end))
    assert [line.name for line in batch.lines] == ["Lamp; small, black"]


def test_column_names_may_have_spaces_and_capitals() -> None:
    batch = batch_of(csv_text({}).replace("order_number", "Order Number"))
    assert [order.number for order in batch.orders] == ["W-1"]


def test_an_unknown_column_is_left_out_and_named() -> None:
    _, notes = read(csv_text({"pormised_on": "2025-03-05"}), currency="USD", zone=TALLINN)
    assert notes == ["Column 'pormised_on' is not known and was left out."]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ({"status": "lost"}, "status should be 'pending', 'processed', 'shipped', 'delivered' or 'cancelled', not 'lost'"),
        ({"price": "-1"}, "price should be greater than or equal to 0, not '-1'"),
        ({"price": "1.999"}, "price should have no more than 2 decimal places, not '1.999'"),
        ({"price": "free"}, "price should be a valid decimal, not 'free'"),
        ({"currency": "EUX"}, "currency should be an ISO 4217 currency code such as EUR, not 'EUX'"),
        ({"quantity": "0"}, "quantity should be greater than or equal to 1, not '0'"),
        (
            {"placed_at": "14.3.2025"},
            "placed_at should be an ISO 8601 date or time such as 2025-03-14 or 2025-03-14T09:30, not '14.3.2025'",
        ),
        ({"promised_on": "soon"}, "promised_on should be an ISO 8601 date such as 2025-03-14, not 'soon'"),
        ({"status": "pending", "delivered_at": "2025-03-01"}, "delivered_at is given, but the status is pending"),
        ({"placed_at": "2025-03-02", "delivered_at": "2025-03-01"}, "delivered_at is before placed_at"),
        ({"options": "blue"}, "options should look like 'color=blue; size=M'"),
        ({"email": ""}, "email is missing"),
        ({"email": "mary@"}, "email should be an e-mail address"),
        ({"order_number": " "}, "order_number is missing"),
        ({"order_number": "#"}, "order_number is missing"),
    ],
)
def test_a_bad_cell_is_named_by_line_and_reason(row: dict[str, str], problem: str) -> None:
    assert problems_of(csv_text(row)) == [f"line 2: {problem}"]


def test_a_card_number_is_refused_and_not_repeated() -> None:
    (problem,) = problems_of(csv_text({"card_last_four": "4111111111111111"}))
    assert problem == "line 2: card_last_four should be four digits"


def test_all_bad_rows_are_reported_in_order() -> None:
    rows = [{"order_number": "W-1", "price": "x"}, {"order_number": "W-2"}, {"order_number": "W-3", "status": "x", "price": "-1"}]
    lines = [problem.partition(":")[0] for problem in problems_of(csv_text(*rows))]
    assert lines == ["line 2", "line 4", "line 4"]


def test_a_wrong_cell_of_an_order_is_reported_once() -> None:
    assert len(problems_of(csv_text({"status": "lost"}, {"status": "lost"}))) == 1


def test_rows_of_one_order_must_not_contradict_one_another() -> None:
    text = csv_text({}, {"status": "shipped", "postcode": "LS2"})
    assert sorted(problems_of(text)) == [
        "line 3: postcode is not what line 2 says of the same order",
        "line 3: status is not what line 2 says of the same order",
    ]


@pytest.mark.parametrize(
    ("first", "second", "problem"),
    [
        ({"customer_id": "1"}, {"customer_id": "2"}, "email is that of another customer_id on line 2"),
        ({"customer_id": "1"}, {"customer_id": "1", "email": "m@b.c"}, "email is not what line 2 says of the same customer_id"),
        ({}, {"first_name": "Martha"}, "the name is not what line 2 says of the same customer"),
    ],
)
def test_customers_must_not_be_mixed_up(first: dict[str, str], second: dict[str, str], problem: str) -> None:
    assert problems_of(csv_text(first, second | {"order_number": "W-2"})) == [f"line 3: {problem}"]


def test_a_missing_column_is_named() -> None:
    assert problems_of("order_number,status\nW-1,pending\n")[0] == "line 1: column address_line1 is missing"


def test_a_file_with_a_header_alone_is_refused() -> None:
    header = csv_text({}).splitlines()[0]
    assert problems_of(header) == ["line 1: no row follows the header"]


def test_a_row_of_another_length_is_named() -> None:
    assert problems_of(csv_text({}) + "W-2,pending\n") == ["line 3: has 2 cells, but the header has 13"]


def test_an_open_quote_is_named() -> None:
    assert problems_of(csv_text({}) + '"W-2')[0].startswith("line 3: is not CSV:")


cells = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1).filter(lambda cell: cell == cell.strip())
prices = st.decimals(min_value=0, max_value=10**6, places=2)


@given(name=cells, city=cells, price=prices, quantity=st.integers(1, 99), status=st.sampled_from(OrderStatus))
def test_what_is_written_is_read_back(name: str, city: str, price: Decimal, quantity: int, status: OrderStatus) -> None:
    row = {"article": name, "city": city, "price": str(price), "quantity": str(quantity), "status": status.value}
    batch = batch_of(csv_text(row))
    (order,), (line,) = batch.orders, batch.lines
    assert (line.name, line.price.amount, line.quantity) == (name, price, quantity)
    assert (order.address.city, order.status) == (city, status)


DOCUMENT = (Path(__file__).parents[3] / "docs" / "import.md").read_text(encoding="utf-8")


def test_every_column_is_documented() -> None:
    documented = re.findall(r"^\| `(\w+)` \| (yes)?", DOCUMENT, re.MULTILINE)
    assert {name for name, _ in documented} == ORDER_COLUMNS | LINE_COLUMNS
    assert {name for name, required in documented if required} == REQUIRED_COLUMNS


def test_the_documented_example_can_be_imported() -> None:
    (example,) = re.findall(r"```csv\n(.*?)```", DOCUMENT, re.DOTALL)
    batch = batch_of(example)
    assert [line.name for line in batch.lines] == ["Desk Lamp", "Wireless Headphones", "T-Shirt"]
