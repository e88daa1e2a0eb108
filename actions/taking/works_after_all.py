"""A fault that is taken back: "it's broken ... no wait, it works"."""

from typing import TYPE_CHECKING

from actions.customer_requests.report_articles import ReportArticles
from actions.needs.fault import FAULTS
from actions.settling import return_to_waiting
from bot.support.answer_words import meant

if TYPE_CHECKING:
    from actions.talk import Talk

# It stands at the end: what follows it goes on about something else.
LAST_WORDS = 8


def take_works_after_all(talk: "Talk") -> bool:
    """Leave the report that is open, or was just wished for; whether the fault was taken back."""
    heard, request = talk.heard, talk.agenda.top
    if heard.is_pressed or not meant("works", " ".join(heard.text.split()[-LAST_WORDS:])):
        return False
    is_open = request is not None and request.name == ReportArticles.name
    if not is_open and (request is not None or heard.intent not in FAULTS):
        return False
    if is_open:
        talk.agenda.give_up_top()
    talk.got_further()
    talk.say("utter_works_after_all")
    talk.close("utter_anything_else")
    return_to_waiting(talk)
    talk.go_on()
    return True
