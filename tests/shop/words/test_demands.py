"""What is demanded of one option: what is wanted, refused, or not needed."""

import pytest

from bot.shop.variant_match import MatchResult
from tests.shop.products import JACKET, RUG, SPEAKER, found, match, product


def test_the_same_wood_is_the_wood_that_it_has() -> None:
    board = product(
        "Surf Board",
        "deck_material=bamboo design=plain 80.00",
        "deck_material=bamboo design=custom 90.00",
        "deck_material=maple design=custom 85.00",
    )
    assert found(board, "a custom design instead, same wood") == ["deck_material=bamboo design=custom 90.00"]


def test_what_is_wanted_beside_the_same_of_another_option_is_not_kept() -> None:
    text = "The jacket is yellow. Could I have a navy one of the same size?"
    assert found(JACKET, text) == ["size=M color=navy lining=none hood=yes 82.00"]


def test_what_is_refused_after_it_was_told_is_not_wanted() -> None:
    keys = product("Key Set", "feel=clicky light=red 50.00", "feel=soft light=red 52.00")
    assert found(keys, "clicky drives us mad. Something with red light that isn't clicky") == ["feel=soft light=red 52.00"]


def test_what_is_not_enough_is_not_refused() -> None:
    earbuds = product("Ear Plugs", "water_resistance=IPX4 5.00", "water_resistance=IPX7 6.00", "water_resistance=none 4.00")
    assert found(earbuds, "they aren't waterproof enough, I'd like IPX7") == ["water_resistance=IPX7 6.00"]


def test_of_two_words_for_one_option_the_closer_one_counts() -> None:
    earbuds = product("Ear Plugs", "water_resistance=none 4.00", "water_resistance=IPX4 5.00", "water_resistance=IPX7 6.00")
    assert found(earbuds, "waterproof ones please, IPX7") == ["water_resistance=IPX7 6.00"]


def test_then_before_a_colon_is_no_second_choice() -> None:
    assert found(JACKET, "ok only the jacket then: navy please, in M") == ["size=M color=navy lining=none hood=yes 82.00"]


def test_any_before_a_value_leaves_it_wanted() -> None:
    assert found(JACKET, "do you have any navy ones in M") == ["size=M color=navy lining=none hood=yes 82.00"]


def test_what_it_should_be_and_not_be_is_no_condition() -> None:
    assert found(JACKET, "the jacket should be navy not yellow, in M") == ["size=M color=navy lining=none hood=yes 82.00"]
    assert match(JACKET, "in pink, and should there be none, cancel it").result is MatchResult.NONE


def test_a_sentence_that_begins_with_then_sets_nothing_behind() -> None:
    assert found(RUG, "Then take the gray one, 140 cm.") == ["size=140_cm color=gray pattern=plain 120.00"]


PARTY_SPEAKER = product(
    "Party Speaker",
    "color=red waterproof=no size=S 20.00",
    "color=red waterproof=yes size=L 25.00",
    "color=blue waterproof=no size=S 22.00",
    "color=blue waterproof=yes size=S 24.00",
)


def test_what_an_article_either_has_or_has_not_may_be_denied_behind_its_name() -> None:
    assert found(PARTY_SPEAKER, "it should be blue, waterproof: no") == ["color=blue waterproof=no size=S 22.00"]


def test_what_the_old_one_has_not_is_not_refused() -> None:
    text = "The party speaker isn't waterproof. Could I have a waterproof one, still S? Red if there is one, otherwise blue."
    assert found(PARTY_SPEAKER, text) == ["color=blue waterproof=yes size=S 24.00"]


KEYBOARD = product(
    "Keyboard",
    "switch=tactile backlight=none size=80% 50.00",
    "switch=clicky backlight=RGB size=80% 52.00",
    "switch=clicky backlight=none size=80% 60.00",
)


@pytest.mark.parametrize(
    "text", ["clicky, backlight none", "a clicky one, I don't need a backlight", "clicky, backlight isn't needed"]
)
def test_what_an_article_may_lack_is_left_out_where_it_is_not_needed(text: str) -> None:
    assert found(KEYBOARD, text) == ["switch=clicky backlight=none size=80% 60.00"]


def test_what_is_not_needed_may_come_with_it_all_the_same() -> None:
    two = product("Keyboard", "switch=tactile backlight=none 50.00", "switch=clicky backlight=RGB 52.00")
    assert found(two, "clicky, I don't need a backlight") == ["switch=clicky backlight=RGB 52.00"]


def test_what_it_lacks_is_wished_for_as_one_that_has_it() -> None:
    text = "my speaker isn't waterproof, I'd like one that is, in black"
    assert found(SPEAKER, text) == ["color=black water_resistance=IPX7 volume=low power=battery 55.00"]


def test_what_it_lacks_is_not_refused() -> None:
    assert "water_resistance=IPX7" in " ".join(found(SPEAKER, "my speaker isn't waterproof. A blue one with USB power please"))


@pytest.mark.parametrize("text", ["blue, one that won't die at the pool", "a blue one that survives the rain"])
def test_what_lives_in_the_water_is_waterproof(text: str) -> None:
    speaker = product(
        "Party Speaker",
        "color=red water_resistance=no 20.00",
        "color=blue water_resistance=no 22.00",
        "color=blue water_resistance=yes 24.00",
    )
    assert found(speaker, text) == ["color=blue water_resistance=yes 24.00"]


@pytest.mark.parametrize(
    "text", ["It is not waterproof, and it should be. Blue please.", "mine isn't waterproof but should be, in blue please"]
)
def test_what_it_lacks_and_should_not_is_wished_for(text: str) -> None:
    assert found(PARTY_SPEAKER, text) == ["color=blue waterproof=yes size=S 24.00"]
