"""Intents that messages are taken for, and what those of a customer who wants one thing may also be taken for."""

EXCHANGE, CHANGE, RETURN, CANCEL, HUMAN = "exchange_article", "change_order", "start_return", "cancel_order", "request_human"
TRACK_REFUND = "track_refund"
PAYMENT_METHODS, PAYMENT_PROBLEM = "ask_payment_methods", "report_payment_problem"
ADDRESS, PAYMENT, PRODUCT, PRICE = "change_address", "change_payment", "ask_product", "ask_price"
DAMAGE, STOP, DELIVERY, ORDERS = "report_damage", "stop_request", "ask_delivery_options", "list_orders"
# A question that an entry of the knowledge base answers.
FAQ = "ask_faq"
NOT_UNDERSTOOD = "nlu_fallback"
# That what is asked for to prove who they are is not at hand.
LACK = "lack_data"
# With these an article is to become another one, of a delivered order or of a pending one.
EXCHANGES = frozenset([EXCHANGE, CHANGE])
OWN_ADDRESS = "change_own_address"
ADDRESSES = frozenset([ADDRESS, OWN_ADDRESS, "set_address"])
# Requests by which money comes back, or may.
REFUNDING = frozenset([RETURN, CANCEL])
REFUNDED = REFUNDING | {EXCHANGE, TRACK_REFUND, PAYMENT}
ABOUT_ORDERS = frozenset(["place_order", "track_order", "list_orders"])
# "The price of the speaker I bought": what is told of an own article is the same, whichever of these it was taken for.
ASKED_OF_OWN = frozenset([PRODUCT, PRICE, "ask_stock", "ask_order_total"])

# What a wish may be taken for where it is put in words that many others have, too.
UNSURE = frozenset(["inform", NOT_UNDERSTOOD, "out_of_scope", FAQ])
# "There is a lamp in it that is not required, please take it out."
TAKEN_FOR_REMOVAL = UNSURE | ASKED_OF_OWN | ABOUT_ORDERS | {"report_missing_article"}
TAKEN_FOR_CHANGE = frozenset(
    [
        *(*UNSURE, *ASKED_OF_OWN, *ABOUT_ORDERS, RETURN, PAYMENT, HUMAN),
        *("ask_promotion", "ask_delivery_options", "track_refund", "set_address", "switch_account"),
        *("give_feedback", "praise", "write_review", "report_wrong_article"),
    ]
)
TAKEN_FOR_RETURN = (UNSURE - {"inform"}) | {"request_refund", "track_refund", "ask_refund_policy", PAYMENT}
# By where the money is to go, or by the delivery that it came with.
TAKEN_FOR_RETURN |= {"switch_account", "edit_account", DELIVERY}
# "The lamp goes back, everything else is perfect."
TAKEN_FOR_RETURN |= {"praise"}
# "It flickers, I'd like a new one or my money back": a fault is no change of mind.
TAKEN_FOR_FAULT = frozenset([RETURN, NOT_UNDERSTOOD, "inform", "out_of_scope", "request_refund"])
# "I want my money back for the boots": goes back once they are here.
TAKEN_FOR_REFUND = frozenset([NOT_UNDERSTOOD, "request_refund"])
TAKEN_FOR_CANCELLING = ABOUT_ORDERS | {NOT_UNDERSTOOD, "out_of_scope", "ask_cancellation_fee", CHANGE, PAYMENT, ADDRESS}
TAKEN_FOR_UNWANTED = UNSURE | ABOUT_ORDERS | EXCHANGES | {PRODUCT, PRICE}
