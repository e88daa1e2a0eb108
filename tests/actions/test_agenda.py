"""The open requests: which comes first, and what is kept of those that wait."""

from actions.agenda import Agenda, OpenRequest


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


def test_what_becomes_known_later_does_not_change_the_slot() -> None:
    agenda = Agenda([])
    request = agenda.raise_or_open("start_return")
    request.known["lines"] = [1]
    slot = agenda.to_slot()

    request.known["lines"].append(2)

    assert slot[0]["known"] == {"lines": [1]}


def test_an_empty_slot_is_an_empty_agenda() -> None:
    assert Agenda.from_slot(None).top is None


def names(agenda: Agenda) -> list[str]:
    return [request["name"] for request in reversed(agenda.to_slot())]


def test_several_requests_are_settled_in_their_order() -> None:
    agenda = Agenda([OpenRequest("track_order")])
    agenda.put_on_top([OpenRequest("start_return"), OpenRequest("cancel_order")])
    assert names(agenda) == ["start_return", "cancel_order", "track_order"]


def test_what_comes_with_an_answer_is_next() -> None:
    agenda = Agenda([OpenRequest("change_address"), OpenRequest("track_order")])
    agenda.put_below_top([OpenRequest("start_return"), OpenRequest("cancel_order")])
    assert names(agenda) == ["track_order", "start_return", "cancel_order", "change_address"]


def test_only_alternatives_of_what_was_on_top_are_dropped() -> None:
    agenda = Agenda([])
    agenda.put_on_top([OpenRequest("cancel_order", otherwise=True), OpenRequest("track_order")])
    agenda.drop_alternatives()
    assert names(agenda) == ["track_order"]
