"""What the dialogue knows at the moment of a handoff, told without Rasa's words."""

from typing import TYPE_CHECKING, Any

from actions.agenda import OpenRequest
from actions.memory import Memory
from actions.request import Known, Refusal
from bot.support.packet import Matters, Refused, Wish

if TYPE_CHECKING:
    from actions.talk import Talk

# Of what was refused, the latest; older refusals are in the transcript.
REFUSALS_KEPT = 5


def remember_refusal(memory: Memory, request: OpenRequest, refusal: Refusal) -> None:
    """Keep what was refused, and the sentence that said why."""
    told = {"intent": _intent(request), "response": refusal.response, "values": refusal.values}
    memory.refused = [*(known for known in memory.refused if known != told), told][-REFUSALS_KEPT:]


def matters_of(talk: "Talk", in_hand: OpenRequest | None) -> Matters:
    """The open requests with what is known of them, what was refused, and what was claimed without proof.

    `in_hand` is the request that led to the handoff, where it has left the agenda.
    """
    requests = ([in_hand] if in_hand is not None else []) + talk.agenda.open
    return Matters(
        wishes=[_wish(talk, request) for request in requests],
        refused=[Refused(**refused) for refused in talk.memory.refused],
        claimed=talk.memory.unproved | talk.memory.claim,
        order=talk.memory.order,
    )


def what_was_done(talk: "Talk", request: OpenRequest) -> dict[str, Any]:
    """For `memory.done`: which request, and the articles or orders that it was about."""
    return {"request": request.name, "about": _articles(talk, request.known) or _orders(request.known)}


def _wish(talk: "Talk", request: OpenRequest) -> Wish:
    known = request.known
    reason = known.get("reason")
    return Wish(
        intent=_intent(request),
        orders=_orders(known),
        articles=_articles(talk, known),
        reason=reason if isinstance(reason, str) else None,
        asked=request.asking,
    )


def _intent(request: OpenRequest) -> str:
    return str(request.known.get("intent") or request.name)


def _orders(known: Known) -> list[str]:
    """One request is about one order, another about several."""
    numbers = known.get("orders") or [known.get("order") or known.get("order_number")]
    return [number for number in numbers if isinstance(number, str)]


def _articles(talk: "Talk", known: Known) -> list[str]:
    chosen = known.get("lines")
    ids = {line for line in chosen if isinstance(line, int)} if isinstance(chosen, list) else set()
    return [line.title for line in talk.lines if line.id in ids]
