"""Accuracy, precision and recall are counted as they are defined."""

from bot.evaluate.contender import Heard
from bot.evaluate.examples import Example
from bot.evaluate.score import (
    Answer,
    accuracy,
    asked_back,
    by_label,
    entities_found,
    frequent_questions,
    intents,
    macro_f1,
    worst_mistakes,
    wrong_and_sure,
)
from tests.evaluate.factories import an_answer


def test_the_likeliest_label_counts_also_where_the_pipeline_is_not_sure() -> None:
    given = [an_answer("a", "a", sure=False), an_answer("a", "b"), an_answer("b", "b"), an_answer("b", "b")]

    assert accuracy(given) == 0.75
    assert asked_back(given) == 0.25
    assert wrong_and_sure(given) == 0.25


def test_precision_is_of_what_was_taken_and_recall_of_what_was_meant() -> None:
    a, b = by_label([an_answer("a", "a"), an_answer("a", "b"), an_answer("b", "b"), an_answer("b", "b")])

    assert (a.precision, a.recall) == (1.0, 0.5)
    assert (b.precision, b.recall) == (2 / 3, 1.0)
    assert a.f1 == 2 / 3


def test_a_label_that_nobody_meant_does_not_lower_the_mean() -> None:
    scores = by_label([an_answer("a", "a"), an_answer("a", "c")])

    assert [score.label for score in scores] == ["a", "c"]
    assert macro_f1(scores) == 2 / 3


def test_a_frequent_question_is_right_only_by_its_own_entry() -> None:
    given = [an_answer("ask_faq/fees", "ask_faq/hours"), an_answer("a", "a")]

    assert accuracy(frequent_questions(given)) == 0.0
    assert accuracy(intents(given)) == 1.0


def test_the_surest_mistake_comes_first() -> None:
    given = [an_answer("a", "b", confidence=0.4), an_answer("a", "a", confidence=1.0), an_answer("a", "b", confidence=0.8)]

    assert [answer.heard.confidence for answer in worst_mistakes(given, 5)] == [0.8, 0.4]
    assert len(worst_mistakes(given, 1)) == 1


def test_an_entity_is_found_by_name_and_value() -> None:
    named = [{"entity": "order_number", "value": "W-1"}, {"entity": "email", "value": "a@example.com"}]
    heard = Heard("inform", [("inform", 0.9)], 1.0, {("order_number", "W-1"), ("email", "b@example.com")})

    assert entities_found([Answer(Example("W-1", "inform", entities=named), heard)]) == (1, 2)


def test_nothing_heard_is_a_mistake_without_confidence() -> None:
    silent = Answer(Example("hm", "a"), Heard(None, [], 1.0))

    assert not silent.is_right
    assert not silent.heard.is_sure
    assert silent.heard.confidence == 0.0
