"""Where a ticket may be answered: asked by the assistant itself, when nobody is at the desk and no address is known."""

from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.request import Known, Need, Question, Request
from bot.services.handoffs import answer_by_email

if TYPE_CHECKING:
    from actions.talk import Talk


class ContactEmail(Need):
    """An e-mail address, or that there shall be none."""

    name = "email"

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        email = heard.first("email")
        if email is not None:
            known["email"] = email
        elif asked and heard.intent == "deny":
            known["none"] = True
        return email is not None or "none" in known

    def check(self, talk: "Talk", known: Known) -> Question | None:
        said = talk.memory.claim.get("email") or talk.memory.unproved.get("email")
        if said is not None:
            known.setdefault("email", said)
        return None if {"email", "none"} & known.keys() else Question("utter_ask_ticket_email")


class LeaveEmail(Request):
    name = "leave_email"
    is_repeatable = False
    needs = (ContactEmail(),)

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        if "email" not in known:
            talk.say("utter_ticket_without_email")
            return
        answer_by_email(talk.turn.db, talk.turn.conversation.id, known["email"])
        talk.say("utter_ticket_email_noted", email=known["email"])
