"""What calls an agent to the desk who looks elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from bot.services import stays
from bot.services.lists import Viewpoint
from bot.support.agent import Agent
from bot.support.conversation import Conversation
from bot.support.handoff import Handoff
from bot.support.message import Message, Sender

# Of each kind, the newest: the others have called before.
NEWEST = 20
# Of handoffs: a word is owed for what the customer has written since the agent has the conversation.
WRITTEN = and_(
    Handoff.owed_since.is_not(None),
    exists().where(
        Message.conversation_id == Handoff.conversation_id, Message.sender == Sender.CUSTOMER, Message.at > Handoff.claimed_at
    ),
)


class Call(Enum):
    # Somebody has come into the queue.
    WAITING = "waiting"
    # A customer of the agent has written.
    WRITTEN = "written"
    # A colleague has given the agent a conversation.
    GIVEN = "given"
    # For those in charge: somebody waits too long.
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Alert:
    """Something that calls once, however often it is listed."""

    call: Call
    handoff: Handoff
    # Another one where the same comes again.
    key: str
    # What the customer has written, where that is what calls.
    text: str = ""

    @property
    def conversation(self) -> Conversation:
        return self.handoff.conversation


def alerts(db: Session, view: Viewpoint) -> list[Alert]:
    """All that calls the agent now, of each kind the newest; who is away is called by their own customers alone."""
    called = _own(db, view)
    if view.agent.away_since is None:
        called += [_alert(Call.WAITING, one, one.waiting_since) for one in stays.newest_waiting(db, NEWEST)]
    if view.agent.is_in_charge:
        late = stays.newest_unanswered(db, view.level, view.now, NEWEST)
        called += [_alert(Call.UNANSWERED, one, one.unanswered_since) for one in late if one.agent_id != view.agent.id]
    return called


def written_count(db: Session, agent: Agent) -> int:
    """How many of the agent's conversations call because of what the customer has written."""
    return db.scalar(select(func.count()).select_from(Handoff).join(Conversation).where(*stays.held_by(agent), WRITTEN)) or 0


def _own(db: Session, view: Viewpoint) -> list[Alert]:
    """Of the agent's conversations those that were given, and those that are owed a word because of what was written since."""
    own = select(Handoff.id).join(Conversation).where(*stays.held_by(view.agent))
    given = stays.newest(db, own.where(Handoff.given_at.is_not(None)).order_by(Handoff.given_at.desc()), NEWEST)
    owed = stays.newest(db, own.where(WRITTEN).order_by(Handoff.owed_since.desc()), NEWEST)
    written = _last_written(db, owed)
    texts = [(one, written[one.conversation_id]) for one in owed]
    return [
        *(_alert(Call.GIVEN, one, one.given_at) for one in given),
        *(Alert(Call.WRITTEN, one, f"{Call.WRITTEN.value}-{message.id}", message.text) for one, message in texts),
    ]


def _last_written(db: Session, owed: Sequence[Handoff]) -> dict[str, Message]:
    ids = [one.conversation_id for one in owed]
    by_customer = (Message.conversation_id.in_(ids), Message.sender == Sender.CUSTOMER)
    newest = select(func.max(Message.seq)).where(*by_customer).group_by(Message.conversation_id)
    return {message.conversation_id: message for message in db.scalars(select(Message).where(Message.seq.in_(newest)))}


def _alert(call: Call, handoff: Handoff, moment: object) -> Alert:
    return Alert(call, handoff, f"{call.value}-{handoff.id}-{moment}")
