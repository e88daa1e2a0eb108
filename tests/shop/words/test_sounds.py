"""Names in other letters, by their sound."""

import pytest

from bot.shop.words.sounds import Sounds, consonants_of


@pytest.mark.parametrize("word", ["самсунг", "самсунга", "самсунгом", "սամսունգ", "սամսունգը"])
def test_a_brand_is_heard_in_other_letters_with_any_ending(word: str) -> None:
    assert Sounds.of([("samsung", "Samsung Galaxy")])(word) == {"Samsung Galaxy"}


@pytest.mark.parametrize(
    ("latin", "other"), [("smartphone", "смартфон"), ("thermostat", "термостат"), ("blender", "бленддер"), ("printer", "պրինտեր")]
)
def test_letters_of_one_sound_are_one(latin: str, other: str) -> None:
    assert consonants_of(latin) == consonants_of(other)


def test_names_of_few_consonants_are_too_easily_other_words() -> None:
    assert not Sounds.of([("cleaner", "Vacuum Cleaner")])("կլիներ")


def test_latin_letters_are_read_as_they_stand() -> None:
    assert not Sounds.of([("smartphone", "Smartphone")])("smortphona")
