"""A customer whom the shop signed in goes on elsewhere: a link that opens once, for a few minutes, says who they are."""

import secrets
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.services.identity import ProofResult, known_customer, sign_in_customer
from bot.services.shop_sign_ins import ShopToken, has_signed_out
from bot.support.channel_link import LINK_LIFE, ChannelLink
from bot.support.conversation import Conversation
from bot.support.tokens import token_hash

# 32 letters, digits, - and _; Telegram takes 64 of these.
TOKEN_BYTES = 24


def make_link(db: Session, signed: ShopToken, subject: str, email: str | None, now: datetime) -> tuple[str, datetime] | None:
    """The token of a new link, and when it ends; None where the order store knows no such customer."""
    customer = known_customer(db, subject, email)
    if customer is None:
        return None
    token = secrets.token_urlsafe(TOKEN_BYTES)
    link = ChannelLink(
        token_digest=token_hash(token), customer_id=customer.id, jwt_digest=signed.digest, expires_at=now + LINK_LIFE
    )
    db.add(link)
    db.flush()
    return token, link.expires_at


def follow_link(db: Session, conversation: Conversation, token: str, now: datetime) -> bool:
    """Whether the link says who the conversation's customer is: it is good, and they are nobody else yet."""
    used = (
        update(ChannelLink)
        .where(ChannelLink.token_digest == token_hash(token), ChannelLink.used_at.is_(None), ChannelLink.expires_at > now)
        .values(used_at=now)
        .returning(ChannelLink)
    )
    link = db.scalars(used, execution_options={"populate_existing": True}).one_or_none()
    if link is None or has_signed_out(db, link.jwt_digest):
        return False
    return sign_in_customer(db, conversation, link.customer_id, None) is ProofResult.PROVED
