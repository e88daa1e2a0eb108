"""What is never stored: payment card numbers that customers type."""

import re

# 13 to 19 digits as cards are printed: in one run, in fours, or 4-6-5 (American Express).
# Order numbers such as 405-1234567-1234567 are grouped otherwise and stay.
CARD = re.compile(r"(?<![\d-])(?:(?:\d{4}[ -]){3}\d{1,7}|3[47]\d{2}[ -]\d{6}[ -]\d{5}|\d{13,19})(?![\d-])")
VISIBLE_DIGITS = 4


def passes_luhn(digits: str) -> bool:
    """The check sum of card numbers (ISO/IEC 7812-1, annex B)."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0  # noqa: PLR2004


def _masked(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match[0])
    if not passes_luhn(digits):
        return match[0]
    return "•" * (len(digits) - VISIBLE_DIGITS) + digits[-VISIBLE_DIGITS:]


def redacted(text: str) -> str:
    """The text with all but the last four digits of each card number hidden."""
    return CARD.sub(_masked, text)
