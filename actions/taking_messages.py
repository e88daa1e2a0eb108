"""Taking in one message: an answer to what was asked, another wish, or none of the requests' business."""

from typing import TYPE_CHECKING, Any

from actions.agenda import OpenRequest
from actions.asked_for import requests_asked_for
from actions.corrections import declines, is_correction, names_what_is_asked_for
from actions.second_look import second_look
from actions.settling import return_to_waiting
from actions.taking_wishes import answering, is_one_answer, take_wishes
from bot.services.attachments import has_files
from bot.services.follow_ups import heed_stop
from bot.support.alarm import alarm_in
from bot.support.file_kind import is_alone

if TYPE_CHECKING:
    from actions.talk import Talk


def take_message(talk: "Talk") -> bool:
    """Let the request on top take the message, or open what it asks for; False if it is none of their business.

    Danger, distress and anger go to a human before all.
    """
    alarm = None if talk.heard.is_pressed else alarm_in(talk.heard.text)
    if alarm is not None:
        talk.hand_over(alarm)
        return True
    if not talk.heard.is_pressed and heed_stop(talk.turn.db, talk.turn.conversation, talk.heard.text, talk.turn.now):
        talk.say("utter_follow_ups_stopped")
        return True
    if is_alone(talk.heard.text) and has_files(talk.turn.db, talk.turn.message_id):
        talk.say("utter_file_kept")
        talk.close("utter_anything_else")
        talk.go_on()
        return True
    talk.heard = second_look(talk, talk.heard)
    invitation, talk.memory.invitation = talk.memory.invitation, None
    if talk.heard.wishes and not is_one_answer(talk, invitation):
        return take_wishes(talk)
    if _take_answer(talk) or _take_up(talk, invitation):
        return True
    names = requests_asked_for(talk, talk.heard)
    if names:
        if talk.agenda.top is not None and declines(talk.heard, talk.agenda.top, names):
            talk.agenda.drop_top()
            talk.agenda.drop_alternatives()
            talk.say("utter_nothing_changed")
        talk.start(*names)
    return bool(names)


def _take_answer(talk: "Talk") -> bool:
    request = talk.agenda.top
    if request is None:
        return False
    if talk.heard.intent == "stop_request" and not talk.heard.left_out:
        _stop(talk)
    elif _wants_another(talk, request) or not talk.offer(request, talk.heard):
        return False
    else:
        talk.go_on()
    talk.got_further()
    return True


def _take_up(talk: "Talk", invitation: dict[str, Any] | None) -> bool:
    """Let the invitation of the last turn have the message, if it is an answer to it."""
    if invitation is None:
        return False
    request = OpenRequest(**invitation)
    if not talk.offer(request, talk.heard):
        return False
    talk.got_further()
    talk.agenda.put_on_top([request])
    talk.go_on()
    return True


def _wants_another(talk: "Talk", request: OpenRequest) -> bool:
    if is_correction(talk.heard, request):
        # To be offered to the needs of the request on top first.
        return False
    if talk.heard.intent in answering(request) or names_what_is_asked_for(talk.heard, request):
        return False
    names = requests_asked_for(talk, talk.heard)
    return bool(names) and request.name not in names and not talk.heard.is_bare


def _stop(talk: "Talk") -> None:
    talk.agenda.drop_top()
    talk.agenda.drop_alternatives()
    talk.say("utter_request_stopped")
    talk.close("utter_anything_else")
    return_to_waiting(talk)
    talk.go_on()
