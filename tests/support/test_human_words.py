import pytest

from bot.support.human_words import is_glad_to_talk, names_human


@pytest.mark.parametrize("text", ["get me a person", "I want to speak with somebody", "an agent please"])
def test_a_human_is_named(text: str) -> None:
    assert names_human(text)


def test_what_an_article_talks_to_is_no_human() -> None:
    assert not names_human("the thermostat needs to talk to Google")


def test_a_courtesy_asks_for_nobody() -> None:
    assert is_glad_to_talk("Good evening, it's nice to have someone to talk to.")
    assert not is_glad_to_talk("It would be nice to have someone to talk to, can you arrange that?")
    assert not is_glad_to_talk("I want to talk to someone")
