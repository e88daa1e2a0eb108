"""Which clauses of a message may be wishes."""

import pytest

from bot.nlu.clauses import Clause, Joint
from bot.nlu.wishes import Part, may_be_wishes, wishes_of


@pytest.mark.parametrize(
    ("likelihoods", "possible"),
    [([0.9, 0.5], [0, 1]), ([0.9, 0.1, 0.6], [0, 2]), ([0.9, 0.3], []), ([0.6], []), ([], [])],
)
def test_clauses_are_worth_a_look_where_several_may_be_requests(likelihoods: list[float], possible: list[int]) -> None:
    assert may_be_wishes(likelihoods) == possible


@pytest.mark.parametrize(("joint", "wished"), [(Joint.SENTENCE, ["get_invoice"]), (Joint.ITEM, ["get_invoice", "check_invoice"])])
def test_what_is_hardly_another_wish_is_one_where_it_is_counted(joint: Joint, wished: list[str]) -> None:
    parts = [a_part("get_invoice", Clause(0, 10, joint)), a_part("check_invoice", Clause(10, 20, joint))]
    assert [wish.intent for wish in wishes_of(parts)] == wished


def a_part(intent: str, clause: Clause) -> Part:
    return Part(clause, [{"name": intent, "confidence": 0.9}], frozenset())
