"""What the words of a rating are about."""

import pytest

from bot.support.factor import Factor, factor_in


@pytest.mark.parametrize(
    ("comment", "factor"),
    [
        ("It was three days late", Factor.RELIABILITY),
        ("took ages to get an answer", Factor.RESPONSIVENESS),
        ("the bot did not understand me", Factor.EMPATHY),
        ("it didn't know my order", Factor.ASSURANCE),
        ("so friendly, thank you", Factor.EMPATHY),
        ("the mug came broken", Factor.TANGIBLES),
        ("Посылка опоздала на неделю", Factor.RELIABILITY),
        ("өте баяу", Factor.RESPONSIVENESS),
        ("Շատ կոպիտ", Factor.EMPATHY),
        ("pakk jõudis hilja", Factor.RELIABILITY),
        ("ang bagal sumagot", Factor.RESPONSIVENESS),
    ],
)
def test_a_comment_names_one_of_the_five(comment: str, factor: Factor) -> None:
    assert factor_in(comment) is factor


@pytest.mark.parametrize("comment", [None, "", "9 out of 10", "ok"])
def test_other_words_name_none(comment: str | None) -> None:
    assert factor_in(comment) is None


def test_a_kept_promise_weighs_more_than_all_others_together() -> None:
    assert sum(factor.weight for factor in Factor) == 10
    assert Factor.RELIABILITY.weight > sum(factor.weight for factor in Factor if factor is not Factor.RELIABILITY)
