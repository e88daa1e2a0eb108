"""What is typed for the letters of a language, and which of its own are meant."""

import pytest

from bot.alphabets import ALPHABETS, Alphabet


@pytest.mark.parametrize(
    ("language", "word", "ways"),
    [
        ("ru", "хочу", ["hochu", "khochu", "xochu"]),
        ("ru", "мой", ["moi", "moy", "moj"]),
        ("ru", "деньги", ["dengi", "den'gi"]),
        ("ru", "щётка", ["schetka", "shchetka", "shetka"]),
        ("hy", "ոնց", ["vonc", "vonts", "onc"]),
        ("hy", "պատվերը", ["patvery", "patver@"]),
        ("hy", "փոխել", ["poxel", "pokhel", "phoxel"]),
        ("kk", "қайда", ["qaida", "kayda"]),
        ("kk", "тапсырысым", ["tapsyrysym", "tapsirisim"]),
    ],
)
def test_all_ways_to_type_a_word_sound_alike(language: str, word: str, ways: list[str]) -> None:
    sounds = {ALPHABETS[language].sound(typed) for typed in [word, *ways]}

    assert len(sounds) == 1


@pytest.mark.parametrize(("language", "words"), [("ru", ["сыр", "сор", "сэр", "шар"]), ("hy", ["կին", "կան", "կոն"])])
def test_other_words_sound_otherwise(language: str, words: list[str]) -> None:
    assert len({ALPHABETS[language].sound(word) for word in words}) == len(words)


@pytest.mark.parametrize(
    ("language", "typed", "meant"), [("ru", "krossovki", "кроссовки"), ("hy", "srbich", "սրբիչ"), ("et", "kruus", "kruus")]
)
def test_a_word_is_spelt_out_by_its_likeliest_letters(language: str, typed: str, meant: str) -> None:
    assert ALPHABETS[language].spelt_out(typed) == meant


def test_every_letter_of_an_alphabet_has_a_way_to_be_typed() -> None:
    assert ALPHABETS["ru"].in_latin("съешь же ещё этих мягких французских булок, да выпей чаю").isascii()
    assert ALPHABETS["hy"].in_latin("աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցուփքօֆև").isascii()
    assert ALPHABETS["kk"].in_latin("әғқңөұүһі").isascii()


def test_a_language_without_a_table_is_typed_as_it_is_written() -> None:
    assert Alphabet().in_latin("magkano po") == Alphabet().without_marks("magkano po") == "magkano po"
