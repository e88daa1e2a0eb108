"""An agent's browser as it is when the agent has signed in, without a password and the page for it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.spine.clock import utc_now
from bot.support.agent import SESSION_LENGTH, Agent, AgentSession
from bot.support.tokens import token_hash
from bot.tables import new_id

# The console's cookie.
COOKIE = "firstline_agent"


@dataclass(frozen=True)
class DeskSession:
    token: str
    csrf: str

    @property
    def cookies(self) -> dict[str, str]:
        return {COOKIE: self.token}


def sign_in(db: Session, agent: Agent) -> DeskSession:
    session = DeskSession(new_id(), new_id())
    until = utc_now() + SESSION_LENGTH
    digest = token_hash(session.token)
    db.add(AgentSession(token_digest=digest, agent_id=agent.id, csrf_token=session.csrf, expires_at=until))
    return session
