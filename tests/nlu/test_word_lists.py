"""Patterns and word lists of several languages, side by side."""

import pytest
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.word_lists import WordLists, in_language, rules_of
from bot.nlu.words import blank_language


def a_list(name: str, value: str, *words: str) -> TrainingData:
    return TrainingData(entity_synonyms=dict.fromkeys(words, value), lookup_tables=[{"name": name, "elements": list(words)}])


ENGLISH = a_list("extent", "all", "all", "everything").merge(a_list("recency", "last", "latest"))
ESTONIAN = in_language(a_list("reference", "same", "need", "see"), "et")
RUSSIAN = in_language(a_list("ordinal", "1", "первый", "моё").merge(a_list("ordinal", "2", "мой")), "ru")
ARMENIAN = in_language(a_list("recency", "last", "վերջին"), "hy")


def found(text: str, language: str) -> list[tuple[str, str]]:
    words = blank_language()
    lists = WordLists(words, rules_of(ENGLISH.merge(ESTONIAN, RUSSIAN, ARMENIAN)))
    return [(finding.entity, finding.value) for finding in lists.find(words(text), text, language)]


def test_lists_of_one_name_are_one() -> None:
    two = a_list("recency", "last", "last").merge(a_list("recency", "last", "latest"))

    assert rules_of(two)["phrases"] == {"recency": ["last", "latest"]}


def test_an_estonian_word_says_nothing_in_an_english_message() -> None:
    assert found("I need to see it", "en") == []


def test_an_english_word_says_nothing_in_an_estonian_message() -> None:
    assert found("need on all", "et") == [("reference", "same")]


def test_a_filipino_message_may_mix_english_in() -> None:
    assert found("yung latest order", "fil") == [("recency", "last")]


@pytest.mark.parametrize(("text", "value"), [("Первый", "1"), ("мое", "1"), ("мой", "2")])
def test_case_and_accents_do_not_matter_but_other_letters_do(text: str, value: str) -> None:
    assert found(text, "ru") == [("ordinal", value)]


def test_marks_inside_of_armenian_words_do_not_matter() -> None:
    assert found("վերջի՞ն", "hy") == [("recency", "last")]


def test_words_in_letters_of_their_own_are_understood_in_every_message() -> None:
    assert found("первый", "en") == [("ordinal", "1")]


def test_a_patterns_group_is_the_value() -> None:
    words, text = blank_language(), "order no 10042"
    lists = WordLists(words, {"patterns": [["order_number", r"order no (\d+)"]], "phrases": {}, "synonyms": {}})

    [finding] = lists.find(words(text), text, "en")

    assert (finding.value, finding.start) == ("10042", 9)
