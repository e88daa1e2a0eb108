"""The figures of a period."""

from bot.services.reports.satisfaction import Server
from bot.support.factor import Factor
from bot.support.outcome import Outcome
from bot.support.promise import PromiseKind
from bot.support.service_level import Target

OUTCOMES = {
    Outcome.CONFIRMED: "Settled by the assistant, and confirmed",
    Outcome.SILENT: "Answered by the assistant, ended in silence",
    Outcome.HANDED_OVER: "Handed over to a human",
    Outcome.ABANDONED: "Abandoned",
    Outcome.RUNNING: "Still running",
}
FACTORS = {
    Factor.RELIABILITY: "Promises kept",
    Factor.RESPONSIVENESS: "Answered promptly",
    Factor.ASSURANCE: "Knew, and was clear",
    Factor.EMPATHY: "Felt taken seriously",
    Factor.TANGIBLES: "Goods, packing and pages",
    None: "Named none of these",
}
SERVERS = {Server.ASSISTANT: "Assistant", Server.HUMAN: "Human"}
TARGETS = {Target.FIRST_RESPONSE: "First answer", Target.RESOLUTION: "Settled"}
PROMISES_MADE = {
    PromiseKind.DELIVERY: "Deliveries",
    PromiseKind.REFUND: "Refunds",
    PromiseKind.CALL_BACK: "Call-backs",
    PromiseKind.FOLLOW_UP: "Follow-ups",
}
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
