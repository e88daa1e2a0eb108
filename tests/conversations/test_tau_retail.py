"""Every delivered order of tau-retail can be looked up and returned in the chat: a sample here, all of them by hand.

FIRSTLINE_TEST_ALL_ORDERS=1 pytest tests/conversations/test_tau_retail.py
"""

import os
import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.engine.assistant import Assistant
from bot.shop.order import Order, OrderStatus
from bot.store.database import Database
from bot.store.importers import import_file
from tests.conversations.player import Player, said

REAL_FILE = Path(__file__).parents[3] / "shared" / "tau-retail" / "db.json"
SAMPLE = 25
DELIVERED = 373  # orders in the real file

pytestmark = pytest.mark.skipif(not REAL_FILE.exists(), reason=f"the tau-retail data set is not at {REAL_FILE}")


@dataclass(frozen=True)
class Case:
    """One delivered order, with what its customer knows of it."""

    number: str
    email: str
    name: str
    postcode: str
    article: str


@pytest.fixture(scope="module")
def tau_retail(migrated_sqlite_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path = tmp_path_factory.mktemp("tau") / "retail.db"
    shutil.copy(migrated_sqlite_file, path)
    database = Database(f"sqlite:///{path}")
    with database.session() as db:
        import_file(db, REAL_FILE, currency="USD", zone=ZoneInfo("UTC"))
    yield database
    database.dispose()


def delivered_orders(database: Database) -> list[Case]:
    with database.session() as db:
        orders = db.scalars(select(Order).where(Order.status == OrderStatus.DELIVERED).order_by(Order.number))
        return [_case(order) for order in orders]


def _case(order: Order) -> Case:
    customer = order.customer
    address = customer.address or order.address
    line = random.Random(order.number).choice(order.lines)
    return Case(order.number, customer.email, customer.name, address.postcode, line.title)


async def test_delivered_orders_are_found_and_returned(tau_retail: Database, assistants: dict[str, Assistant]) -> None:
    cases = delivered_orders(tau_retail)
    assert len(cases) == DELIVERED
    if not os.environ.get("FIRSTLINE_TEST_ALL_ORDERS"):
        cases = random.Random(1).sample(cases, SAMPLE)
    failures = [(case, talk) for case in cases if (talk := await failing_talk(assistants["tau"], tau_retail, case))]
    assert failures == []


async def failing_talk(assistant: Assistant, database: Database, case: Case) -> list[list[str]] | None:
    """Ask for the order and return one of its articles; the talk, if it came out otherwise."""
    player = Player.begin(assistant, database)
    talk = [said(await player.write(text)) for text in (f"where is my order {case.number}?", *proof(case))]
    found = talk[-1] == ["utter_order_delivered", "utter_anything_else"]
    talk.append(said(await player.write(wish(case))))
    if talk[-1] == ["utter_ask_which_articles"]:
        talk.append(said(await player.press(case.article)))
    talk.append(said(await player.write("yes")))
    name = case.article.partition(" (")[0]
    returned = any(name in articles for articles in player.returns().get(case.number, []))
    done = talk[-1] == ["utter_return_done", "utter_anything_else"]
    return None if found and done and returned else talk


def wish(case: Case) -> str:
    """By kind and options, by kind alone, or by choosing later."""
    kind = case.article.partition(" (")[0].lower()
    wishes = [f"I want to return the {case.article}", f"i'd like to send the {kind} back", "I want to return something from it"]
    return random.Random(case.number).choice(wishes)


def proof(case: Case) -> list[str]:
    """By e-mail, or by name and postcode in one message or two."""
    ways = [[case.email], [f"{case.name}, {case.postcode}"], [f"my name is {case.name}", case.postcode]]
    return random.Random(case.email).choice(ways)
