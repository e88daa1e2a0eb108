"""What is to become of what was ordered, by the words for it."""

import pytest

from bot.shop.words.changes import (
    Change,
    cancels_only_else,
    change_said,
    goes_on,
    speaks_also,
    speaks_of_cancelling,
    speaks_of_exchanging,
    speaks_of_returning,
    speaks_of_told,
    speaks_of_unnamed,
    speaks_of_unwanted,
    them_and_more,
    without_declined,
    would_have_exchanged,
)


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("swap it for the red one", Change.PLAIN),
        ("I want the tablet I've got swapped", Change.PLAIN),
        ("64GB is enough for me", Change.LIKELY),
        ("it has to talk to Google", Change.LIKELY),
        ("Is the red one cheaper? If so, I'd like that one.", Change.LIKELY),
        ("do you have it in red?", None),
        ("That kettle is huge. A glass one would be better.", Change.LIKELY),
        ("The kettle is huge. The smallest one, in glass.", Change.LIKELY),
        ("The lamp is the cheapest one", None),
        ("32 gigs please. Pay the difference or give it back however you like.", Change.LIKELY),
        ("a better deal elsewhere is what I found", None),
        ("I changed my mind", None),
        ("scrap it", None),
        ("She needs a smaller bed... haha no, a bigger one!", Change.LIKELY),
        ("I'd like the same one again, otherwise I want to return it", Change.LIKELY),
    ],
)
def test_a_text_says_how_surely_something_is_to_be_otherwise(text: str, change: Change | None) -> None:
    assert change_said(text) is change


@pytest.mark.parametrize("text", ["call it off", "scrap the whole thing", "get rid of it please", "drop that order"])
def test_to_cancel_has_many_words(text: str) -> None:
    assert speaks_of_cancelling(text)


@pytest.mark.parametrize(
    ("text", "returns"), [("how much is going back to my card?", False), ("how much do I get if the lamp goes back?", True)]
)
def test_a_sum_that_goes_back_is_no_article(text: str, returns: bool) -> None:
    assert speaks_of_returning(text) is returns


@pytest.mark.parametrize("text", ["no partial cancelling, I see", "just don't cancel it", "if there is none, cancel it"])
def test_what_must_not_be_cancelled_is_not(text: str) -> None:
    assert not speaks_of_cancelling(text)


@pytest.mark.parametrize(
    "text", ["I don't need it any more", "we no longer want the lamp", "dont need it", "I have no use for it"]
)
def test_what_is_not_wanted_any_more_is_heard(text: str) -> None:
    assert speaks_of_unwanted(text)


@pytest.mark.parametrize("text", ["I need it tomorrow", "you don't want to know", "I want the blue one"])
def test_what_is_wanted_is_not_unwanted(text: str) -> None:
    assert not speaks_of_unwanted(text)


def test_what_was_told_of_before_is_referred_to() -> None:
    assert speaks_of_told("good, swap mine for that one")
    assert speaks_of_told("the cheapest of those")
    assert not speaks_of_told("that lamp please")


def test_what_was_ordered_may_be_named_by_no_name() -> None:
    assert speaks_of_unnamed("a bagless one would be better")
    assert not speaks_of_unnamed("a bagless vacuum cleaner")


@pytest.mark.parametrize(
    ("text", "cancels"),
    [
        ("please cancel it", True),
        ("I want it cancelled", True),
        ("if it's not out yet, cancel it", True),
        ("the tracking number of the order that got cancelled", False),
    ],
)
def test_what_was_cancelled_already_is_no_wish_to_cancel(text: str, cancels: bool) -> None:
    assert speaks_of_cancelling(text) is cancels


def test_what_need_not_be_done_is_no_wish() -> None:
    told = without_declined("Return: the rug. Not returning: lamp, mug, sofa. Exchange the kettle")
    assert told.split() == ["Return:", "the", "rug.", ".", "Exchange", "the", "kettle"]
    assert "rug" in without_declined("Not returning: lamp, mug, but return the rug")
    assert without_declined("make it my default, then I don't have to change it every time").strip() == "make it my default,"


@pytest.mark.parametrize(
    ("text", "goes"), [("and the mug", True), ("Okay, same for the other one", True), ("the mug and the lamp", False)]
)
def test_what_begins_with_and_goes_on(text: str, goes: bool) -> None:
    assert goes_on(text) is goes


def test_what_is_wanted_too_is_wanted_also() -> None:
    assert speaks_also("my profile as well")
    assert not speaks_also("my profile")


@pytest.mark.parametrize(
    ("text", "are_both"), [("return them, and the mug", True), ("send it back and wait", False), ("return the mug and it", False)]
)
def test_what_was_spoken_of_and_more(text: str, are_both: bool) -> None:
    assert them_and_more(text) is are_both


@pytest.mark.parametrize(
    "text", ["if so I'd take those instead", "then I'll have that, please", "I like it.", "swap it for the gold one"]
)
def test_what_was_told_of_is_taken(text: str) -> None:
    assert speaks_of_told(text)


def test_it_in_another_colour_was_not_told_of() -> None:
    assert not speaks_of_told("I'd like it in blue")


@pytest.mark.parametrize(
    ("text", "only_else"),
    [
        ("I need it lower. If there is none, cancel that order.", True),
        ("Cancel it. If you can't, I'll return it.", False),
        ("I need it lower.", False),
        ("I don't need the lamp. If you can't cancel just that, please cancel the whole order.", False),
    ],
)
def test_to_cancel_may_be_wished_for_only_in_place_of_something_else(text: str, only_else: bool) -> None:
    assert cancels_only_else(text) is only_else


@pytest.mark.parametrize(
    "text", ["I'd want the black one. Money back goes on the gift card.", "but with a red lid. The rest back to my gift card."]
)
def test_where_the_money_goes_takes_no_article_back(text: str) -> None:
    assert change_said(text) is not None


def test_money_back_alone_is_no_wish_for_another() -> None:
    assert change_said("I want my money back on my gift card") is None


def test_to_exchange_is_said_by_its_own_words() -> None:
    assert speaks_of_exchanging("no, I want to exchange it")
    assert not speaks_of_exchanging("no, the lamp instead")


@pytest.mark.parametrize(
    "text", ["I'd have swapped mine if it were cheaper", "we would have exchanged it", "I might've upgraded"]
)
def test_who_would_have_exchanged_does_not_wish_to(text: str) -> None:
    assert would_have_exchanged(text)


@pytest.mark.parametrize("text", ["I would like to have it swapped", "I'd exchange it", "they have changed it"])
def test_who_would_like_to_exchange_still_does(text: str) -> None:
    assert not would_have_exchanged(text)


@pytest.mark.parametrize(
    "text", ["one of them can go home to you", "it should go back", "give it back", "it bites the dog, so back it goes"]
)
def test_what_goes_home_to_the_shop_is_returned(text: str) -> None:
    assert speaks_of_returning(text)


def test_what_goes_home_to_the_customer_is_not_returned() -> None:
    assert not speaks_of_returning("it should go home to me")
