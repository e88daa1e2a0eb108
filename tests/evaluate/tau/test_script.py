"""Which turn of the script it is, and which of its writes are still open."""

import pytest

from bot.evaluate.tau.script import Script
from bot.evaluate.tau.shop_state import ShopState
from bot.evaluate.tau.tasks import Turn, Write
from tests.evaluate.tau.small_shop import DELIVERED, PENDING, SCARF, a_task, cancel, move, send_back

RETURN, CANCEL = Turn("I want to send the scarf back", (send_back(SCARF),)), Turn("And cancel my other order", (cancel(),))


@pytest.fixture
def script(shop: ShopState) -> Script:
    return Script(a_task(RETURN, CANCEL, Turn("And I have moved", (move(),))), shop)


def test_what_is_confirmed_is_open_no_more(script: Script) -> None:
    script.confirm([send_back(SCARF)])

    assert script.open_of_turn == []
    assert script.open == [cancel(), move()]


def test_a_later_wish_may_be_confirmed_before_its_turn(script: Script) -> None:
    script.confirm([cancel()])
    script.go_on()

    assert script.open_of_turn == []


def test_what_is_not_done_when_the_next_turn_comes_is_given_up(script: Script) -> None:
    assert script.go_on() is CANCEL
    assert script.open == [cancel(), move()]


def test_nothing_comes_after_the_last_turn(script: Script) -> None:
    script.go_on()
    script.go_on()

    assert script.go_on() is None


@pytest.mark.parametrize(
    ("text", "subject"),
    [(f"What of {PENDING}?", cancel()), ("Your account's address?", move()), (f"What of {DELIVERED}?", None)],
)
def test_a_text_is_about_what_it_names_where_the_turn_has_nothing(script: Script, text: str, subject: Write | None) -> None:
    script.confirm([send_back(SCARF)])

    assert script.subject(text) == subject


def test_a_text_is_about_what_the_turn_still_wants(script: Script) -> None:
    assert script.subject(f"What of {PENDING}?") == send_back(SCARF)
