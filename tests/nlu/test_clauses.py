"""Where a message is parted, and where it is not."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.clauses import CLAUSE, Clause, Joints, with_clauses

WORDS = {
    "wish_start": ["and also", "then"],
    "wish_adverb": ["finally"],
    "wish_and": ["and"],
    "wish_otherwise": ["if not"],
    "wish_start@et": ["ja veel"],
}
ENGLISH = Joints.of(WORDS, "en")


def clauses(text: str, joints: Joints = ENGLISH) -> list[str]:
    return [text[clause.start : clause.end].strip() for clause in joints.split(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["please cancel my order.", "where is my refund?"],
        ["cancel my last order please", "and also return the lamp"],
        ["return the lamp please.", "finally tell me about shipping"],
        ["cancel my last order", "and return the lamp"],
    ],
)
def test_a_message_is_parted_at_signs_and_at_words_that_lead_over(parts: list[str]) -> None:
    assert clauses(" ".join(parts)) == parts


@pytest.mark.parametrize(
    "text",
    [
        "return it. and now",
        "i want to return the lamp and mug",
        "when will it finally get here to me please",
        "the article is no. 5 of the list that you sent",
    ],
)
def test_short_messages_and_nouns_are_not_parted(text: str) -> None:
    assert clauses(text) == [text]


def test_a_clause_under_a_condition_says_where_the_condition_ends() -> None:
    text = "change the lamp to black. if not, then cancel it"
    *_, last = ENGLISH.split(text)
    assert text[last.start : last.end] == "if not, then cancel it"
    assert text[last.start : last.start + last.otherwise] == "if not"


def test_each_language_has_its_own_words() -> None:
    text = "tahan lambi tagastada ja veel kus tellimus on"
    assert len(clauses(text, Joints.of(WORDS, "et"))) == 2
    assert len(clauses(text)) == 1


def test_each_message_is_read_with_the_clauses_behind_it() -> None:
    first, clause, second = Message({"text": "a. b"}), Message({"text": "a.", CLAUSE: Clause(0, 2)}), Message({"text": "c"})

    assert list(with_clauses([first, clause, second])) == [(first, [clause]), (second, [])]
