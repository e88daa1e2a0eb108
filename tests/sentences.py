"""Which sentences the code says: read from its text, and from the enumerations that name some of them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from actions.customer_requests import REQUESTS
from actions.knowledge_actions import READABLE
from actions.needs.remedy import EITHER
from bot.channels.invoices.labels import NAMES as INVOICE_NAMES
from bot.channels.widget.texts import NAMES
from bot.services.refunds import RefundStage
from bot.shop.article_report import Fault, Wish
from bot.shop.customer import PaymentKind
from bot.shop.order import CancelReason, OrderStatus
from bot.shop.payment import PaymentDirection, PaymentProblem

ROOT = Path(__file__).parents[1]

# Names that the code puts together, by how the code writes them.
FAMILIES = {
    "utter_order_{}": {f"utter_order_{status.value}" for status in OrderStatus},
    "{}_on": {"utter_order_delivered_on", "utter_order_cancelled_on"},
    "utter_method_{}": {f"utter_method_{kind.value}" for kind in PaymentKind},
    "utter_payment_{}": {f"utter_payment_{kind.value}" for kind in PaymentKind},
    "utter_fault_{}": {f"utter_fault_{fault.value}" for fault in Fault},
    "utter_remedy_{}": {f"utter_remedy_{remedy}" for remedy in (*(wish.value for wish in Wish), EITHER)},
    "utter_payment_was_{}": {f"utter_payment_was_{kind.value}" for kind in (*PaymentDirection, *PaymentProblem)},
    "utter_refund_{}": {f"utter_refund_{stage.value}" for stage in RefundStage},
    "utter_status_{}": {f"utter_status_{status.value}" for status in OrderStatus},
    "utter_reason_{}": {f"utter_reason_{reason.value}" for reason in CancelReason},
    "utter_reading_{}": {f"utter_reading_{intent}" for intent in READABLE},
    "utter_invoice_{}": {f"utter_invoice_{name}" for name in INVOICE_NAMES},
    "utter_request_{}": {f"utter_request_{request}" for request in REQUESTS},
    "utter_widget_{}": {f"utter_widget_{name}" for name in NAMES},
}


def responses_of(package: str) -> set[str]:
    """All responses that the modules of a package say."""
    return {name for node in _nodes(package) for name in _names(node)}


def parts_of_sentences() -> set[str]:
    """Those of the actions that are never said alone: arguments of `phrase`."""
    calls = [node for node in _nodes("actions") if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    return {name for call in calls if call.func.id == "phrase" and call.args for name in _names(call.args[0])}


def _nodes(package: str) -> Iterator[ast.AST]:
    for path in sorted((ROOT / package).rglob("*.py")):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def _names(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("utter_"):
        return set() if node.value.endswith("_") else {node.value}
    if isinstance(node, ast.IfExp):
        return _names(node.body) | _names(node.orelse)
    if isinstance(node, ast.JoinedStr):
        written = "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
        if written.startswith("utter_"):
            return FAMILIES[written]
        return FAMILIES.get(written, set())
    return set()
