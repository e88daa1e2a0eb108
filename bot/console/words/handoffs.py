"""Handoffs and their packets."""

from bot.services.identity import SIGNED_IN_BY_SHOP
from bot.services.reach import OWN_MAILBOX
from bot.shop.terms import Proof
from bot.support.handoff import HandoffReason, Priority
from bot.support.packet import Mood, NextStep
from bot.support.topic import Topic

REASONS = {
    HandoffReason.ASKED_FOR_HUMAN: "Asked for a human",
    HandoffReason.ASKED_FOR_MANAGER: "Asked for a manager",
    HandoffReason.SAFETY: "Safety",
    HandoffReason.DISTRESS: "In distress",
    HandoffReason.ANGER: "Angry",
    HandoffReason.LEGAL_THREAT: "Legal threat",
    HandoffReason.NOT_UNDERSTOOD: "Not understood",
    HandoffReason.NOT_COVERED: "Assistant cannot do this",
    HandoffReason.IDENTITY_NOT_PROVED: "Identity not proved",
    HandoffReason.ASSISTANT_FAILED: "Assistant failed",
    HandoffReason.TAKEN_OVER: "Taken over by an agent",
    HandoffReason.NOT_DELIVERED: "Message not delivered",
    HandoffReason.PROMISE_DUE: "Promise due",
    HandoffReason.PROMISE_BROKEN: "Promise broken",
}
PRIORITIES = {Priority.URGENT: "Urgent", Priority.HIGH: "High", Priority.NORMAL: "Normal"}
MOODS = {Mood.CALM: "Calm", Mood.FRIENDLY: "Friendly", Mood.DISPLEASED: "Displeased", Mood.UPSET: "Upset"}
NEXT_STEPS = {
    NextStep.MAKE_SAFE: "Ask whether anybody is hurt. Have them stop using the article, and keep it. Tell a supervisor.",
    NextStep.COMFORT: "Listen first; the order can wait. If somebody is in danger, name the emergency number.",
    NextStep.LEAVE_TO_LAWYERS: "Write down the facts. Neither argue nor admit anything. Pass it to a supervisor.",
    NextStep.APOLOGISE: "Say sorry for what went wrong, in one sentence. Then settle it.",
    NextStep.SAY_WHO_DECIDES: "Say who you are and what you may decide. Offer a call from a supervisor if that is not enough.",
    NextStep.PROVE_IDENTITY: "Prove who it is in another way, such as a call to the number on file. Tell nothing before.",
    NextStep.REACH_OTHERWISE: "Write to or call the customer: this channel does not take our messages.",
    NextStep.KEEP_PROMISE: "Call the customer, or answer the complaint or report. Then settle it under To do.",
    NextStep.DECIDE_ON_EXCEPTION: "Decide whether to make an exception: the rules refused what is listed here.",
    NextStep.SETTLE: "Settle what is still wanted. What is known already need not be asked again.",
    NextStep.ANSWER_LAST_MESSAGE: "Answer the last message; the assistant could not. Nothing was changed by it.",
    NextStep.ASK_WHAT_IS_WANTED: "Greet the customer and ask, in one question, what they need.",
}
TOPICS = {
    Topic.ORDERS: "Orders",
    Topic.DELIVERY: "Delivery",
    Topic.RETURNS: "Returns and faults",
    Topic.PAYMENT: "Payment and refunds",
    Topic.PRODUCTS: "Products",
    Topic.ACCOUNT: "Account",
}
PROOFS = {
    SIGNED_IN_BY_SHOP: "signing in at the shop",
    OWN_MAILBOX: "reading mail at their own address",
    Proof.ORDER_AND_EMAIL.value: "order number and e-mail",
    Proof.ORDER_AND_POSTCODE.value: "order number and postcode",
    Proof.EMAIL_AND_POSTCODE.value: "e-mail and postcode",
    Proof.EMAIL.value: "e-mail",
    Proof.NAME_AND_POSTCODE.value: "name and postcode",
}
CLAIMS = {"order_number": "Order", "email": "E-mail", "name": "Name", "postcode": "Postcode"}
# What was done, as records name it; anything else reads as it is named.
SETTLED = {
    "cancel_order": "Cancelled",
    "change_order_address": "Address changed",
    "change_own_address": "Own address changed",
    "change_payment": "Payment changed",
    "change_items": "Articles changed",
    "request_return": "Return requested",
    "request_exchange": "Exchange requested",
    "report_articles": "Articles reported",
    "grant_voucher": "Voucher granted",
    "claim_price_protection": "Price difference refunded",
    "complaint": "Complaint taken",
    "call_back": "Call-back requested",
}
