"""What a handoff packet says, gathered from the store and from what the dialogue knew."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.lessons import DOUBT
from bot.shop.record import Record
from bot.support.call_back import CallBack
from bot.support.complaint import Complaint
from bot.support.conversation import Conversation
from bot.support.file_kind import is_alone
from bot.support.handoff import HandoffReason, Priority, next_step
from bot.support.message import Message, Sender
from bot.support.packet import Matters, Mood, Packet, Quote, Settled

# The customer's latest words; all of them are in the transcript below the packet.
QUOTES = 3
# Intents of messages that only answer or greet: nobody learns from them what is wanted.
SAYING_NOTHING = {"affirm", "deny", "inform", "greet", "thank", "goodbye", "stop_request", "request_human", "switch_language"}
DISPLEASED = {"complain"}
FRIENDLY = {"praise", "thank"}
# What a record's details call the number that the customer was given.
REFERENCES = ("rma", "reference", "code")


def make_packet(db: Session, conversation_id: str, reason: HandoffReason, matters: Matters) -> Packet:
    """The packet of the conversation as the store has it now, with what the dialogue knows of its open matters."""
    conversation = db.get_one(Conversation, conversation_id)
    messages = _customer_messages(db, conversation_id)
    settled = _settled(db, conversation_id)
    packet = Packet(
        quotes=_quotes(messages),
        wishes=matters.wishes,
        settled=settled,
        refused=matters.refused,
        claimed={} if conversation.customer_id else matters.claimed,
        orders=_orders(matters, settled),
        mood=_mood(reason, messages),
        language=conversation.language,
    )
    return replace(packet, next_step=next_step(reason, packet))


def _customer_messages(db: Session, conversation_id: str) -> list[Message]:
    said = select(Message).where(Message.conversation_id == conversation_id, Message.sender == Sender.CUSTOMER)
    return list(db.scalars(said.order_by(Message.seq)))


def _quotes(messages: Sequence[Message]) -> list[Quote]:
    """The latest messages that say what is wanted; the very last one in any case."""
    quotes = [Quote(message.text, _intent(message)) for message in messages]
    telling = [quote for quote in quotes[:-1] if quote.intent not in SAYING_NOTHING and not is_alone(quote.text)]
    return [*telling, *quotes[-1:]][-QUOTES:]


def _intent(message: Message) -> str | None:
    """What it was understood as; None also of an answer that meant nothing by itself."""
    understood = message.understood or {}
    intent: str | None = (understood.get("intent") or {}).get("name")
    return None if intent == DOUBT and understood.get("taken") else intent


def _settled(db: Session, conversation_id: str) -> list[Settled]:
    """What the customer's messages had done, in order; complaints and call-backs behind it."""
    said = select(Message.id).where(Message.conversation_id == conversation_id, Message.sender == Sender.CUSTOMER)
    records = db.scalars(select(Record).where(Record.message_id.in_(said)).order_by(Record.id))
    done = [Settled(record.action, record.order_number, _reference(record)) for record in records]
    complaints = db.scalars(select(Complaint).where(Complaint.conversation_id == conversation_id).order_by(Complaint.made_at))
    done += [Settled("complaint", complaint.order_number, complaint.reference) for complaint in complaints]
    calls = db.scalars(select(CallBack).where(CallBack.conversation_id == conversation_id).order_by(CallBack.requested_at))
    return done + [Settled("call_back") for call in calls if call.is_open]


def _reference(record: Record) -> str | None:
    return next((str(record.details[name]) for name in REFERENCES if name in record.details), None)


def _orders(matters: Matters, settled: Sequence[Settled]) -> list[str]:
    """All orders that were spoken of, those that are still a matter first."""
    wished = [number for wish in matters.wishes for number in wish.orders]
    refused = [str(refused.values.get("order_number") or "") for refused in matters.refused]
    done = [one.order or "" for one in settled]
    return [number for number in dict.fromkeys([*wished, *refused, matters.order or "", *done]) if number]


def _mood(reason: HandoffReason, messages: Sequence[Message]) -> Mood:
    intents = [_intent(message) for message in messages]
    if reason.priority is not Priority.NORMAL:
        return Mood.UPSET
    if DISPLEASED.intersection(intents):
        return Mood.DISPLEASED
    return Mood.FRIENDLY if FRIENDLY.intersection(intents) else Mood.CALM
