"""Going on with the open requests: what can be settled is, what cannot is refused, and the next question is asked."""

from dataclasses import asdict
from typing import TYPE_CHECKING

from actions.agenda import OpenRequest
from actions.customer_requests import REQUESTS
from actions.matters import remember_refusal
from actions.request import Question, Refusal
from actions.values import phrase

if TYPE_CHECKING:
    from actions.talk import Talk


def go_on(talk: "Talk") -> None:
    """Settle what can be settled, from the top down, and ask the next question."""
    while (request := talk.agenda.top) is not None:
        kind = REQUESTS[request.name]
        step = kind.next_step(talk, request.known)
        if step is not None and isinstance(step[1], Question):
            request.asking, request.begun = step[0].name, True
            talk.ask(step[1])
            if kind.is_invitation:
                talk.agenda.drop_top()
                talk.memory.invitation = asdict(request)
            return
        talk.agenda.drop_top()
        talk.in_hand = request
        if kind.is_repeatable:
            talk.memory.request = request.name
        if step is None:
            if not kind.is_unmet(talk, request.known):
                talk.agenda.drop_alternatives()
            talk.memory.settled = talk.memory.settled if kind.is_invitation else request.name
            kind.settle(talk, request.known)
        elif isinstance(step[1], Refusal):
            _put_instead(talk, step[1])
            _refuse(talk, request, step[1])
        talk.in_hand = None
        if talk.is_handed_over:
            return
        return_to_waiting(talk)


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
    """Open what the customer wished for in this case, where the message was not taken apart into two wishes already."""
    waits = talk.agenda.top is not None and talk.agenda.top.otherwise
    if refusal.instead is not None and not waits and not refusal.handoff:
        talk.agenda.put_on_top([OpenRequest(refusal.instead, dict(refusal.instead_known), otherwise=True)])


def return_to_waiting(talk: "Talk") -> None:
    """Say that the talk comes back, or on, to the request that is on top now."""
    request = talk.agenda.top
    if request is None:
        return
    response = "utter_back_to" if request.begun else "utter_instead" if request.otherwise else "utter_next"
    # What is wished for in the place of another is a wish of its own from here on.
    request.begun, request.otherwise = True, False
    talk.say(response, request=phrase(f"utter_request_{request.name}"))
