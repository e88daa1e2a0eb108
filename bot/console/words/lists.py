"""The lists, their clocks, and what calls to them."""

from bot.console.words.lengths import duration
from bot.services.alerts import Call
from bot.services.lists import ListName, Sort
from bot.support.service_level import Clock, Target

LISTS = {
    ListName.QUEUE: "Queue",
    ListName.MINE: "Mine",
    ListName.UNANSWERED: "Unanswered",
    ListName.AGENTS: "With agents",
    ListName.ASSISTANT: "Assistant",
    ListName.ALL: "All",
    ListName.CLOSED: "Closed",
}
EMPTY_LISTS = {
    ListName.QUEUE: "Nobody is waiting.",
    ListName.MINE: "You have no conversation. Take one from the queue.",
    ListName.UNANSWERED: "Nobody waits too long for an answer.",
    ListName.AGENTS: "No agent has a conversation.",
    ListName.ASSISTANT: "The assistant has no conversation.",
    ListName.ALL: "Nobody has written yet.",
    ListName.CLOSED: "No conversation has been closed yet.",
}
SORTS = {Sort.PRESSING: "Most pressing first", Sort.CLOCK: "Least time left first"}
CALLS = {
    Call.WAITING: "%s waits for a human",
    Call.WRITTEN: "%s has written",
    Call.GIVEN: "%s was given to you",
    Call.UNANSWERED: "%s waits too long",
}
CLOCKS = {Target.FIRST_RESPONSE: "First answer", Target.RESOLUTION: "Settle"}


def time_left(clock: Clock) -> str:
    """'First answer: 12 min left', 'Settle: overdue by 2 h 5 min'"""
    length = duration(abs(clock.left))
    return f"{CLOCKS[clock.target]}: " + (f"overdue by {length}" if clock.is_overdue else f"{length} left")
