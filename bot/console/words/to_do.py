"""What the desk owes, and how it was settled."""

from bot.shop.article_report import Fault, Wish
from bot.support.promise import PromiseKind

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
