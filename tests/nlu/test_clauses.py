"""Where a message is parted, and where it is not."""

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.clauses import CLAUSE, Clause, Joint, Joints, with_clauses

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


@pytest.mark.parametrize(
    "text",
    [
        "1) invoice 2) refund status",
        "1. invoice\n2. refund status",
        "(1) invoice (2) refund status",
        "1 - invoice 2 - refund status",
        "#1 invoice #2 refund status",
        "a) invoice b) refund status",
        "1\ufe0f\u20e3 invoice 2\ufe0f\u20e3 refund status",
    ],
)
def test_what_is_counted_is_parted_without_its_counters_however_short(text: str) -> None:
    assert clauses(text) == ["invoice", "refund status"]


def test_other_alphabets_are_counted_with_too() -> None:
    assert clauses("а) где мой заказ б) нужен чек") == ["где мой заказ", "нужен чек"]


def test_what_leads_to_a_list_is_a_clause_of_its_own() -> None:
    text = "i have these two things: 1) invoice 2) refund status"
    assert clauses(text) == ["i have these two things:", "invoice", "refund status"]
    assert [clause.joint for clause in ENGLISH.split(text)][1:] == [Joint.ITEM, Joint.ITEM]


@pytest.mark.parametrize(
    "text",
    [
        "i paid 1.5 of 2.5 for the mug",
        "i got 2) mugs, 1) lamp from you this week",
        "the mug is 1) chipped as you can see here",
        "give me mug #2 of the list here",
    ],
)
def test_numbers_that_do_not_count_from_one_part_nothing(text: str) -> None:
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
