"""Conversations: who has them, who speaks in them, how they end."""

from bot.services.canned_replies import SaveResult
from bot.support.conversation import Owner
from bot.support.handoff import CloseReason
from bot.support.message import Sender

OWNERS = {
    Owner.BOT: "with the assistant",
    Owner.QUEUED: "in the queue",
    Owner.AGENT: "with an agent",
    Owner.CLOSED: "closed",
}
SENDERS = {Sender.CUSTOMER: "Customer", Sender.ASSISTANT: "Assistant", Sender.AGENT: "Agent", Sender.SYSTEM: "System"}
CLOSE_REASONS = {
    CloseReason.SETTLED: "Settled",
    CloseReason.NO_ANSWER: "The customer did not answer any more",
    CloseReason.PASSED_ON: "Passed on to somebody else",
    CloseReason.NOT_FOR_US: "Not for us: advertising, abuse, the wrong shop",
}
CANNED_PROBLEMS = {
    SaveResult.BAD_SHORTCUT: "A shortcut has small letters, digits and hyphens, at most 32 of them.",
    SaveResult.NO_ENGLISH: "The English text is missing: it serves every language that is not written.",
}
