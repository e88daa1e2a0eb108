"""The open requests: which comes first, and what is kept of those that wait."""

from actions.agenda import Agenda


def test_the_request_raised_last_is_on_top() -> None:
    agenda = Agenda([])
    agenda.raise_or_open("track_order")
    agenda.raise_or_open("start_return")
    assert agenda.top is not None
    assert agenda.top.name == "start_return"


def test_a_request_that_waits_is_gone_on_with() -> None:
    agenda = Agenda([])
    agenda.raise_or_open("start_return").known["order"] = "W-1"
    agenda.raise_or_open("track_order")
    assert agenda.raise_or_open("start_return").known == {"order": "W-1"}


def test_the_one_below_comes_up_when_the_top_is_done() -> None:
    agenda = Agenda([])
    agenda.raise_or_open("start_return")
    agenda.raise_or_open("track_order")
    agenda.drop_top()
    assert agenda.top is not None
    assert agenda.top.name == "start_return"


def test_the_slot_holds_all_of_it() -> None:
    agenda = Agenda([])
    request = agenda.raise_or_open("track_order")
    request.asking = "identity"
    request.known["missing"] = "email"
    assert Agenda.from_slot(agenda.to_slot()).top == request


def test_an_empty_slot_is_an_empty_agenda() -> None:
    assert Agenda.from_slot(None).top is None
