"""What a conversation is about, as agents share out their work."""

from enum import Enum


class Topic(Enum):
    ORDERS = "orders"
    DELIVERY = "delivery"
    RETURNS = "returns"
    PAYMENT = "payment"
    PRODUCTS = "products"
    ACCOUNT = "account"


INTENTS = {
    Topic.ORDERS: ("cancel_order", "change_order", "list_orders", "place_order", "ask_order_total", "ask_cancellation_fee"),
    Topic.DELIVERY: (
        "track_order",
        "report_delivery_problem",
        "ask_delivery_options",
        "ask_delivery_time",
        "ask_shipping_cost",
        "change_address",
        "set_address",
    ),
    Topic.RETURNS: (
        "start_return",
        "exchange_article",
        "report_damage",
        "report_fake",
        "report_missing_article",
        "report_wrong_article",
    ),
    Topic.PAYMENT: (
        "track_refund",
        "request_refund",
        "ask_refund_policy",
        "change_payment",
        "report_payment_problem",
        "ask_payment_methods",
        "check_invoice",
        "get_invoice",
    ),
    Topic.PRODUCTS: ("ask_price", "ask_product", "ask_promotion", "ask_stock"),
    Topic.ACCOUNT: (
        "ask_own_data",
        "change_own_address",
        "create_account",
        "delete_account",
        "edit_account",
        "recover_password",
        "registration_problem",
        "switch_account",
    ),
}
TOPICS = {intent: topic for topic, intents in INTENTS.items() for intent in intents}


def topic_of(intent: str | None) -> Topic | None:
    """None for what is about nothing in particular, such as a greeting or a complaint."""
    return TOPICS.get(intent or "")
