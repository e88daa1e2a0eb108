"""What Messenger and WhatsApp share: Meta signs and challenges, answers and fails in one way."""

from collections.abc import Mapping
from datetime import timedelta

import httpx
from pydantic import BaseModel, ValidationError

from bot.channels.signature import is_same, signed
from bot.channels.vendor_api import BUSY, VendorError
from bot.channels.webhook import Delivery
from bot.spine.channel import BusyError, RefusedError

API = "https://graph.facebook.com/v23.0"
# After a customer's last word, businesses may answer for so long.
WINDOW = timedelta(hours=24)

# Where Meta keeps what customers send.
FILE_HOSTS = ("fbcdn.net", "fbsbx.com")

SIGNATURE = "x-hub-signature-256"
# Codes of errors, from Meta's list: calls come too fast; Meta itself fails; our token or its permissions are wrong.
TOO_FAST = {4, 17, 32, 613, 80007, 130429, 131048}
# 131056: too fast for this one customer, which is no reason to leave the others waiting.
THEIRS = {1, 2, 131000, 131016, 131056, 133004}
OURS = {0, 3, 10, 102, 190, 200, 131005, 131031}
# Under the code of missing permissions, but it means that the window is closed.
WINDOW_CLOSED = 2018278


class GraphError(BaseModel):
    code: int = 1
    error_subcode: int | None = None
    message: str = ""


class Failure(BaseModel):
    error: GraphError


def is_genuine(delivery: Delivery, app_secret: str) -> bool:
    return is_same(delivery.headers.get(SIGNATURE), "sha256=" + signed(app_secret, delivery.body))


def challenge(query: Mapping[str, str], verify_token: str) -> str | None:
    if query.get("hub.mode") != "subscribe" or not is_same(query.get("hub.verify_token"), verify_token):
        return None
    return query.get("hub.challenge")


def check(answer: httpx.Response) -> None:
    """Raises what the answer of the Graph API means for the message."""
    if answer.is_success:
        return
    error = _error(answer)
    if error.code in TOO_FAST:
        raise BusyError(BUSY)
    if error.code in THEIRS or (error.code in OURS and error.error_subcode != WINDOW_CLOSED):
        raise VendorError(f"Meta: error {error.code}")
    raise RefusedError(f"Meta: error {error.code}: {error.message}")


def _error(answer: httpx.Response) -> GraphError:
    try:
        return Failure.model_validate_json(answer.content).error
    except ValidationError:
        return GraphError()
