"""Customers whom the shop signed in: it vouches for them with a token that only it can sign."""

from datetime import UTC, datetime

import jwt
from sqlalchemy.orm import Session

from bot.services import shop_sign_ins
from bot.services.channel_links import make_link
from bot.services.identity import ProofResult, sign_in_customer
from bot.services.shop_sign_ins import ShopToken, has_signed_out, note_sign_in
from bot.settings import Settings
from bot.support.conversation import Conversation

ALGORITHM = "HS256"
REQUIRED = ["sub", "exp", "aud"]
SIGNED_OUT = "The customer of this token has signed out."


class BadTokenError(ValueError):
    """The customer's token proves nothing; the message says why, for the shop's developers."""


def sign_in(db: Session, conversation: Conversation, token: str, settings: Settings, now: datetime) -> ProofResult:
    """Tie the conversation to the customer whom the shop's token names.

    WRONG is a customer whom the shop knows and the order store does not (yet): welcome, and asked for proof like anybody.
    Raises BadTokenError.
    """
    claims = _current(token, settings, now)
    if not note_sign_in(db, conversation, _token(token, claims)):
        raise BadTokenError(SIGNED_OUT)
    return sign_in_customer(db, conversation, claims["sub"], claims.get("email"))


def link_of(db: Session, token: str, settings: Settings, now: datetime) -> tuple[str, datetime] | None:
    """The token of a link by which the customer is known on another channel, and when it ends; None where the order store
    does not know them. Raises BadTokenError."""
    claims = _current(token, settings, now)
    signed = _token(token, claims)
    if has_signed_out(db, signed.digest):
        raise BadTokenError(SIGNED_OUT)
    return make_link(db, signed, claims["sub"], claims.get("email"), now)


def sign_out(db: Session, conversation: Conversation | None, token: str | None, settings: Settings, now: datetime) -> None:
    """End the conversation, and refuse the token from now on; one that the shop never signed is refused anyhow."""
    try:
        signed = None if token is None else _token(token, _signed(token, settings))
    except BadTokenError:
        signed = None
    shop_sign_ins.sign_out(db, conversation, signed, now)


def _current(token: str, settings: Settings, now: datetime) -> dict[str, str]:
    claims = _signed(token, settings)
    if int(claims["exp"]) <= now.timestamp():
        raise BadTokenError("The customer's token has expired.")
    return claims


def _token(token: str, claims: dict[str, str]) -> ShopToken:
    # The signature may be written in several ways; what is signed may not.
    return ShopToken(token.rpartition(".")[0], datetime.fromtimestamp(int(claims["exp"]), UTC))


def _signed(token: str, settings: Settings) -> dict[str, str]:
    """What it claims, be it expired; raises BadTokenError."""
    if settings.shop_jwt_secret is None:
        raise BadTokenError("This shop signs nobody in: FIRSTLINE_SHOP_JWT_SECRET is not set.")
    try:
        # One algorithm by name: a token must not choose how it is checked ('none', or a public key taken for a secret).
        claims: dict[str, str] = jwt.decode(
            token,
            settings.shop_jwt_secret,
            algorithms=[ALGORITHM],
            audience=settings.shop_jwt_audience,
            options={"require": REQUIRED, "verify_exp": False},
        )
    except jwt.InvalidTokenError as error:
        raise BadTokenError(f"The customer's token is refused: {error}.") from None
    return claims
