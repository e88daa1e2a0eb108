"""The store's values as agents read them."""

from datetime import timedelta

from bot.services.lists import ListName
from bot.shop.order import OrderStatus
from bot.shop.rma import ReturnState
from bot.shop.terms import Proof
from bot.support.handoff import HandoffReason
from bot.support.message import Sender

LISTS = {
    ListName.QUEUE: "Queue",
    ListName.MINE: "Mine",
    ListName.AGENTS: "With agents",
    ListName.ASSISTANT: "Assistant",
    ListName.CLOSED: "Closed",
}
EMPTY_LISTS = {
    ListName.QUEUE: "Nobody is waiting.",
    ListName.MINE: "You have no conversation. Take one from the queue.",
    ListName.AGENTS: "No agent has a conversation.",
    ListName.ASSISTANT: "The assistant has no conversation.",
    ListName.CLOSED: "No conversation has been closed yet.",
}
REASONS = {
    HandoffReason.ASKED_FOR_HUMAN: "Asked for a human",
    HandoffReason.NOT_UNDERSTOOD: "Not understood",
    HandoffReason.NOT_COVERED: "Assistant cannot do this",
    HandoffReason.IDENTITY_NOT_PROVED: "Identity not proved",
    HandoffReason.ASSISTANT_FAILED: "Assistant failed",
    HandoffReason.TAKEN_OVER: "Taken over by an agent",
    HandoffReason.NOT_DELIVERED: "Message not delivered",
}
SENDERS = {Sender.CUSTOMER: "Customer", Sender.ASSISTANT: "Assistant", Sender.AGENT: "Agent", Sender.SYSTEM: "System"}
STATUSES = {
    OrderStatus.PENDING: "Pending",
    OrderStatus.PROCESSED: "Processed",
    OrderStatus.SHIPPED: "Shipped",
    OrderStatus.DELIVERED: "Delivered",
    OrderStatus.CANCELLED: "Cancelled",
}
RETURN_STATES = {
    ReturnState.REQUESTED: "requested",
    ReturnState.RECEIVED: "received",
    ReturnState.REFUNDED: "refunded",
    ReturnState.REFUSED: "refused",
}
PROOFS = {
    "shop_sign_in": "signing in at the shop",
    Proof.ORDER_AND_EMAIL.value: "order number and e-mail",
    Proof.ORDER_AND_POSTCODE.value: "order number and postcode",
    Proof.EMAIL.value: "e-mail",
    Proof.NAME_AND_POSTCODE.value: "name and postcode",
}

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def duration(length: timedelta) -> str:
    """The length in its largest fitting unit and the next one below: '3 min', '1 h 20 min', '2 d 4 h'."""
    if length < MINUTE:
        return "under 1 min"
    if length < HOUR:
        return f"{length // MINUTE} min"
    if length < DAY:
        return f"{length // HOUR} h {length % HOUR // MINUTE} min"
    return f"{length // DAY} d {length % DAY // HOUR} h"
