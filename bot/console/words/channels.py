"""Channels as agents read them, what is wrong with one, and what became of what was sent there."""

from dataclasses import dataclass

from bot.support.attachment import AttachmentState
from bot.support.channel_trouble import Trouble
from bot.support.delivery import DeliveryState


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


def title(name: str) -> str:
    """Of a channel, as short as it is told apart; one that is known no more keeps its name."""
    return CHANNELS[name].title.partition(":")[0] if name in CHANNELS else name
