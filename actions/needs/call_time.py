"""When to call."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from actions.hearing.heard import Heard
from actions.request import Known, Need, Question, Refusal
from bot.support.call_window import CLOSES, OPENS, NoWindow, Window, window_said

if TYPE_CHECKING:
    from actions.talk import Talk


class CallTime(Need):
    """A window in the customer's words, within the hours in which the shop calls."""

    name = "call_time"

    def hear(self, talk: "Talk", known: Known, heard: Heard, asked: bool) -> bool:
        if heard.is_aside and heard.intent != "request_callback":
            return False
        turn, said = talk.turn, heard.first("date")
        day = date.fromisoformat(said.partition("/")[0]) if said else None
        window = window_said(heard.text, day, turn.now, turn.terms.zone)
        if window is NoWindow.NOT_SAID:
            return False
        known["outside"] = window is NoWindow.OUTSIDE_HOURS
        if not isinstance(window, NoWindow):
            known["window"] = [moment.isoformat() for moment in window]
        return True

    def check(self, talk: "Talk", known: Known) -> Question | Refusal | None:
        if known.pop("outside", False):
            talk.say("utter_call_hours", opens=f"{OPENS:%H:%M}", closes=f"{CLOSES:%H:%M}")
            known.pop("window", None)
        return None if "window" in known else Question("utter_ask_call_time")


def window_of(talk: "Talk", known: Known) -> Window:
    """The window that this need settled on, in the shop's zone."""
    start, end = (datetime.fromisoformat(moment).astimezone(talk.turn.terms.zone) for moment in known["window"])
    return start, end
