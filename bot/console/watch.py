"""Looks after what agents leave behind: their customers never wait for somebody who is gone."""

from sqlalchemy.orm import Session

from bot.console import moves
from bot.services import desk, presence
from bot.spine.app import App
from bot.spine.rounds import in_rounds

# How often the desk is looked at.
ROUND_SECONDS = 5.0


async def watch_desk(app: App) -> None:
    """In rounds, until cancelled."""
    await in_rounds(lambda: return_left_behind(app), ROUND_SECONDS, "the desk cannot be looked after")


async def return_left_behind(app: App) -> None:
    """Put the conversations of agents who are gone back into the queue, and tell their customers."""
    for conversation_id in await app.in_store(lambda db: _returned(db, app)):
        await app.tell(conversation_id)


def _returned(db: Session, app: App) -> list[str]:
    returned = presence.return_left_behind(db, app.clock())
    for one in returned:
        moves.announce_return(db, app, one.conversation.id, one.agent)
        desk.note(db, one.conversation.id, one.agent, "Left the desk: the conversation went back into the queue.", app.clock())
    return [one.conversation.id for one in returned]
