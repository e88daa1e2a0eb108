"""What an agent is told to do first."""

import pytest

from bot.support.handoff import HandoffReason, next_step
from bot.support.packet import NextStep, Packet, Quote, Refused, Wish

WISH = Wish("cancel_order", orders=["W-1"])
REFUSED = Refused("cancel_order", "utter_cancel_too_late")
ASKED = HandoffReason.ASKED_FOR_HUMAN


@pytest.mark.parametrize(
    ("reason", "packet", "step"),
    [
        (ASKED, Packet(), NextStep.ASK_WHAT_IS_WANTED),
        (ASKED, Packet(wishes=[WISH]), NextStep.SETTLE),
        (ASKED, Packet(refused=[REFUSED]), NextStep.DECIDE_ON_EXCEPTION),
        # Refused with a handoff: nothing else is wanted.
        (HandoffReason.NOT_COVERED, Packet(wishes=[WISH], refused=[REFUSED]), NextStep.DECIDE_ON_EXCEPTION),
        (ASKED, Packet(wishes=[WISH, Wish("start_return")], refused=[REFUSED]), NextStep.SETTLE),
        (HandoffReason.SAFETY, Packet(wishes=[WISH]), NextStep.MAKE_SAFE),
        (HandoffReason.IDENTITY_NOT_PROVED, Packet(wishes=[WISH]), NextStep.PROVE_IDENTITY),
        (HandoffReason.TAKEN_OVER, Packet(wishes=[WISH]), None),
    ],
)
def test_the_next_step_follows_from_the_reason_and_what_is_open(
    reason: HandoffReason, packet: Packet, step: NextStep | None
) -> None:
    assert next_step(reason, packet) is step


def test_a_packet_keeps_what_an_unread_one_knew() -> None:
    earlier = Packet(wishes=[WISH], claimed={"email": "a@example.com"}, orders=["W-1"])
    now = Packet(quotes=[Quote("and another thing")], wishes=[Wish("start_return", orders=["W-2"])], orders=["W-2"])

    both = now.after(earlier)

    assert [wish.intent for wish in both.wishes] == ["start_return", "cancel_order"]
    assert (both.orders, both.claimed, both.quotes) == (["W-2", "W-1"], {"email": "a@example.com"}, now.quotes)
