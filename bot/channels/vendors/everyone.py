"""All vendors at once, and the channels that are set up for them."""

from collections.abc import Mapping
from typing import Any

from bot.channels.email.channel import Email
from bot.channels.vendors.mail import PASSWORD, USER
from bot.channels.vendors.messenger import FakeMessenger
from bot.channels.vendors.slack import FakeSlack
from bot.channels.vendors.telegram import FakeTelegram
from bot.channels.vendors.twilio import FakeTwilio
from bot.channels.vendors.whatsapp import FakeWhatsApp
from bot.spine.channel import Channel

# Those that call us, and are called.
VENDORS = (FakeTelegram, FakeMessenger, FakeWhatsApp, FakeSlack, FakeTwilio)
EMAIL = "email"
# The mailbox is on this machine, and may be looked into often.
POLL_SECONDS = 0.5


def platforms_of(addresses: Mapping[str, Any]) -> list[Channel]:
    """The channels of the vendors that are named, each at its address; of e-mail, the two of SMTP and IMAP."""
    called: list[Channel] = [vendor().platform(addresses[vendor.name]) for vendor in VENDORS if vendor.name in addresses]
    if EMAIL not in addresses:
        return called
    smtp, imap = addresses[EMAIL]
    return [*called, Email(USER, PASSWORD, smtp, imap, "Corner shop", POLL_SECONDS)]
