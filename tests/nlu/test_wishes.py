"""Which clauses of a message may be wishes."""

import pytest

from bot.nlu.wishes import may_be_wishes

CANCEL, MAYBE_RETURN = [("cancel_order", 0.9)], [("thank", 0.4), ("start_return", 0.3), ("request_refund", 0.2)]
THANKS, BROKEN = [("thank", 0.8), ("cancel_order", 0.1)], [("report_damage", 0.8), ("start_return", 0.1)]


@pytest.mark.parametrize(
    ("clauses", "possible"),
    [
        ([CANCEL, MAYBE_RETURN], [0, 1]),
        ([CANCEL, THANKS, MAYBE_RETURN], [0, 2]),
        ([CANCEL, BROKEN], []),
        ([THANKS, MAYBE_RETURN], []),
        ([], []),
    ],
)
def test_clauses_are_worth_a_look_where_several_may_be_requests(
    clauses: list[list[tuple[str, float]]], possible: list[int]
) -> None:
    assert may_be_wishes(clauses) == possible
