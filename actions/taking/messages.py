"""Taking in one message: an answer to what was asked, another wish, or none of the requests' business."""

from typing import TYPE_CHECKING, Any

from actions.agenda import OpenRequest
from actions.hearing.heard import Heard
from actions.hearing.intents import ASKED_OF_OWN, NOT_UNDERSTOOD, PRICE, PRODUCT
from actions.hearing.second_look import second_look
from actions.needs.replacement import Replacements
from actions.settling import return_to_waiting
from actions.taking.answers_due import take_asking_for_answer
from actions.taking.asked_for import requests_asked_for
from actions.taking.corrections import (
    NAMING,
    answers_in_words,
    declines,
    gives_reason,
    is_correction,
    names_what_is_asked_for,
)
from actions.taking.leave import says_ending, take_leave, take_putting_off
from actions.taking.other_ways import take_other_way
from actions.taking.presence import take_call
from actions.taking.recap import take_recap
from actions.taking.wishes import answering, is_one_answer, take_wishes
from actions.taking.works_after_all import take_works_after_all
from bot.services.attachments import has_files
from bot.services.catalogue import names_said
from bot.services.follow_ups import heed_stop
from bot.shop.order_words import brings_back
from bot.shop.words.own import speaks_of_saving
from bot.support.alarm import alarm_in
from bot.support.file_kind import is_alone
from bot.support.handoff import HandoffReason

if TYPE_CHECKING:
    from actions.talk import Talk

# Of what a listing tells, by its request: what it costs, and what comes back.
TOLD_BY_LISTING = {"exchange_article": {PRICE, PRODUCT, "ask_order_total"}, "start_return": {"track_refund", "ask_order_total"}}


def take_message(talk: "Talk") -> bool:
    """Let the request on top take the message, or open what it asks for; False if it is none of their business.

    Danger, distress and anger go to a human before all.
    """
    if _take_before_all(talk):
        return True
    if not talk.heard.wishes and (_take_of_talk(talk) or _take_question_of_listing(talk)):
        return True
    talk.heard = second_look(talk, talk.heard)
    invitation, talk.memory.invitation = talk.memory.invitation, None
    if talk.heard.wishes and not is_one_answer(talk, invitation):
        return take_wishes(talk)
    return _take_one(talk, invitation)


def _take_of_talk(talk: "Talk") -> bool:
    """What is said of the talk itself: whether we are there, what was done, when an answer comes, that nothing is wrong."""
    return take_call(talk) or take_recap(talk) or take_asking_for_answer(talk) or take_works_after_all(talk)


def _take_one(talk: "Talk", invitation: dict[str, Any] | None) -> bool:
    """Let a message that asks for one thing alone be that, or answer the open question."""
    if _take_bringing_back(talk) or take_other_way(talk):
        return True
    if _take_answer(talk) or _take_up(talk, invitation) or take_putting_off(talk) or take_leave(talk):
        return True
    if _fails_to_answer(talk):
        talk.miss()
        return True
    names = requests_asked_for(talk, talk.heard)
    if not names:
        return False
    if talk.agenda.top is not None and declines(talk.heard, talk.agenda.top, names):
        talk.agenda.give_up_top()
        talk.say("utter_nothing_changed")
    talk.start(*names)
    return True


def _fails_to_answer(talk: "Talk") -> bool:
    """Whether it only lists options that nothing of the exchange has: asks for none of our products."""
    request, heard = talk.agenda.top, talk.heard
    if request is None or request.asking != Replacements.name or heard.intent not in ASKED_OF_OWN:
        return False
    return heard.is_statement and not heard.is_pressed and not names_said(talk.turn.db, heard.text)


def _take_bringing_back(talk: "Talk") -> bool:
    """Tell who wants a cancelled order back that it cannot be; who insists is for a human to convince."""
    if talk.agenda.top is not None or talk.heard.is_pressed or talk.heard.wishes or not brings_back(talk.heard.text):
        return False
    if talk.missed():
        talk.hand_over(HandoffReason.NOT_COVERED)
    else:
        talk.say("utter_cancelled_for_good")
        talk.close("utter_anything_else")
    return True


def _take_question_of_listing(talk: "Talk") -> bool:
    """Show the listing again to who asks what it says: "how much extra?", "and I get it all back?"."""
    request, heard = talk.agenda.top, talk.heard
    if request is None or request.asking != "confirmation" or heard.is_pressed or heard.order_numbers:
        return False
    intents = heard.likely if heard.intent == NOT_UNDERSTOOD else {heard.intent}
    is_of_it = not intents.isdisjoint(TOLD_BY_LISTING.get(request.name, ())) or (
        request.name in TOLD_BY_LISTING and speaks_of_saving(heard.text)
    )
    is_of_it = is_of_it and not heard.is_objection
    if not is_of_it or heard.is_statement or names_said(talk.turn.db, heard.text):
        return False
    talk.go_on()
    return True


def _take_before_all(talk: "Talk") -> bool:
    """What no request has a say in: an alarm, a stop of our follow-ups, files without a word."""
    turn, heard = talk.turn, talk.heard
    alarm = None if heard.is_pressed else alarm_in(heard.text)
    if alarm is not None:
        talk.hand_over(alarm)
    elif not heard.is_pressed and heed_stop(turn.db, turn.conversation, heard.text, turn.now):
        talk.say("utter_follow_ups_stopped")
    elif is_alone(heard.text) and has_files(turn.db, turn.message_id):
        turn.is_taken = True
        talk.say("utter_file_kept")
        talk.close("utter_anything_else")
        talk.go_on()
    else:
        return False
    return True


def _take_answer(talk: "Talk") -> bool:
    request = talk.agenda.top
    if request is None:
        return False
    stops = talk.heard.intent == "stop_request" and not talk.heard.left_out and not gives_reason(talk.heard, request)
    if stops or _leaves_choice(request, talk.heard):
        _stop(talk)
    elif _wants_another(talk, request) or not talk.offer(request, talk.heard):
        return False
    else:
        talk.turn.is_taken = True
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
    talk.turn.is_taken = True
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
    if answers_in_words(talk.heard, request):
        return False
    names = requests_asked_for(talk, talk.heard)
    return bool(names) and request.name not in names and not talk.heard.is_bare


def _leaves_choice(request: OpenRequest, heard: Heard) -> bool:
    """Whether "no thanks, that's all" chooses none of the orders or articles: the talk is over, and "that" is none of them."""
    return request.asking in NAMING and says_ending(heard)


def _stop(talk: "Talk") -> None:
    talk.agenda.give_up_top()
    talk.say("utter_request_stopped")
    talk.close("utter_anything_else")
    return_to_waiting(talk)
    talk.go_on()
