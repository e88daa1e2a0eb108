"""Words in other letters, read towards the words of the examples."""

import pytest

from bot.nlu.own_letters import MUCH_RARER, OwnLetters

EXAMPLES = {
    "ru": ["где мой заказ", "хочу вернуть деньги", "gde zakaz"],
    "hy": ["ուր է իմ պատվերը", "ուզում եմ փոխել", "uzum em"],
    "kk": ["тапсырысым қайда", "үлкен өлшем керек", "заказым қайда"],
    "et": ["soovin tellimuse tühistada", "kõik on valmis", "too mulle", "töö"],
}
# What a language somewhere has, and nobody types for another.
WORDS = {"samsung", "tracking"}


def read(language: str, text: str) -> str:
    return OwnLetters.learn(language, EXAMPLES[language])(text, WORDS.__contains__)


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        ("ru", "Gde moy ZAKAZ?", "где мой заказ?"),
        ("ru", "xochu vernut den'gi!", "хочу вернуть деньги!"),
        ("hy", "ur e im patver@", "ուր է իմ պատվերը"),
        ("kk", "tapsyrysym qayda", "тапсырысым қайда"),
        ("kk", "улкен олшем керек", "үлкен өлшем керек"),
        ("et", "soovin tuhistada", "soovin tühistada"),
    ],
)
def test_a_word_of_the_examples_is_known_in_other_letters(language: str, typed: str, meant: str) -> None:
    assert read(language, typed) == meant


def test_a_word_that_no_example_has_is_spelt_out() -> None:
    assert read("ru", "gde lampa") == "где лампа"


@pytest.mark.parametrize(
    ("language", "text"),
    [
        # Beside its own letters, Latin ones are names.
        ("ru", "где Zakaz Premium"),
        # A word of some language, an address, a number.
        ("ru", "samsung tracking"),
        ("ru", "jo@example.com www.example.com W-10482"),
        # Words of its own: they have their letters, or the examples have them as they are.
        ("kk", "олшемі"),
        ("et", "too valmis"),
        ("et", "Tühi"),
        ("ru", ""),
    ],
)
def test_what_is_meant_as_it_stands_stays(language: str, text: str) -> None:
    assert read(language, text) == text


def test_of_words_typed_alike_the_commonest_is_meant() -> None:
    letters = OwnLetters.learn("et", ["maks"] + ["mäks"] * MUCH_RARER)

    assert letters("maks", WORDS.__contains__) == "mäks"
