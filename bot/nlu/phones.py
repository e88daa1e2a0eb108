"""Telephone numbers, by Google's rules for every country."""

import re
from collections.abc import Iterator

from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number

from bot.nlu.findings import Finding

# The library is slow; most messages have no run of so many digits.
MAY_BE_PHONE = re.compile(r"\d(?:[ ()./\u00a0-]{0,2}\d){6}")


def phones(text: str, region: str) -> Iterator[Finding]:
    """Valid numbers of the region (ISO 3166: "US"), or of any country where they begin with +; the value is E.164."""
    if not MAY_BE_PHONE.search(text):
        return
    for match in PhoneNumberMatcher(text, region, leniency=Leniency.VALID):
        yield Finding("phone", match.start, match.end, format_number(match.number, PhoneNumberFormat.E164))
