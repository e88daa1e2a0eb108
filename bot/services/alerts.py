"""What calls an agent to the desk who looks elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from bot.services import handoffs
from bot.services.lists import Viewpoint
from bot.support.conversation import Conversation, Owner
from bot.support.handoff import Handoff
from bot.support.message import Message, Sender

# Of those who wait, the newest: the others have called before.
NEWEST = 20


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
    """All that calls the agent now; who is away is called by their own customers alone."""
    called = _own(db, view)
    if view.agent.away_since is None:
        called += [_alert(Call.WAITING, one, one.waiting_since) for one in handoffs.newest(db, NEWEST)]
    if view.agent.is_in_charge:
        late = handoffs.unanswered(db, view.level, view.now, NEWEST)
        called += [_alert(Call.UNANSWERED, one, one.unanswered_since) for one in late if one.agent_id != view.agent.id]
    return called


def _own(db: Session, view: Viewpoint) -> list[Alert]:
    """Of the agent's conversations those that are owed a word, because of what was written since the agent has them."""
    query = (
        select(Handoff)
        .join(Conversation)
        .options(joinedload(Handoff.conversation).joinedload(Conversation.customer))
        .where(Handoff.ended_at.is_(None), Conversation.owner == Owner.AGENT, Conversation.agent_id == view.agent.id)
    )
    own = db.scalars(query).all()
    written = _last_written(db, own)
    called = [_alert(Call.GIVEN, one, one.given_at) for one in own if one.given_at is not None]
    for one in own:
        message = written.get(one.conversation_id)
        if message is not None and one.owed_since is not None and one.claimed_at is not None and message.at > one.claimed_at:
            called.append(Alert(Call.WRITTEN, one, f"{Call.WRITTEN.value}-{message.id}", message.text))
    return called


def _last_written(db: Session, own: Sequence[Handoff]) -> dict[str, Message]:
    owed = [one.conversation_id for one in own if one.owed_since is not None]
    by_customer = (Message.conversation_id.in_(owed), Message.sender == Sender.CUSTOMER)
    newest = select(func.max(Message.seq)).where(*by_customer).group_by(Message.conversation_id)
    return {message.conversation_id: message for message in db.scalars(select(Message).where(Message.seq.in_(newest)))}


def _alert(call: Call, handoff: Handoff, moment: object) -> Alert:
    return Alert(call, handoff, f"{call.value}-{handoff.id}-{moment}")
