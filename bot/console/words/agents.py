"""Agents: their roles, their sign-ins, what is recorded of them."""

from bot.services.sign_ins import Refusal
from bot.support.agent import PRESENT, Role
from bot.support.audit import Act

ROLES = {Role.AGENT: "Agent", Role.SUPERVISOR: "Supervisor", Role.ADMINISTRATOR: "Administrator"}
ROLES_MAY = {
    Role.AGENT: "Conversations, with all that belongs to them.",
    Role.SUPERVISOR: "Also frequent questions, reports, and the record of who did what.",
    Role.ADMINISTRATOR: "Also the team.",
}
GRACE = PRESENT
REFUSALS = {
    Refusal.WRONG: "Name or password is wrong.",
    Refusal.THROTTLED: "Too many have tried and failed. Wait a quarter of an hour, then try again.",
    Refusal.TOO_LATE: "The time for the code has run out. Sign in again.",
}
ACCOUNT_DONE = {
    "password": "Your password is changed.",
    "sessions": "Ended.",
    "second-factor": "Done. Your second factor is as you see below.",
}
ABOUT_CONVERSATIONS = {Act.TOOK, Act.GAVE, Act.PUT_BACK, Act.HANDED_BACK, Act.CLOSED, Act.EXPORTED, Act.TAUGHT, Act.SETTLED}
ABOUT_CONVERSATIONS |= {Act.ACTED_FOR_CUSTOMER}
# Details that are a sentence by themselves.
SENTENCES = {"did"}
ABOUT_QUESTIONS = {Act.WROTE_QUESTION, Act.WITHDREW_QUESTION}
# As browsers name themselves; the first that fits, for most name others, too.
BROWSERS = {"Edg/": "Edge", "OPR/": "Opera", "Firefox/": "Firefox", "Chrome/": "Chrome", "Safari/": "Safari"}
SYSTEMS = {"Android": "Android", "iPhone": "iPhone", "iPad": "iPad", "Windows": "Windows", "Mac OS": "macOS", "Linux": "Linux"}


def browser(user_agent: str | None) -> str:
    """'Firefox on Linux'"""
    said = user_agent or ""
    name = next((name for mark, name in BROWSERS.items() if mark in said), "A browser")
    system = next((name for mark, name in SYSTEMS.items() if mark in said), None)
    return f"{name} on {system}" if system else name
