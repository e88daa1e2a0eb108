"""Tokens: whoever holds one is let in, so only its digest is kept."""

import hashlib
import hmac


def token_hash(token: str) -> str:
    """Tokens carry 128 random bits, so a plain digest keeps them safe in the database."""
    return hashlib.sha256(token.encode()).hexdigest()


def is_token_of(digest: str | None, token: str) -> bool:
    """Whether the digest was made of the token; False where there is none."""
    return digest is not None and hmac.compare_digest(digest, token_hash(token))
