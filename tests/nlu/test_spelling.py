"""Typing errors, mended towards the words of the examples."""

import pytest

from bot.nlu.spelling import FEWEST_EXAMPLES, Spelling

EXAMPLES = ["cancel my order", "i don't want this order", "where is the invoice", "the order arrived broken"]
# Words that are nobody's typing errors.
WORDS = {"invoiced"}


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling.learn(EXAMPLES * FEWEST_EXAMPLES)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("cacel my ordder", "cancel my order"),
        ("Wher is the INVIOCE?", "where is the invoice?"),
        ("broekn", "broken"),
    ],
)
def test_letters_dropped_doubled_and_swapped_are_put_right(spelling: Spelling, written: str, meant: str) -> None:
    assert spelling(written, WORDS.__contains__) == meant


@pytest.mark.parametrize(
    "text",
    [
        "dont want this",  # the example's word, as many write it
        "it was invoiced",  # a word of its own
        "border, camcel, theren",  # other first letters, other letters, one too many
        "I live in Ordr",  # a name
        "write to ordr@example.com or www.ordr.com, W-ordr",
        "ordr5 odr",
    ],
)
def test_what_is_no_typing_error_stays_as_it_is(spelling: Spelling, text: str) -> None:
    assert spelling(text, WORDS.__contains__) == text


def test_a_word_of_few_examples_may_be_an_error_itself() -> None:
    assert Spelling.learn(["cancle my order"])("cancl it", WORDS.__contains__) == "cancl it"
