"""What a talk did to the store decides how it came out."""

from dataclasses import replace

import pytest

from bot.evaluate.tau.shop_state import ShopState, differences
from bot.evaluate.tau.talk import Said
from bot.evaluate.tau.tasks import Turn, Write
from bot.evaluate.tau.verdict import Ledger, Line, Verdict, expected_of, untold, verdict_of
from bot.evaluate.tau.writes import done
from tests.evaluate.tau.small_shop import (
    CHEAP,
    MUG,
    NEW_HOME,
    PENDING,
    RED_SCARF,
    SCARF,
    SOLD_OUT_SCARF,
    a_task,
    cancel,
    change,
    readdress,
    send_back,
)

YES = Said("Yes", is_yes=True)
TASK = a_task(Turn("cancel", (cancel(),)))
FOR_A_HUMAN = a_task(Turn("a human!", wants_human=True))


def judged(shop: ShopState, *made: Write, handed_over: bool = False) -> Verdict:
    ledger, state = Ledger(shop, list(TASK.writes)), shop
    for write in made:
        state = done(state, write)
        ledger.note(state, YES, [])
    found = differences(expected_of(TASK, shop).state, state)
    return verdict_of(TASK, found, ledger.wrong, handed_over=handed_over)


def test_the_expected_state_is_right(shop: ShopState) -> None:
    assert judged(shop, cancel()) is Verdict.RIGHT


def test_a_missing_write_is_incomplete(shop: ShopState) -> None:
    assert judged(shop) is Verdict.INCOMPLETE
    assert judged(shop, handed_over=True) is Verdict.HANDED_OVER


@pytest.mark.parametrize("made", [[cancel(CHEAP)], [cancel(), cancel(CHEAP)], [cancel(reason="ordered by mistake")]])
def test_any_other_write_is_wrong(shop: ShopState, made: list[Write]) -> None:
    assert judged(shop, *made) is Verdict.WRONG


def test_a_human_is_called_exactly_where_the_task_wants_one(shop: ShopState) -> None:
    assert verdict_of(FOR_A_HUMAN, [], [], handed_over=True) is Verdict.RIGHT
    assert verdict_of(FOR_A_HUMAN, [], [], handed_over=False) is Verdict.INCOMPLETE
    assert judged(shop, cancel(), handed_over=True) is Verdict.HANDED_OVER


def test_two_right_writes_in_one_turn_are_known_for_what_they_are(shop: ShopState) -> None:
    ledger = Ledger(shop, [readdress(), cancel(CHEAP), cancel()])

    ledger.note(done(done(shop, readdress()), cancel(CHEAP)), YES, [])

    assert ledger.wrong == []
    assert ledger.open == [cancel()]


def test_a_write_that_nobody_said_yes_to_is_counted(shop: ShopState) -> None:
    ledger = Ledger(shop, [cancel()])

    ledger.note(done(shop, cancel()), Said("hello"), ["cancel_order #W1000002"])

    assert ledger.without_yes == ["cancel_order #W1000002"]
    assert ledger.wrong == []


def test_a_change_that_is_not_on_record_is_one_without_a_yes(shop: ShopState) -> None:
    ledger = Ledger(shop, [])

    ledger.note(done(shop, readdress()), Said("hello"), [])

    assert len(ledger.without_yes) == 1
    assert PENDING in ledger.without_yes[0]


def test_expected_writes_that_the_rules_refuse_change_nothing(shop: ShopState) -> None:
    expected = expected_of(a_task(Turn("x", (change(SCARF, SOLD_OUT_SCARF), cancel(CHEAP)))), shop)

    assert expected.state.orders[PENDING] == shop.orders[PENDING]
    assert expected.state.orders[CHEAP].status == "cancelled"
    assert "not available" in expected.refused[0]


def test_facts_are_compared_in_their_normal_form(shop: ShopState) -> None:
    moved = done(shop, readdress())
    shouted = replace(moved.orders[PENDING], address=tuple(part.upper() + " " for part in NEW_HOME))
    mixed = replace(shouted, articles=shouted.articles[::-1])

    assert differences(moved, replace(moved, orders={**moved.orders, PENDING: mixed})) == []


def test_differences_name_order_and_fact(shop: ShopState) -> None:
    [status, returned] = differences(shop, done(shop, send_back(SCARF, MUG)))

    assert str(status) == "order #W1000001, status: expected delivered; is return requested"
    assert returned.what == "sent back"
    assert len(differences(shop, done(shop, change(SCARF, RED_SCARF)))) == 3


def test_what_the_customer_should_have_heard_and_did_not_is_untold() -> None:
    lines = [Line("customer", "is it 48.00?", milliseconds=1.0), Line("assistant", "You get $1,248.50 back.")]

    assert untold(["1248.50", "48.00"], lines) == ["48.00"]
