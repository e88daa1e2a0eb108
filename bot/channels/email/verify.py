"""Who sent a mail: a person, a machine that answers by itself, or the mail system that gives ours back.

Mail proves nothing about its sender. An address in From never shows who a customer is; they prove it as everywhere else.
"""

from email.message import EmailMessage
from enum import Enum

# What machines write into Precedence.
BULK = {"bulk", "junk", "list", "auto_reply"}
# Headers that only machines and mailing lists set.
AUTOMATIC = ("X-Autoreply", "X-Autorespond", "X-Auto-Response", "List-Id", "List-Unsubscribe", "Feedback-ID")


class Origin(Enum):
    PERSON = "person"
    MACHINE = "machine"
    BOUNCE = "bounce"


def origin_of(mail: EmailMessage) -> Origin:
    if mail.get_content_type() == "multipart/report" and mail.get_param("report-type") == "delivery-status":
        return Origin.BOUNCE
    is_automatic = str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().lower() != "no"
    is_bulk = str(mail.get("Precedence", "")).strip().lower() in BULK
    if is_automatic or is_bulk or str(mail.get("Return-Path", "")).strip() == "<>" or any(name in mail for name in AUTOMATIC):
        return Origin.MACHINE
    return Origin.PERSON
