"""Which agents are at the desk: by their open pages, and by what they say themselves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.services import audit
from bot.services.handoffs import open_handoff
from bot.services.ownership import change_owner
from bot.support.agent import PRESENT, Agent, AgentSession
from bot.support.audit import Act
from bot.support.conversation import LANGUAGES, Conversation, Owner
from bot.support.topic import Topic


@dataclass(frozen=True)
class Returned:
    """A conversation whose agent has left it."""

    conversation: Conversation
    agent: Agent


def go_away(agent: Agent, now: datetime) -> None:
    """Take no conversations from now on; those the agent has go back into the queue unless they are back soon."""
    agent.away_since = agent.away_since or now


def come_back(agent: Agent) -> None:
    agent.away_since = None


def set_skills(agent: Agent, languages: Collection[str], topics: Collection[str]) -> None:
    """What is no language or topic of ours is left out."""
    agent.languages = [code for code in LANGUAGES if code in languages]
    agent.topics = [topic.value for topic in Topic if topic.value in topics]


def agents_at_desk(db: Session, now: datetime) -> list[Agent]:
    """Those who have a page open and are not away, by name."""
    seen = _last_seen(db)
    agents = db.scalars(select(Agent).where(Agent.away_since.is_(None), Agent.left_at.is_(None)).order_by(Agent.name))
    return [agent for agent in agents if agent.id in seen and now - seen[agent.id] <= PRESENT]


def return_left_behind(db: Session, now: datetime) -> list[Returned]:
    """Put the conversations of agents who have been gone for longer than PRESENT back into the queue."""
    seen = _last_seen(db)
    held = select(Conversation, Agent).join(Agent, Agent.id == Conversation.agent_id).where(Conversation.owner == Owner.AGENT)
    returned = []
    # Put in order here: asked for it, SQLite reads through all conversations there are.
    for conversation, agent in sorted(db.execute(held).tuples(), key=lambda one: one[0].id):
        last = _last_sign(db, conversation, agent, seen)
        if last is not None and now - last <= PRESENT:
            continue
        if put_back(db, conversation.id, agent, now):
            returned.append(Returned(conversation, agent))
    return returned


def put_back(db: Session, conversation_id: str, agent: Agent, now: datetime) -> bool:
    """Queue the agent's conversation for anybody; False if it is not the agent's any more."""
    if not change_owner(db, conversation_id, {Owner.AGENT}, Owner.QUEUED, held_by=agent.id):
        return False
    handoff = open_handoff(db, conversation_id)
    if handoff is not None:
        handoff.go_back(now)
    audit.note(db, agent, Act.PUT_BACK, now, conversation_id)
    db.flush()
    return True


def _last_seen(db: Session) -> dict[str, datetime]:
    seen = select(AgentSession.agent_id, func.max(AgentSession.seen_at)).group_by(AgentSession.agent_id)
    return {agent_id: last for agent_id, last in db.execute(seen).tuples() if last is not None}


def _last_sign(db: Session, conversation: Conversation, agent: Agent, seen: dict[str, datetime]) -> datetime | None:
    """When the agent was last there for the conversation; of one who signed out, when they took it."""
    if agent.away_since is not None:
        return agent.away_since
    if agent.id in seen:
        return seen[agent.id]
    handoff = open_handoff(db, conversation.id)
    return handoff.claimed_at if handoff else None
