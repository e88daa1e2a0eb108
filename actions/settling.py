"""Going on with the open requests: what can be settled is, what cannot is refused, and the next question is asked."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from actions.agenda import OpenRequest
from actions.customer_requests import REQUESTS
from actions.matters import remember_refusal, what_was_done
from actions.request import Need, Question, Refusal
from actions.values import phrase

if TYPE_CHECKING:
    from actions.talk import Talk


def go_on(talk: "Talk") -> None:
    """Settle what can be settled, from the top down, and ask the next question."""
    while (request := talk.agenda.top) is not None:
        match REQUESTS[request.name].next_step(talk, request.known):
            case need, Question() as question:
                _ask(talk, request, need, question)
                return
            case _, Refusal() as refusal:
                _take_in_hand(talk, request)
                _put_instead(talk, refusal)
                _refuse(talk, request, refusal)
            case None:
                _take_in_hand(talk, request)
                _settle(talk, request)
        talk.in_hand = None
        if talk.is_handed_over:
            return
        return_to_waiting(talk)


def _ask(talk: "Talk", request: OpenRequest, need: Need, question: Question) -> None:
    """Ask, and let what the customer may pass over wait for the next message only."""
    request.asking, request.begun = need.name, True
    talk.ask(question)
    if REQUESTS[request.name].is_invitation:
        talk.agenda.drop_top()
        talk.memory.invitation = asdict(request)


def _take_in_hand(talk: "Talk", request: OpenRequest) -> None:
    talk.agenda.drop_top()
    talk.in_hand = request
    if REQUESTS[request.name].is_repeatable:
        talk.memory.request = request.name


def _settle(talk: "Talk", request: OpenRequest) -> None:
    kind = REQUESTS[request.name]
    if not kind.is_unmet(talk, request.known):
        talk.agenda.drop_alternatives()
    if not kind.is_invitation:
        talk.memory.settled = request.name
    kind.settle(talk, request.known)
    if kind.is_listed() and not talk.is_handed_over:
        talk.memory.done.append(what_was_done(talk, request))


def _refuse(talk: "Talk", request: OpenRequest, refusal: Refusal) -> None:
    if refusal.by_customer:
        talk.agenda.drop_alternatives()
    else:
        remember_refusal(talk.memory, request, refusal)
    talk.say(refusal.response, **refusal.values)
    if refusal.handoff is not None:
        talk.hand_over(refusal.handoff)
    elif refusal.closing is not None:
        talk.close(refusal.closing)


def _put_instead(talk: "Talk", refusal: Refusal) -> None:
    """Open what the customer wished for in this case, where the message was not taken apart into two wishes already, or what
    remains to be done."""
    waits = talk.agenda.top is not None and talk.agenda.top.otherwise
    if refusal.instead is not None and not waits and not refusal.handoff:
        talk.agenda.put_on_top([OpenRequest(refusal.instead, dict(refusal.instead_known), otherwise=True)])
    elif refusal.remains is not None:
        talk.agenda.put_on_top([OpenRequest(refusal.remains, dict(refusal.instead_known))])


def return_to_waiting(talk: "Talk") -> None:
    """Say that the talk comes back, or on, to the request that is on top now."""
    request = talk.agenda.top
    if request is None:
        return
    response = "utter_back_to" if request.begun else "utter_instead" if request.otherwise else "utter_next"
    # What is wished for in the place of another is a wish of its own from here on.
    request.begun, request.otherwise = True, False
    talk.say(response, request=phrase(f"utter_request_{request.name}"))
