"""Orders, what became of them, and why something cannot be done to one."""

from bot.shop.customer import PaymentKind
from bot.shop.order import CancelReason, OrderStatus
from bot.shop.rma import ReturnState

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
# What money goes back to.
PAYMENTS = {
    PaymentKind.CREDIT_CARD: "card",
    PaymentKind.PAYPAL: "PayPal account",
    PaymentKind.GIFT_CARD: "gift card",
    PaymentKind.BANK_TRANSFER: "bank account",
    PaymentKind.OTHER: "account that paid",
}
CANCEL_REASONS = {
    CancelReason.NO_LONGER_NEEDED: "No longer needed",
    CancelReason.ORDERED_BY_MISTAKE: "Ordered by mistake",
}
# By the name of the result; anything else reads as it is named.
ACT_REFUSALS = {
    "NOT_YOURS": "Only the agent who has the conversation can do that.",
    "NOT_PROVED": "Nobody has proved who the customer is.",
    "WRONG": "This fits no customer. Ask for another proof; tell nothing about orders before.",
    "THROTTLED": "There were too many wrong tries. Prove who it is in another way, such as a call to the number on file.",
    "MORE_NEEDED": "That is not enough to prove who it is.",
    "OTHER_CUSTOMER": "The conversation is another customer's.",
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
