"""What an action tells of the talk at the moment of a handoff."""

from sqlalchemy import select

from actions.talk import Talk
from actions.turn import Turn
from bot.support.handoff import Handoff, HandoffReason
from bot.support.packet import Packet, Refused, Wish
from tests.actions.conftest import ATalk, a_message
from tests.factories import an_order


def packet(turn: Turn) -> Packet:
    found = turn.db.scalars(select(Handoff.packet)).one()
    assert found is not None
    return found


def test_open_requests_are_told_with_what_is_known_of_them(turn: Turn, talk: ATalk) -> None:
    order = an_order()
    turn.db.add(order)
    turn.db.flush()
    turn.conversation.customer_id = order.customer_id
    waiting = {"name": "track_order", "known": {"order_number": "W-9"}}
    known = {"order": order.number, "lines": [order.lines[0].id], "words": "the lamp"}
    on_top = {"name": "start_return", "known": known, "asking": "confirmation", "begun": True}

    talk(a_message("a human", "request_human", slots={"agenda": [waiting, on_top]})).hand_over(HandoffReason.ASKED_FOR_HUMAN)

    assert packet(turn).wishes == [
        Wish("start_return", [order.number], ["Desk Lamp"], asked="confirmation"),
        Wish("track_order", ["W-9"], []),
    ]


def test_what_is_not_covered_is_told_by_its_intent(turn: Turn, talk: ATalk) -> None:
    talk(a_message("delete my account", "delete_account")).start("something_else")

    assert [wish.intent for wish in packet(turn).wishes] == ["delete_account"]


def test_a_refusal_is_remembered_until_a_human_comes(turn: Turn, talk: ATalk) -> None:
    order = an_order()
    turn.db.add(order)
    turn.db.flush()
    turn.conversation.customer_id = order.customer_id
    first: Talk = talk(a_message("cancel it", "cancel_order"))
    first.start("cancel_order")

    kept = {event["name"]: event["value"] for event in first.slots()}
    talk(a_message("a human", "request_human", slots=kept)).hand_over(HandoffReason.ASKED_FOR_HUMAN)

    assert packet(turn).refused == [Refused("cancel_order", "utter_nothing_to_cancel", {})]


def test_a_claim_that_proved_nothing_is_told(turn: Turn, talk: ATalk) -> None:
    claim = {"order_number": "W-1", "email": "eve@example.com"}
    waiting = {"agenda": [{"name": "track_order", "known": {"missing": "email"}, "asking": "identity", "begun": True}]}
    asked = a_message("W-1 eve@example.com", order_number="W-1", email="eve@example.com", slots=waiting)
    wrong: Talk = talk(asked)
    wrong.take_message()

    kept = {event["name"]: event["value"] for event in wrong.slots()}
    talk(a_message("a human", "request_human", slots=kept)).hand_over(HandoffReason.ASKED_FOR_HUMAN)

    assert packet(turn).claimed == claim
