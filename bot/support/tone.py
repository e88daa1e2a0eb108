"""How an answer to "how was it?" sounds, and the number that it gives."""

import re

from bot.support.answer_words import is_just, meant, without
from bot.support.rating import HIGHEST, LOWEST, Tone

# "8", "8/10", "9 out of 10", "10!"
NUMBER = re.compile(r"(?<![\w.,/-])(\d{1,2})(?![\w-]|[.,]\d)")
# A longer text with a number in it tells of something else.
SCORE_WORDS = 8


def score_of(text: str) -> int | None:
    """The score in points that an answer to our question gives; None where it gives none."""
    if len(text.split()) > SCORE_WORDS:
        return None
    numbers = [int(number) for number in NUMBER.findall(text)]
    if numbers:
        return numbers[0] if LOWEST <= numbers[0] <= HIGHEST else None
    word = is_just("score", without("scale", text))
    return int(word) if word else None


def tone_of(text: str) -> Tone:
    """Sour words show wherever they stand, curt ones only alone: "fine." is never fine."""
    if meant("tone", text)[:1] == [Tone.SOUR.value]:
        return Tone.SOUR
    if is_just("curt", text):
        return Tone.CURT
    return Tone.WARM if Tone.WARM.value in meant("tone", text) else Tone.NEUTRAL
