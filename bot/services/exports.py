"""A conversation as a file: for a customer who asks for it, a lawyer, a colleague elsewhere."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services import audit
from bot.services.casefile import CaseFile, open_case
from bot.support.agent import Agent
from bot.support.audit import Act
from bot.support.handoff import Handoff
from bot.support.message import Message
from bot.support.rating import Rating


def export(db: Session, conversation_id: str, agent: Agent, now: datetime) -> CaseFile | None:
    """The case, whose export is recorded; None for an unknown conversation."""
    case = open_case(db, conversation_id)
    if case is not None:
        audit.note(db, agent, Act.EXPORTED, now, conversation_id)
    return case


def as_json(db: Session, case: CaseFile) -> dict[str, Any]:
    """Everything that is kept of the conversation, private notes too."""
    conversation, customer = case.conversation, case.conversation.customer
    stays = db.scalars(select(Handoff).where(Handoff.conversation_id == conversation.id).order_by(Handoff.requested_at))
    ratings = db.scalars(select(Rating).where(Rating.conversation_id == conversation.id).order_by(Rating.rated_at))
    return {
        "id": conversation.id,
        "channel": conversation.channel,
        "language": conversation.language,
        "opened_at": conversation.opened_at.isoformat(),
        "customer": {"name": customer.name, "email": customer.email, "proved_by": conversation.proved_by} if customer else None,
        "messages": [_message(case, message) for message in case.messages],
        "handoffs": [_handoff(case, handoff) for handoff in stays],
        "ratings": [
            {"at": rating.rated_at.isoformat(), "request": rating.request, "score": rating.score, "comment": rating.comment}
            for rating in ratings
        ],
    }


def _message(case: CaseFile, message: Message) -> dict[str, Any]:
    return {
        "at": message.at.isoformat(),
        "sender": message.sender.value,
        "agent": case.agent_names.get(message.agent_id) if message.agent_id else None,
        "is_note": message.is_note,
        "text": message.text,
        "buttons": [button["title"] for button in message.buttons],
        "understood": message.understood,
    }


def _handoff(case: CaseFile, handoff: Handoff) -> dict[str, Any]:
    def moment(at: datetime | None) -> str | None:
        return at.isoformat() if at else None

    return {
        "reason": handoff.reason.value,
        "requested_at": moment(handoff.requested_at),
        "claimed_at": moment(handoff.claimed_at),
        "ended_at": moment(handoff.ended_at),
        "agent": case.agent_names.get(handoff.agent_id) if handoff.agent_id else None,
        "ticket": handoff.ticket,
    }
