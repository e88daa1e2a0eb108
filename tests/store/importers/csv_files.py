"""Writes the CSV files that the tests import."""

import csv
import io
from pathlib import Path

ROW = {
    "order_number": "W-1",
    "status": "delivered",
    "email": "mary@example.com",
    "first_name": "Mary",
    "last_name": "Brown",
    "address_line1": "12 Rose Lane",
    "city": "Leeds",
    "postcode": "LS1 4AP",
    "country": "GB",
    "sku": "LAMP-1",
    "article": "Desk Lamp",
    "price": "39.90",
    "currency": "EUR",
}


def csv_text(*rows: dict[str, str], delimiter: str = ",") -> str:
    """Rows that say only what differs from ROW."""
    full = [ROW | row for row in rows]
    columns = list(dict.fromkeys(name for row in full for name in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, delimiter=delimiter, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(full)
    return out.getvalue()


def csv_file(folder: Path, *rows: dict[str, str]) -> Path:
    path = folder / "orders.csv"
    path.write_text(csv_text(*rows), encoding="utf-8")
    return path
