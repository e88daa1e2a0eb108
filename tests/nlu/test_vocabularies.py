"""What the words of a language tell of it."""

import pytest

from bot.nlu.vocabularies import Vocabularies, Vocabulary

KNOWN = Vocabularies(
    en=Vocabulary.learn([["yes"], ["where", "is", "it"], ["where", "is", "the", "lamp"], ["ok"], ["ok"]]),
    et=Vocabulary.learn([["jah"], ["kus", "see", "on"], ["kus", "mu", "tühi", "pakk"], ["tühi"], ["ok"], ["ok"]]),
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("kus", True),
        # A saying is one of training's whole messages.
        ("jah", True),
        ("pakk", False),
        # What both say tells nothing.
        ("ok", False),
        # A letter tells, small or alone, but not in a name.
        ("rüütel tuli", True),
        ("Rüütel", True),
        ("for Rüütel", False),
        ("where is rüütel", True),
        # The words of both are weighed against each other.
        ("where kus", False),
        ("", False),
    ],
)
def test_words_tell_a_language_that_has_them_more_than_the_others(text: str, told: bool) -> None:
    assert KNOWN.tell(text.lower().split(), text, "et", "en") is told


def test_usual_words_are_no_names_of_articles() -> None:
    assert KNOWN.names_among({"where", "lamp", "yoga"}) == {"lamp", "yoga"}


def test_what_was_stored_is_known_again() -> None:
    assert Vocabulary.of_json(KNOWN["et"].as_json()) == KNOWN["et"]
