import pytest

from bot.shop.words.places import says_street, town_meant


def test_the_town_to_go_to_is_the_last_that_is_not_the_one_to_leave() -> None:
    towns = ["Boston", "Denver", "Los Angeles"]

    assert town_meant("my order to la should go to denver", towns) == "Denver"
    assert town_meant("send it to denver instead of boston", towns) == "Denver"
    assert town_meant("a place for the lamp", towns) is None


def test_a_town_that_it_goes_to_now_is_not_the_one_to_go_to() -> None:
    towns = ["Boston", "Denver"]
    assert town_meant("my denver home please, its going to boston by mistake", towns) == "Denver"
    assert town_meant("it shouldnt go to boston, but to denver", towns) == "Denver"
    assert town_meant("i want it sent to boston", towns) == "Boston"


@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        ("send both to willow lane", True),
        ("to 12 willow lane in denver", True),
        ("no longer to willow lane", False),
        ("to maple drive", False),
    ],
)
def test_a_street_is_named_as_the_one_to_go_to(text: str, is_said: bool) -> None:
    assert says_street(text, "12 Willow Lane") is is_said


def test_a_street_of_one_word_may_be_anything() -> None:
    assert not says_street("to broadway", "7 Broadway")
