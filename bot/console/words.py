"""The store's values as agents read them."""

from dataclasses import dataclass
from datetime import timedelta

from bot.services.alerts import Call
from bot.services.canned_replies import SaveResult
from bot.services.lists import ListName, Sort
from bot.services.reports.satisfaction import Server
from bot.services.sign_ins import Refusal
from bot.shop.article_report import Fault, Wish
from bot.shop.order import CancelReason, OrderStatus
from bot.shop.rma import ReturnState
from bot.shop.terms import Proof
from bot.support.agent import PRESENT, Role
from bot.support.attachment import AttachmentState
from bot.support.audit import Act
from bot.support.channel_trouble import Trouble
from bot.support.conversation import Owner
from bot.support.delivery import DeliveryState
from bot.support.factor import Factor
from bot.support.handoff import CloseReason, HandoffReason, Priority
from bot.support.message import Sender
from bot.support.outcome import Outcome
from bot.support.packet import Mood, NextStep
from bot.support.promise import PromiseKind
from bot.support.service_level import Clock, Target
from bot.support.topic import Topic
from bot.support.training import TrainingState


@dataclass(frozen=True)
class ChannelWords:
    title: str
    # Where the vendor asks for the webhook's address; None where none is called.
    pasted_at: str | None = None


CHANNELS = {
    "widget": ChannelWords("Widget"),
    "email": ChannelWords("E-mail"),
    "messenger": ChannelWords("Messenger", "Meta, under Messenger > Settings > Webhooks"),
    "whatsapp": ChannelWords("WhatsApp", "Meta, under WhatsApp > Configuration"),
    "telegram": ChannelWords("Telegram", "Telegram, with setWebhook"),
    "slack": ChannelWords("Slack", "Slack, under Event Subscriptions, and under Interactivity"),
    "twilio": ChannelWords("Twilio: SMS and WhatsApp", "Twilio, under the number's Messaging: A message comes in"),
}
TROUBLES = {
    Trouble.FORGED: "A delivery was refused: it was not signed with the secret that is set here.",
    Trouble.NOT_UNDERSTOOD: "A delivery was not understood, and left out.",
    Trouble.NOT_FETCHED: "What customers wrote could not be fetched.",
    Trouble.NOT_SENT: "An answer could not be sent; it is tried again, or waits for an agent.",
}
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
CALLS = {
    Call.WAITING: "%s waits for a human",
    Call.WRITTEN: "%s has written",
    Call.GIVEN: "%s was given to you",
    Call.UNANSWERED: "%s waits too long",
}
SORTS = {Sort.PRESSING: "Most pressing first", Sort.CLOCK: "Least time left first"}
CLOCKS = {Target.FIRST_RESPONSE: "First answer", Target.RESOLUTION: "Settle"}
TARGETS = {Target.FIRST_RESPONSE: "First answer", Target.RESOLUTION: "Settled"}
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
CLOSE_REASONS = {
    CloseReason.SETTLED: "Settled",
    CloseReason.NO_ANSWER: "The customer did not answer any more",
    CloseReason.PASSED_ON: "Passed on to somebody else",
    CloseReason.NOT_FOR_US: "Not for us: advertising, abuse, the wrong shop",
}
OWNERS = {
    Owner.BOT: "with the assistant",
    Owner.QUEUED: "in the queue",
    Owner.AGENT: "with an agent",
    Owner.CLOSED: "closed",
}
DELIVERIES = {
    DeliveryState.DUE: "being sent …",
    DeliveryState.SENT: "sent",
    DeliveryState.FAILED: "Could not be delivered to the customer.",
    DeliveryState.MAILED: "Could not be delivered here; sent by e-mail instead.",
}
ATTACHMENTS = {
    AttachmentState.WAITING: "A file is being fetched from the platform …",
    AttachmentState.REFUSED: "A file came along that is not kept: it is too large, no picture or PDF, or cannot be fetched.",
}
CANNED_PROBLEMS = {
    SaveResult.BAD_SHORTCUT: "A shortcut has small letters, digits and hyphens, at most 32 of them.",
    SaveResult.NO_ENGLISH: "The English text is missing: it serves every language that is not written.",
}
PROMISES = {
    PromiseKind.DELIVERY: "Delivery",
    PromiseKind.REFUND: "Refund",
    PromiseKind.CALL_BACK: "Call-back",
    PromiseKind.FOLLOW_UP: "Answer to a complaint or report",
}
FAULTS = {
    Fault.MISSING: "Missing",
    Fault.DAMAGED: "Damaged",
    Fault.WRONG: "Wrong article",
    Fault.FAKE: "Not genuine",
}
WISHES = {Wish.REPLACEMENT: "wants a replacement", Wish.REFUND: "wants the money back", None: "leaves it to the shop"}
# What was settled, and how, as the audit's details name it.
MATTERS = {"call_back": "Call-back", "complaint": "Complaint", "report": "Report", "promise": "Promise"}
SETTLED_AS = {
    "called": "called",
    "missed": "not reached",
    "cancelled": "cancelled",
    "answered": "answered",
    "settled": "settled",
    "refused": "refused",
    "kept": "kept",
}
TRAININGS = {
    TrainingState.ASKED_FOR: "Begins in a moment",
    TrainingState.TRAINING: "Training",
    TrainingState.MEASURING: "Measuring both models",
    TrainingState.LIVE: "Live",
    TrainingState.WORSE: "Not put live: the present model understands more",
    TrainingState.FAILED: "Failed",
}
CANCEL_REASONS = {
    CancelReason.NO_LONGER_NEEDED: "No longer needed",
    CancelReason.ORDERED_BY_MISTAKE: "Ordered by mistake",
}
# By the name of the result; anything else reads as it is named.
ACT_REFUSALS = {
    "NOT_YOURS": "Only the agent who has the conversation can do that.",
    "NOT_PROVED": "Nobody has proved who the customer is.",
    "NOT_FOUND": "The customer has no such order.",
    "NOT_PENDING": "The order is not pending any more.",
    "ALREADY_CANCELLED": "The order is cancelled already.",
    "ITEMS_CHANGED": "The articles of this order were changed once; it cannot be cancelled after that.",
    "NOTHING_CHOSEN": "Choose at least one article.",
    "NOT_DELIVERED": "The order has not been delivered.",
    "WINDOW_CLOSED": "The time for returns is over.",
    "ALREADY_RETURNED": "These articles are in a return already.",
    "IN_EXCHANGE": "Articles of this order are being exchanged.",
    "UNCHANGED": "The order goes there already.",
    "TOO_MUCH": "That is more than the shop's limits allow, in amount or in vouchers a year.",
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
    Proof.EMAIL_AND_POSTCODE.value: "e-mail and postcode",
    Proof.EMAIL.value: "e-mail",
    Proof.NAME_AND_POSTCODE.value: "name and postcode",
}
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
CLAIMS = {"order_number": "Order", "email": "E-mail", "name": "Name", "postcode": "Postcode"}
OUTCOMES = {
    Outcome.CONFIRMED: "Settled by the assistant, and confirmed",
    Outcome.SILENT: "Answered by the assistant, ended in silence",
    Outcome.HANDED_OVER: "Handed over to a human",
    Outcome.ABANDONED: "Abandoned",
    Outcome.RUNNING: "Still running",
}
FACTORS = {
    Factor.RELIABILITY: "Promises kept",
    Factor.RESPONSIVENESS: "Answered promptly",
    Factor.ASSURANCE: "Knew, and was clear",
    Factor.EMPATHY: "Felt taken seriously",
    Factor.TANGIBLES: "Goods, packing and pages",
    None: "Named none of these",
}
SERVERS = {Server.ASSISTANT: "Assistant", Server.HUMAN: "Human"}
PROMISES_MADE = {
    PromiseKind.DELIVERY: "Deliveries",
    PromiseKind.REFUND: "Refunds",
    PromiseKind.CALL_BACK: "Call-backs",
    PromiseKind.FOLLOW_UP: "Follow-ups",
}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
REFUSALS = {
    Refusal.WRONG: "Name or password is wrong.",
    Refusal.THROTTLED: "Too many have tried and failed. Wait a quarter of an hour, then try again.",
    Refusal.TOO_LATE: "The time for the code has run out. Sign in again.",
}
ROLES = {Role.AGENT: "Agent", Role.SUPERVISOR: "Supervisor", Role.ADMINISTRATOR: "Administrator"}
ROLES_MAY = {
    Role.AGENT: "Conversations, with all that belongs to them.",
    Role.SUPERVISOR: "Also frequent questions, reports, and the record of who did what.",
    Role.ADMINISTRATOR: "Also the team.",
}
ABOUT_CONVERSATIONS = {Act.TOOK, Act.GAVE, Act.PUT_BACK, Act.HANDED_BACK, Act.CLOSED, Act.EXPORTED, Act.TAUGHT, Act.SETTLED}
ABOUT_QUESTIONS = {Act.WROTE_QUESTION, Act.WITHDREW_QUESTION}
ACCOUNT_DONE = {
    "password": "Your password is changed.",
    "sessions": "Ended.",
    "second-factor": "Done. Your second factor is as you see below.",
}
# As browsers name themselves; the first that fits, for most name others, too.
BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS", "Linux": "Linux"}

GRACE = PRESENT
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
# Below, tenths of a second tell something.
EXACT_SECONDS = 10
DAY = timedelta(days=1)


def plain(name: str) -> str:
    """The store's own name as words: 'start_return' is 'Start return'."""
    return name.replace("_", " ").capitalize()


def brief(length: timedelta) -> str:
    """Also where it is no minute: '0.4 s', '12 s', else as `duration` says it."""
    seconds = length.total_seconds()
    if length >= MINUTE:
        return duration(length)
    return f"{seconds:.0f} s" if seconds >= EXACT_SECONDS else f"{seconds:.1f} s"


def browser(user_agent: str | None) -> str:
    """'Firefox on Linux'"""
    said = user_agent or ""
    name = next((name for mark, name in BROWSERS.items() if mark in said), "A browser")
    system = next((name for mark, name in SYSTEMS.items() if mark in said), None)
    return f"{name} on {system}" if system else name


def duration(length: timedelta) -> str:
    """The length in its largest fitting unit and the next one below: '3 min', '1 h 20 min', '2 d 4 h'."""
    if length < MINUTE:
        return "under 1 min"
    if length < HOUR:
        return f"{length // MINUTE} min"
    if length < DAY:
        return f"{length // HOUR} h {length % HOUR // MINUTE} min"
    return f"{length // DAY} d {length % DAY // HOUR} h"


def time_left(clock: Clock) -> str:
    """'First answer: 12 min left', 'Settle: overdue by 2 h 5 min'"""
    length = duration(abs(clock.left))
    return f"{CLOCKS[clock.target]}: " + (f"overdue by {length}" if clock.is_overdue else f"{length} left")
