"""Who owns a conversation changes in one place: by compare-and-set, so that of two who try exactly one succeeds."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.support.conversation import Conversation, Owner


def change_owner(
    db: Session,
    conversation_id: str,
    expected: set[Owner],
    owner: Owner,
    agent_id: str | None = None,
    *,
    held_by: str | None = None,
) -> bool:
    """Make `owner` the owner if the present one is expected, and where an agent is named, that one; False if somebody
    else was faster.
    """
    held = () if held_by is None else (Conversation.agent_id == held_by,)
    # In one statement, so that the database decides between two transactions, not the session's memory.
    changed = db.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id, Conversation.owner.in_(expected), *held)
        .values(owner=owner, agent_id=agent_id)
        .execution_options(synchronize_session="fetch")
        .returning(Conversation.id)
    )
    return changed.scalar_one_or_none() is not None
