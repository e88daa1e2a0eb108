"""Giving a conversation to a human, and saying honestly when one will be there."""

from typing import TYPE_CHECKING

from actions.agenda import OpenRequest
from actions.customer_requests.leave_email import LeaveEmail
from actions.matters import matters_of
from actions.values import Value, minutes, moment, phrase
from bot.services.handoffs import hand_off
from bot.services.waiting import Outlook, outlook
from bot.support.handoff import Handoff, HandoffReason
from bot.support.service_level import ServiceLevel

if TYPE_CHECKING:
    from actions.talk import Talk

# What is said before anything else to somebody who is in danger, in distress or angry.
FIRST_WORDS = {
    HandoffReason.SAFETY: "utter_alarm_safety",
    HandoffReason.DISTRESS: "utter_alarm_distress",
    HandoffReason.LEGAL_THREAT: "utter_alarm_legal",
    HandoffReason.ANGER: "utter_alarm_anger",
}


def hand_over(talk: "Talk", reason: HandoffReason, in_hand: OpenRequest | None) -> None:
    """Queue the conversation, or leave a ticket while nobody is at the desk; open requests are the agent's to settle."""
    turn, hours = talk.turn, talk.turn.terms.office_hours
    if reason in FIRST_WORDS:
        talk.say(FIRST_WORDS[reason])
    matters, is_open = matters_of(talk, in_hand), hours.is_open(turn.now)
    handoff = hand_off(turn.db, turn.conversation.id, reason, turn.now, matters, is_open)
    talk.agenda.clear()
    talk.got_further()
    if is_open:
        expected = outlook(turn.db, handoff, ServiceLevel.of(turn.terms), turn.now)
        talk.say("utter_handoff_queued", waiting=_in_words(expected))
    else:
        _say_ticket(talk, handoff)


def _say_ticket(talk: "Talk", handoff: Handoff) -> None:
    turn = talk.turn
    back_at = moment(turn.terms.office_hours.opens_next(turn.now))
    is_new = handoff.requested_at == turn.now
    talk.say("utter_handoff_ticket" if is_new else "utter_ticket_stands", ticket=handoff.ticket or "", back_at=back_at)
    if handoff.email is None:
        talk.agenda.raise_or_open(LeaveEmail.name)
        talk.go_on()
    elif is_new:
        talk.say("utter_ticket_email_known")


def _in_words(expected: Outlook) -> Value:
    if expected.usual_minutes is None:
        return phrase("utter_waiting_when_free") if expected.place == 1 else phrase("utter_waiting_place", place=expected.place)
    usual = minutes(expected.usual_minutes)
    if expected.place == 1:
        return phrase("utter_waiting_usual", minutes=usual)
    return phrase("utter_waiting_place_usual", place=expected.place, minutes=usual)
