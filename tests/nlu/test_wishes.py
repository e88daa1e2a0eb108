"""Which clauses of a message may be wishes."""

import pytest

from bot.nlu.wishes import may_be_wishes


@pytest.mark.parametrize(
    ("likelihoods", "possible"),
    [([0.9, 0.5], [0, 1]), ([0.9, 0.1, 0.6], [0, 2]), ([0.9, 0.3], []), ([0.6], []), ([], [])],
)
def test_clauses_are_worth_a_look_where_several_may_be_requests(likelihoods: list[float], possible: list[int]) -> None:
    assert may_be_wishes(likelihoods) == possible
