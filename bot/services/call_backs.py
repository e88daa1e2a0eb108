"""Call-backs: asked for by customers, made by agents."""

from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.services.follow_ups import schedule
from bot.services.promises import keep_promises, make_promise
from bot.services.settling import settled
from bot.support.agent import Agent
from bot.support.call_back import CallBack, CallBackState
from bot.support.conversation import Conversation
from bot.support.follow_up import FollowUpKind
from bot.support.promise import PromiseKind

# Who was not reached is tried again for so long.
TRIED_AGAIN_FOR = timedelta(days=3)


class CallBackResult(Enum):
    DONE = "done"
    # The window ends before it begins, or is over.
    NO_SUCH_TIME = "no_such_time"
    # The conversation has one that waits.
    ALREADY_REQUESTED = "already_requested"


def request_call_back(
    db: Session, conversation: Conversation, phone: str, window: tuple[datetime, datetime], *, key: str, now: datetime
) -> CallBackResult:
    """Put a call on the agents' list; `phone` is in international form, the window says from when until when.

    The key is the id of the customer's message: the same key asks once. To a known customer the call is promised. Both hear
    from us when the time has come.
    """
    waiting = call_back_of(db, conversation.id)
    if waiting is not None:
        return CallBackResult.DONE if waiting.idempotency_key == key else CallBackResult.ALREADY_REQUESTED
    start, end = window
    if end <= start or end <= now:
        return CallBackResult.NO_SUCH_TIME
    call = CallBack(
        conversation_id=conversation.id,
        customer_id=conversation.customer_id,
        phone=phone,
        window_from=start,
        window_to=end,
        state=CallBackState.REQUESTED,
        requested_at=now,
        idempotency_key=key,
    )
    db.add(call)
    db.flush()
    if conversation.customer_id is not None:
        make_promise(db, PromiseKind.CALL_BACK, conversation.customer_id, end, now, about=call.id)
    for kind, at in ((FollowUpKind.CALL, start), (FollowUpKind.CALL_MISSED, end)):
        schedule(db, kind, call.id, at, conversation_id=conversation.id, customer_id=conversation.customer_id)
    return CallBackResult.DONE


def call_back_of(db: Session, conversation_id: str) -> CallBack | None:
    """The call that the conversation waits for."""
    waiting = (CallBack.conversation_id == conversation_id, CallBack.state == CallBackState.REQUESTED)
    return db.scalar(select(CallBack).where(*waiting).limit(1))


def calls_to_make(db: Session) -> list[CallBack]:
    """All calls that wait, the most pressing first."""
    waiting = select(CallBack).where(CallBack.state == CallBackState.REQUESTED)
    return list(db.scalars(waiting.order_by(CallBack.window_to, CallBack.requested_at)))


def calls_not_reached(db: Session, now: datetime) -> list[CallBack]:
    """Calls of the last days that nobody answered, the newest first."""
    missed = (CallBack.state == CallBackState.MISSED, CallBack.window_to > now - TRIED_AGAIN_FOR)
    return list(db.scalars(select(CallBack).where(*missed).order_by(CallBack.window_to.desc())))


def settle_call_back(db: Session, call_id: str, state: CallBackState, agent: Agent, now: datetime) -> bool:
    """Note how the call went; False where it is over already. A call that nobody answered keeps the promise too."""
    call = db.get(CallBack, call_id, with_for_update=True)
    if call is None or not call.may_become(state):
        return False
    call.state = state
    keep_promises(db, PromiseKind.CALL_BACK, call.id, now)
    is_over = state is not CallBackState.MISSED
    settled(db, agent, call.conversation_id, now, what="call_back", about=call.phone, state=state.value, is_over=is_over)
    return True
