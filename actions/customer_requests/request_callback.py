"""A call from a human: to which number and when, confirmed, on the agents' list."""

from typing import TYPE_CHECKING

from actions.needs.call_time import CallTime, window_of
from actions.needs.confirmation import Confirmation
from actions.needs.phone import Phone
from actions.request import Known, Question, Request
from actions.values import Value, day
from bot.services.call_backs import CallBackResult, request_call_back

if TYPE_CHECKING:
    from actions.talk import Talk

TOLD = {
    CallBackResult.DONE: "utter_call_back_done",
    CallBackResult.ALREADY_REQUESTED: "utter_call_back_already",
    CallBackResult.NO_SUCH_TIME: "utter_call_back_over",
}


class CallBackConfirmation(Confirmation):
    def terms_of(self, known: Known) -> list[object]:
        return [known.get("phone"), known.get("window")]

    def listing(self, talk: "Talk", known: Known) -> Question:
        return Question("utter_confirm_call_back", {"phone": known["phone"], **_when(talk, known)})


class RequestCallBack(Request):
    name = "request_callback"
    is_repeatable = False
    needs = (Phone(), CallTime(), CallBackConfirmation())

    @classmethod
    def settle(cls, talk: "Talk", known: Known) -> None:
        turn = talk.turn
        result = request_call_back(
            turn.db, turn.conversation, known["phone"], window_of(talk, known), key=turn.message_id, now=turn.now
        )
        talk.say(TOLD[result])
        talk.close("utter_anything_else")


def _when(talk: "Talk", known: Known) -> dict[str, Value]:
    start, end = window_of(talk, known)
    return {"day": day(start.date()), "start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}
