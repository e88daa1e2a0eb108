"""What is wished for where the money on a gift card is not enough: "if the balance doesn't cover it, the plain one"."""

import re

from bot.shop.words.conditions import outcome_of
from bot.shop.words.phrases import read

_MONEY = r"(?:balance|gift ?cards?|cards?|credit|money|voucher|whats on it|it|that|there)"
_IS_NOT = r"(?:isnt|is not|arent|not|doesnt|does not|dont|wont|cant|cannot)"
IF_SHORT = re.compile(
    rf"\b(?:if|in case)\b[^.;!?,]{{0,15}}?\b{_MONEY}\b[^.;!?,]{{0,25}}?\b{_IS_NOT}\b[^.;!?,]{{0,20}}?"
    r"\b(?:enough|cover|sufficient|suffice|stretch|do)\b[^.;!?,]*,\s*(?:then )?(?P<wish>[^.;!?]+)"
)


def wished_if_short(text: str) -> str:
    """The wish for that case; empty where there is none, or where nothing is to be done then."""
    found = IF_SHORT.search(read(text).plain)
    return found["wish"].strip() if found and outcome_of(found["wish"]) is None else ""


def besides_short(text: str) -> str:
    """The text without that case, for what is wished for first."""
    return IF_SHORT.sub(" ", read(text).plain) if wished_if_short(text) else text
