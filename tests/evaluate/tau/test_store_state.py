"""What our services write is, in plain form, what the benchmark means by the same write."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.evaluate.tau.run import UnlikeStore, import_shop
from bot.evaluate.tau.shop_state import ShopState, differences
from bot.evaluate.tau.store_state import read_store
from bot.evaluate.tau.tasks import Write
from bot.evaluate.tau.writes import done
from bot.services.cancellations import cancel_order
from bot.services.exchanges import request_exchange
from bot.services.item_changes import change_items
from bot.services.order_changes import change_order_address, change_payment
from bot.services.own_address import change_own_address
from bot.services.replacements import Swap
from bot.services.returns import request_return
from bot.shop.address import Address
from bot.shop.order import CancelReason
from bot.shop.order_line import OrderLine
from bot.shop.rma import Return, ReturnState
from bot.shop.terms import Terms
from bot.store.database import Database
from tests.evaluate.tau.small_shop import (
    BIG_MUG,
    CARD,
    CHEAP,
    DELIVERED,
    GIFT_CARD,
    MUG,
    NEW_HOME,
    PENDING,
    RED_SCARF,
    SCARF,
    cancel,
    change,
    exchange,
    move,
    readdress,
    repay,
    send_back,
    shop_file,
)

NOW = datetime(2025, 3, 14, tzinfo=UTC)
TERMS = Terms()


@pytest.fixture
def store(migrated_sqlite_file: Path, tmp_path: Path) -> Iterator[Session]:
    path = tmp_path / "shop.db"
    shutil.copy(migrated_sqlite_file, path)
    import_shop(shop_file(tmp_path), f"sqlite:///{path}")
    database = Database(f"sqlite:///{path}")
    with database.session() as db:
        yield db
    database.dispose()


def line(db: Session, number: str, sku: str) -> int:
    return db.scalars(select(OrderLine.id).where(OrderLine.order_number == number, OrderLine.sku == sku)).one()


def send_scarf_back(db: Session, method: str | None = None) -> None:
    lines = [line(db, DELIVERED, SCARF)]
    request_return(db, "anna", DELIVERED, lines, terms=TERMS, key="m1", now=NOW, refund_to=method)


def exchange_for(db: Session, old: str, new: str) -> None:
    swaps = [Swap(line(db, DELIVERED, old), new)]
    request_exchange(db, "anna", DELIVERED, swaps, method_id=CARD, key="m1", terms=TERMS, now=NOW)


def change_for(db: Session, old: str, new: str, method: str) -> None:
    swaps = [Swap(line(db, PENDING, old), new)]
    change_items(db, "anna", PENDING, swaps, method_id=method, key="m1", terms=TERMS, now=NOW)


def cancel_for(db: Session, number: str, reason: CancelReason) -> None:
    cancel_order(db, "anna", number, reason, key="m1", now=NOW)


WRITES: dict[str, tuple[Write, Callable[[Session], object]]] = {
    "cancel": (cancel(), lambda db: cancel_for(db, PENDING, CancelReason.NO_LONGER_NEEDED)),
    "cancel, gift card": (
        cancel(CHEAP, "ordered by mistake"),
        lambda db: cancel_for(db, CHEAP, CancelReason.ORDERED_BY_MISTAKE),
    ),
    "address": (readdress(), lambda db: change_order_address(db, "anna", PENDING, Address(*NEW_HOME), key="m1", now=NOW)),
    "payment": (repay(CHEAP, CARD), lambda db: change_payment(db, "anna", CHEAP, CARD, key="m1", terms=TERMS, now=NOW)),
    "articles": (change(SCARF, RED_SCARF, GIFT_CARD), lambda db: change_for(db, SCARF, RED_SCARF, GIFT_CARD)),
    "articles, same price": (change(MUG, BIG_MUG), lambda db: change_for(db, MUG, BIG_MUG, CARD)),
    "return": (send_back(SCARF), send_scarf_back),
    "return, gift card": (send_back(SCARF, method=GIFT_CARD), lambda db: send_scarf_back(db, GIFT_CARD)),
    "exchange": (exchange(SCARF, RED_SCARF), lambda db: exchange_for(db, SCARF, RED_SCARF)),
    "exchange, same price": (exchange(MUG, BIG_MUG), lambda db: exchange_for(db, MUG, BIG_MUG)),
    "own address": (move(), lambda db: change_own_address(db, "anna", Address(*NEW_HOME), key="m1", now=NOW)),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_write_through_our_services_is_what_the_benchmark_means(store: Session, shop: ShopState, name: str) -> None:
    write, ours = WRITES[name]

    ours(store)
    store.flush()

    assert differences(shop, read_store(store)) != []
    assert differences(done(shop, write), read_store(store)) == []


def test_two_returns_of_one_order_are_one_return_of_both(store: Session, shop: ShopState) -> None:
    send_scarf_back(store)
    request_return(store, "anna", DELIVERED, [line(store, DELIVERED, MUG)], terms=TERMS, key="m2", now=NOW)

    assert differences(done(shop, send_back(MUG, SCARF)), read_store(store)) == []


def test_a_refused_return_is_none(store: Session, shop: ShopState) -> None:
    send_scarf_back(store)
    store.scalars(select(Return)).one().state = ReturnState.REFUSED
    store.flush()

    assert differences(shop, read_store(store)) == []


def test_a_store_that_lost_a_fact_is_not_judged_by(
    migrated_sqlite_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shop: ShopState
) -> None:
    path = tmp_path / "shop.db"
    shutil.copy(migrated_sqlite_file, path)
    monkeypatch.setattr("bot.evaluate.tau.run.read_file", lambda _: done(shop, cancel()))

    with pytest.raises(UnlikeStore, match=PENDING):
        import_shop(shop_file(tmp_path), f"sqlite:///{path}")
