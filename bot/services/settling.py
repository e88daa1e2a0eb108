"""What an agent settles outside of a live chat is put on record, and the ticket that called for it is over."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.services import audit
from bot.services.handoffs import open_handoff
from bot.support.agent import Agent
from bot.support.audit import Act
from bot.support.handoff import PROMISES_DUE, CloseReason


def settled(
    db: Session,
    agent: Agent,
    conversation_id: str | None,
    now: datetime,
    *,
    what: str,
    about: str | None,
    state: str,
    is_over: bool = True,
) -> None:
    """Note who settled it, and how; `what` is the kind, `about` names the one. What is not over yet keeps its ticket."""
    audit.note(db, agent, Act.SETTLED, now, conversation_id, what=what, about=about, state=state)
    ticket = open_handoff(db, conversation_id) if conversation_id and is_over else None
    if ticket is not None and ticket.is_waiting_ticket and ticket.reason in PROMISES_DUE:
        ticket.ended_at, ticket.close_reason = now, CloseReason.SETTLED
    db.flush()
