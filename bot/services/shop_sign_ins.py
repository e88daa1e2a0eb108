"""Signing in with a token of the shop, and out again: after that, neither the token nor the conversation opens anything."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.support.conversation import Conversation
from bot.support.shop_sign_in import ShopSignIn


@dataclass(frozen=True)
class ShopToken:
    """A token that the shop has signed."""

    text: str
    expires_at: datetime

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.text.encode()).hexdigest()


def note_sign_in(db: Session, conversation: Conversation, token: ShopToken) -> bool:
    """Note by which token the conversation's customer signed in; False where it was signed out before."""
    if has_signed_out(db, token.digest):
        return False
    db.add(ShopSignIn(jwt_digest=token.digest, conversation_id=conversation.id, expires_at=token.expires_at))
    db.flush()
    return True


def has_signed_out(db: Session, jwt_digest: str) -> bool:
    """Whether the customer was signed out with this token, which opens nothing since."""
    ended = (ShopSignIn.jwt_digest == jwt_digest, ShopSignIn.ended_at.is_not(None))
    return db.scalar(select(ShopSignIn.id).where(*ended).limit(1)) is not None


def sign_out(db: Session, conversation: Conversation | None, token: ShopToken | None, now: datetime) -> None:
    """End the conversation for whoever holds its key, with all that the same tokens opened; none of them opens anything more."""
    if token is not None:
        known = conversation.id if conversation is not None else None
        db.add(ShopSignIn(jwt_digest=token.digest, conversation_id=known, expires_at=token.expires_at))
        db.flush()
    digests = {token.digest} if token is not None else set()
    if conversation is not None:
        digests |= set(db.scalars(select(ShopSignIn.jwt_digest).where(ShopSignIn.conversation_id == conversation.id)))
        conversation.token_digest = None
    of_tokens = select(ShopSignIn.conversation_id).where(ShopSignIn.jwt_digest.in_(digests))
    db.execute(update(Conversation).where(Conversation.id.in_(of_tokens)).values(token_digest=None))
    ended = update(ShopSignIn).where(ShopSignIn.jwt_digest.in_(digests), ShopSignIn.ended_at.is_(None))
    db.execute(ended.values(ended_at=now))
