import pytest

from bot.support.rating import Tone
from bot.support.tone import score_of, tone_of


@pytest.mark.parametrize(
    ("text", "score"),
    [("8", 8), ("9 out of 10", 9), ("10/10", 10), ("a 7 I'd say", 7), ("ten", 10), ("восемь", 8), ("kümme!", 10), ("0", 0)],
)
def test_a_score_is_read_from_an_answer(text: str, score: int) -> None:
    assert score_of(text) == score


@pytest.mark.parametrize(
    ("text", "score"),
    [("eight out of ten", 8), ("ten out of ten", 10), ("kaheksa kümnest", 8), ("восемь из десяти", 8), ("walo sa sampu", 8)],
)
def test_a_score_is_read_in_words_with_what_it_is_out_of(text: str, score: int) -> None:
    assert score_of(text) == score


@pytest.mark.parametrize("text", ["11", "7.5 stars", "it took me three weeks and 2 letters to get to anybody at all", "good"])
def test_what_is_no_score_out_of_ten_is_none(text: str) -> None:
    assert score_of(text) is None


@pytest.mark.parametrize("text", ["fine.", "Whatever", "ok I guess", "нормально", "käib kah", "ok lang"])
def test_a_curt_answer_sounds_curt(text: str) -> None:
    assert tone_of(text) is Tone.CURT


@pytest.mark.parametrize("text", ["that was terrible", "a waste of time", "ужасно", "шынымды айтсам, нашар"])
def test_a_sour_answer_sounds_sour(text: str) -> None:
    assert tone_of(text) is Tone.SOUR


@pytest.mark.parametrize("text", ["great, thanks", "отлично", "suurepärane"])
def test_a_warm_answer_sounds_warm(text: str) -> None:
    assert tone_of(text) is Tone.WARM


@pytest.mark.parametrize("text", ["8", "where is my order"])
def test_other_words_sound_like_nothing(text: str) -> None:
    assert tone_of(text) is Tone.NEUTRAL
