"""How content customers are with what was settled."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.support.conversation import Conversation
from bot.support.rating import HIGHEST, LOWEST, Rating, Tone


def rate(
    db: Session, conversation: Conversation, request: str, score: int | None, tone: Tone, *, key: str, now: datetime
) -> Rating:
    """Take a rating of the settled request; the same key, the id of the customer's message, gives the same one again.

    `score` is 0 to 10, or None where the customer answered in words alone; anything else raises ValueError.
    """
    if score is not None and not LOWEST <= score <= HIGHEST:
        raise ValueError(f"a score is {LOWEST} to {HIGHEST}, not {score}")
    earlier = db.scalar(select(Rating).where(Rating.idempotency_key == key))
    if earlier is not None:
        return earlier
    rating = Rating(
        conversation_id=conversation.id,
        customer_id=conversation.customer_id,
        request=request,
        score=score,
        tone=tone,
        rated_at=now,
        idempotency_key=key,
    )
    db.add(rating)
    db.flush()
    return rating


def comment_on_rating(db: Session, conversation_id: str, comment: str, tone: Tone) -> Rating | None:
    """Add the customer's words to the conversation's last rating, with their tone; None where there is none."""
    last = select(Rating).where(Rating.conversation_id == conversation_id).order_by(Rating.rated_at.desc()).limit(1)
    rating = db.scalar(last)
    if rating is not None:
        rating.comment, rating.tone = comment, tone
    return rating
