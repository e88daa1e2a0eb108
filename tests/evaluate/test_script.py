"""The talk of the speed measurement makes sense in its shop."""

from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from bot.evaluate import script
from bot.shop.order import Order
from bot.shop.terms import Terms
from bot.store.database import Database

TALK = 200


def test_talk_is_the_same_every_time() -> None:
    assert list(islice(script.lines(), TALK)) == list(islice(script.lines(), TALK))


def test_talk_confirms_one_return_of_every_hundred_messages() -> None:
    said = list(islice(script.lines(), TALK))

    assert said.count("yes") == 2
    assert said.count("no") == 8


def test_every_order_to_be_returned_is_in_the_store_and_returnable(tmp_path: Path) -> None:
    database = Database(script.make_store(tmp_path / "speed.db", TALK))
    wanted = {word for line in islice(script.lines(), TALK) if "return the lamp" in line for word in line.split() if "#" in word}

    with database.session() as db:
        orders = [db.get_one(Order, number) for number in wanted]
        assert all(order.returnable_lines(datetime.now(UTC).date(), Terms()) for order in orders)
    database.dispose()
