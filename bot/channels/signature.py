"""Comparing what came with a delivery to what only the platform could have sent."""

import hashlib
import hmac


def is_same(given: str | None, expected: str) -> bool:
    """Whether they are equal, in a time that tells nothing about where they differ; False where nothing was given."""
    # As bytes: a forged header may hold letters that text is not compared with.
    return given is not None and hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode())


def signed(secret: str, body: bytes) -> str:
    """The body's HMAC-SHA256 in hexadecimal, as Meta and Slack make it."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
