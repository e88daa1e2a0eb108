"""Bringing a shop's own data into the store."""

from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.store.importers import orders_csv, tau_retail
from bot.store.importers.batch import Tally
from bot.store.importers.problem import BadFile, Problem


@dataclass(frozen=True)
class ImportReport:
    """What an import did: how many of each kind it added and changed, and what the operator should know."""

    tallies: dict[str, Tally]
    notes: list[str]


def import_file(db: Session, path: Path, *, currency: str, zone: ZoneInfo) -> ImportReport:
    """Bring in a tau-retail `db.json` or a CSV of orders (docs/import.md); importing a file again changes nothing.

    `currency` and `zone` hold where a CSV does not say. Raises BadFile with every problem that was found; the caller
    then rolls back, so that nothing of the file is stored.
    """
    text = _text(path)
    if text.lstrip().startswith("{"):
        return ImportReport(tau_retail.read(text).store(db), [tau_retail.NOTE])
    batch, notes = orders_csv.read(text, currency=currency, zone=zone)
    return ImportReport(batch.store(db), notes)


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadFile([Problem(str(path), f"cannot be read: {error.strerror}")]) from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadFile([Problem(f"line {line}", "is not in UTF-8; save the file as 'CSV UTF-8'")]) from error
    if not text.strip():
        raise BadFile([Problem(str(path), "is empty")])
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise BadFile([Problem(f"line {line}", "contains a NUL character")])
    return text
