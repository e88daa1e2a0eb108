"""Sums of money as customers write them: "3000", "3,000", "1,250.50", "49,9"."""

import re
from decimal import Decimal

# As a whole: of "10 days" not the 1, of "3,000" not the 3.
SUM = r"(?>\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d))"
CENTS = re.compile(r"[.,](\d{1,2})$")


def sum_of(said: str) -> Decimal:
    """Of what `SUM` matches; three digits behind a comma are thousands."""
    cents = CENTS.search(said)
    whole = said[: cents.start()] if cents else said
    return Decimal(f"{whole.replace(',', '')}.{cents[1] if cents else 0}")
