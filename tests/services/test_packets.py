"""What a handoff packet says."""

from sqlalchemy.orm import Session

from bot.services import handoffs
from bot.services.cancellations import cancel_order
from bot.services.complaints import make_complaint
from bot.shop.order import CancelReason, OrderStatus
from bot.shop.terms import Terms
from bot.support.conversation import Conversation
from bot.support.handoff import HandoffReason
from bot.support.message import Message, Sender
from bot.support.packet import Matters, Mood, NextStep, Packet, Quote, Refused, Settled, Wish
from tests.factories import NOW, a_conversation, an_agent, an_order, saved

RETURN = Wish("start_return", orders=["W-1"], articles=["Desk Lamp"], asked="confirmation")
TOO_LATE = Refused("cancel_order", "utter_cancel_too_late", {"order_number": "W-2"})


def says(db: Session, conversation: Conversation, text: str, intent: str | None = None) -> Message:
    understood = None if intent is None else {"intent": {"name": intent, "confidence": 0.9}}
    message = Message(
        conversation_id=conversation.id, channel="widget", sender=Sender.CUSTOMER, text=text, at=NOW, understood=understood
    )
    return saved(db, message)


def packet_of(
    db: Session, conversation: Conversation, matters: Matters = handoffs.NOTHING_KNOWN, reason: HandoffReason | None = None
) -> Packet:
    handoff = handoffs.hand_off(db, conversation.id, reason or HandoffReason.ASKED_FOR_HUMAN, NOW, matters)
    db.refresh(handoff)
    assert handoff.packet is not None
    return handoff.packet


def test_a_packet_is_read_from_the_store_as_it_was_made(db: Session) -> None:
    packet = packet_of(db, saved(db, a_conversation(language="et")), Matters([RETURN], [TOO_LATE], {"name": "Mari"}, "W-3"))

    assert (packet.wishes, packet.refused, packet.claimed, packet.language) == ([RETURN], [TOO_LATE], {"name": "Mari"}, "et")
    assert packet.orders == ["W-1", "W-2", "W-3"]


def test_a_packet_quotes_what_was_wanted_and_the_last_word(db: Session) -> None:
    conversation = saved(db, a_conversation())
    for text, intent in [("hi", "greet"), ("I want it back", "start_return"), ("yes", "affirm"), ("a human!", None)]:
        says(db, conversation, text, intent)

    assert packet_of(db, conversation).quotes == [Quote("I want it back", "start_return"), Quote("a human!")]


def test_an_answer_is_quoted_without_a_doubt_about_it_and_a_picture_not_at_all(db: Session) -> None:
    conversation = saved(db, a_conversation())
    for text in ("the hinge came off", "[image]"):
        says(db, conversation, text, "nlu_fallback").understood = {"intent": {"name": "nlu_fallback"}, "taken": True}
    says(db, conversation, "qwfpgj", "nlu_fallback")
    says(db, conversation, "a human!")

    quotes = [Quote("the hinge came off"), Quote("qwfpgj", "nlu_fallback"), Quote("a human!")]
    assert packet_of(db, conversation).quotes == quotes


def test_a_packet_tells_what_this_conversation_did_and_no_other(db: Session) -> None:
    own, other = (an_order(status=OrderStatus.PENDING) for _ in range(2))
    db.add_all([own, other])
    db.flush()
    conversation = saved(db, a_conversation(customer_id=own.customer_id))
    yes = says(db, conversation, "yes", "affirm")
    cancel_order(db, own.customer_id, own.number, CancelReason.NO_LONGER_NEEDED, key=yes.id, now=NOW)
    cancel_order(db, other.customer_id, other.number, CancelReason.NO_LONGER_NEEDED, key="elsewhere", now=NOW)
    complaint = make_complaint(db, conversation, "Too slow", key="m-2", terms=Terms(), now=NOW)

    packet = packet_of(db, conversation)

    assert packet.settled == [Settled("cancel_order", own.number), Settled("complaint", None, complaint.reference)]
    assert packet.orders == [own.number]


def test_a_claim_is_left_out_once_the_customer_is_known(db: Session) -> None:
    order = saved(db, an_order())
    matters = Matters(claimed={"email": "typo@example.com"})

    assert packet_of(db, saved(db, a_conversation(customer_id=order.customer_id)), matters).claimed == {}


def test_a_failed_assistant_leaves_a_packet_of_what_the_store_has(db: Session) -> None:
    conversation = saved(db, a_conversation())
    says(db, conversation, "Where is my order?")

    packet = packet_of(db, conversation, reason=HandoffReason.ASSISTANT_FAILED)

    assert (packet.quotes, packet.next_step) == ([Quote("Where is my order?")], NextStep.ANSWER_LAST_MESSAGE)


def test_who_takes_over_unasked_gets_a_packet_without_a_next_step(db: Session) -> None:
    conversation, agent = saved(db, a_conversation()), an_agent()
    db.add(agent)
    db.flush()
    says(db, conversation, "Where is my order?", "track_order")

    handoffs.take(db, conversation.id, agent, NOW)

    packet = handoffs.hand_off(db, conversation.id, HandoffReason.ASKED_FOR_HUMAN, NOW).packet
    assert packet is not None
    assert (packet.quotes, packet.next_step) == ([Quote("Where is my order?", "track_order")], None)


def test_a_mood_is_read_off_the_reason_and_the_talk(db: Session) -> None:
    displeased, calm, angry = (saved(db, a_conversation()) for _ in range(3))
    says(db, displeased, "this is poor", "complain")

    assert packet_of(db, displeased).mood is Mood.DISPLEASED
    assert packet_of(db, calm).mood is Mood.CALM
    assert packet_of(db, angry, reason=HandoffReason.ANGER).mood is Mood.UPSET
