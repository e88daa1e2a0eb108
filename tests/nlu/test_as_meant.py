"""What is left out of a message and mended in it, by its language."""

import pytest

from bot.nlu.as_meant import AsMeant

EXAMPLES = [*["cancel my order"] * 3, "отмените мой заказ", "չեղարկեք պատվերս"]
LANGUAGES = ["en", "en", "en", "ru", "hy"]


@pytest.mark.parametrize(
    ("language", "written", "meant"),
    [
        ("en", "@shop cacel my order", "cancel my order"),
        ("en", "cancel {{Order Number}}", "cancel {{Order Number}}"),
        ("ru", "@shop otmenite {{Order Number}}", "отмените"),
        ("hy", "chegharkeq patvers", "չեղարկեք պատվերս"),
        # A letter more or less is another form of the word.
        ("ru", "отменит заказ", "отменит заказ"),
        ("fil", "cacel po", "cacel po"),
    ],
)
def test_a_message_is_read_as_its_language_is_typed(language: str, written: str, meant: str) -> None:
    as_meant = AsMeant.learn(EXAMPLES, LANGUAGES)

    assert as_meant(written, language, lambda _: False) == meant


def test_what_was_stored_reads_as_before() -> None:
    learnt = AsMeant.learn(EXAMPLES, LANGUAGES)

    assert AsMeant(learnt.words)("otmenite", "ru", lambda _: False) == "отмените"
