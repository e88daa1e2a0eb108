"""What is taken for what is counted."""

from collections import Counter

from bot.evaluate.confusion import Confusion, confusions, counts, most_confused
from tests.evaluate.factories import an_answer


def test_a_confusion_is_counted_in_its_direction_the_most_frequent_first() -> None:
    given = [an_answer("a", "b"), an_answer("b", "a"), an_answer("b", "a"), an_answer("a", "a")]

    assert confusions(given) == [Confusion("b", "a", 2), Confusion("a", "b", 1)]


def test_what_was_right_is_on_the_diagonal() -> None:
    assert counts([an_answer("a", "a"), an_answer("a", "b")]) == Counter({("a", "a"): 1, ("a", "b"): 1})


def test_only_the_most_confused_labels_are_enlarged() -> None:
    found = [Confusion("d", "c", 9), Confusion("c", "a", 5), Confusion("x", "y", 1)]

    assert most_confused(found, 4) == ["a", "c", "d"]
