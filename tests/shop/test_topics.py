"""Articles of one use, by a customer's word for it."""

import pytest

from bot.shop.topics import lines_of_topic
from tests.factories import a_line

NAMES = ["Espresso Machine", "Tea Kettle", "Desk Lamp", "Joystick"]


@pytest.mark.parametrize(
    ("plain", "names"),
    [
        ("whatever i got for making coffee or tea goes back", ["Espresso Machine", "Tea Kettle"]),
        ("all the coffee stuff", ["Espresso Machine"]),
        ("everything for gaming, coffee and tea", ["Espresso Machine", "Tea Kettle", "Joystick"]),
        ("i had a coffee", []),
    ],
)
def test_several_uses_may_be_said(plain: str, names: list[str]) -> None:
    assert [line.name for line in lines_of_topic(plain, [a_line(name) for name in NAMES])] == names
