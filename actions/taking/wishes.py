"""Putting the several wishes of one message on the agenda."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from actions.agenda import OpenRequest
from actions.customer_requests import REQUESTS
from actions.customer_requests.ask_product import AskProduct
from actions.customer_requests.something_else import SomethingElse
from actions.hearing.heard import Heard
from actions.taking.asked_for import requests_asked_for
from bot.services.knowledge import faq_of_intent

if TYPE_CHECKING:
    from actions.talk import Talk


def take_wishes(talk: "Talk") -> bool:
    """Answer what are questions, and put the rest on the agenda in its order; what a human must settle comes last."""
    wishes = talk.heard.wishes
    if any(wish.intent == "request_human" for wish in wishes):
        talk.call_human()
        return True
    talk.got_further()
    top = talk.agenda.top
    wished = [(wish, name) for wish in wishes for name in _names_of(talk, wish)]
    first, first_name = wished[0]
    if top is not None and first_name == top.name:
        talk.offer(top, first)
        talk.agenda.put_below_top(_opened(talk, wished[1:]))
    else:
        talk.agenda.put_on_top(_opened(talk, wished))
    talk.go_on()
    return True


def _opened(talk: "Talk", wished: Sequence[tuple[Heard, str | None]]) -> list[OpenRequest]:
    """The requests for these wishes, in the order in which they are settled; what are questions is answered."""
    opened: list[OpenRequest] = []
    for wish, name in wished:
        if name is None:
            talk.answer_faq(wish.first("faq") or faq_of_intent(wish.intent))
            continue
        if not (opened and _goes_with(opened[-1], wish)):
            opened.append(talk.agenda.take_unbegun(name) or OpenRequest(name, otherwise=wish.otherwise))
        talk.offer(opened[-1], wish)
    return sorted(opened, key=_turn_of)


def is_one_answer(talk: "Talk", invitation: dict[str, Any] | None) -> bool:
    """Whether all that was said answers the open question: "the courier was rude and shouted"."""
    request = talk.agenda.top or (OpenRequest(**invitation) if invitation else None)
    return request is not None and {wish.intent for wish in talk.heard.wishes} <= answering(request)


def answering(request: OpenRequest) -> frozenset[str]:
    """Intents that answer the question that was asked last."""
    asked = (need.answered_by for need in REQUESTS[request.name].needs if need.name == request.asking)
    return frozenset().union(*asked)


def _names_of(talk: "Talk", wish: Heard) -> list[str | None]:
    """The requests that settle it; None where an entry of the knowledge base answers it."""
    names = requests_asked_for(talk, wish)
    if names:
        return list(names)
    return [None if wish.first("faq") or faq_of_intent(wish.intent) else SomethingElse.name]


def _turn_of(request: OpenRequest) -> int:
    """What the shop sells is told before anything is asked that it may help to decide; what a human must settle comes last."""
    return {AskProduct.name: 0, SomethingElse.name: 2}.get(request.name, 1)


def _goes_with(request: OpenRequest, wish: Heard) -> bool:
    """Whether the wish only says more of the one before it: "the lamp is broken. I want my money back"."""
    needs = REQUESTS[request.name].needs
    return any(wish.intent in need.answered_by for need in needs) and wish.first("product") is None
