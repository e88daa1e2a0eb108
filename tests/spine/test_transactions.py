"""A turn's transaction can be undone from outside, until it is about to be committed and never after."""

from contextlib import suppress

import pytest
from sqlalchemy import select

from bot.spine.transactions import OpenTransactions
from bot.store.database import CutError, Database
from tests.factories import a_customer
from tests.spine.stand_in import written


def test_what_was_written_is_committed_at_the_end(database: Database) -> None:
    with OpenTransactions(database).of("holder") as db:
        db.add(a_customer(id="ada"))

    assert written(database) == ["ada"]


def test_cut_transaction_leaves_nothing_and_says_so(database: Database) -> None:
    transactions = OpenTransactions(database)

    with pytest.raises(CutError):
        write_and_be_cut(transactions)

    assert written(database) == []


def test_cut_transaction_refuses_every_further_statement(database: Database) -> None:
    transactions = OpenTransactions(database)

    with suppress(CutError), transactions.of("holder") as db:
        transactions.cut("holder")
        with pytest.raises(CutError):
            db.execute(select(1))


def test_connection_is_whole_again_for_the_next_one(database: Database) -> None:
    transactions = OpenTransactions(database)
    with pytest.raises(CutError), transactions.of("holder"):
        transactions.cut("holder")

    with transactions.of("next") as db:
        db.add(a_customer(id="ada"))

    assert written(database) == ["ada"]


def test_transaction_that_ended_cannot_be_cut(database: Database) -> None:
    transactions = OpenTransactions(database)
    with transactions.of("holder"):
        pass

    with database.session() as somebody_else:
        somebody_else.add(a_customer(id="ada"))
        somebody_else.flush()
        transactions.cut("holder")

    assert not transactions.is_open("holder")
    assert written(database) == ["ada"]


def write_and_be_cut(transactions: OpenTransactions) -> None:
    with transactions.of("holder") as db:
        db.add(a_customer(id="ada"))
        db.flush()
        transactions.cut("holder")
