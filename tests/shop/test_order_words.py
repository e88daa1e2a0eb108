"""What customers want of an order as such."""

import pytest

from bot.shop.order_words import adds_articles, removes_articles, speaks_of_order


@pytest.mark.parametrize(
    "text",
    [
        *("take the jacket off my order", "remove the mug from it", "please drop the lamp", "take that out"),
        *("can the rug be dropped from it and the lamp still come?", "Two mugs! Can the smaller one come out?"),
    ],
)
def test_articles_are_taken_out(text: str) -> None:
    assert removes_articles(text)


def test_what_never_came_is_taken_out_of_no_order() -> None:
    assert not removes_articles("the mug was missing, take it off my order")


@pytest.mark.parametrize(
    "text", ["take the red one", "remove off the cover", "drop off at the neighbour's", "When does the new one come out"]
)
def test_taking_another_one_takes_nothing_out(text: str) -> None:
    assert not removes_articles(text)


@pytest.mark.parametrize(
    "text",
    ["take the difference off my gift card", "Take it from the visa", "the white one. Deduct what's extra, the difference"],
)
def test_money_is_no_article_to_take_out(text: str) -> None:
    assert not removes_articles(text)


def test_an_article_is_taken_out_whose_money_goes_to_a_card() -> None:
    assert removes_articles("Take the lamp out of my order and put the money back on my card")


@pytest.mark.parametrize("text", ["put in the biggest mug instead of mine", "Put a blue lamp in, in place of the old one"])
def test_what_comes_in_the_place_of_another_adds_nothing(text: str) -> None:
    assert not adds_articles(text)


@pytest.mark.parametrize("text", ["add one more mug", "put a lamp in my order", "another pair please"])
def test_articles_are_put_in(text: str) -> None:
    assert adds_articles(text)


@pytest.mark.parametrize("text", ["my address", "in addition to that", "One more. The chair should be blue.", "one more thing"])
def test_an_address_adds_nothing(text: str) -> None:
    assert not adds_articles(text)


@pytest.mark.parametrize(("text", "is_of_order"), [("the one with the watch", True), ("my orders", True), ("the watch", False)])
def test_an_order_is_spoken_of(text: str, is_of_order: bool) -> None:
    assert speaks_of_order(text) is is_of_order


def test_nobody_speaks_of_an_order_who_ordered_by_mistake() -> None:
    assert not speaks_of_order("I ordered the watch by mistake")


def test_what_turns_out_is_taken_out_of_nothing() -> None:
    assert not removes_articles("I take a 9, as it turns out")


def test_one_more_thought_adds_nothing() -> None:
    assert not adds_articles("One more thought. Could the chair be red?")
