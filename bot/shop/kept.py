"""What of the articles of one kind a text says stays as it is."""

import re
from collections.abc import Sequence

from bot.shop.order_line import OrderLine
from bot.shop.pairs import OF_BOTH
from bot.shop.telling_apart import own_clauses, told_apart
from bot.shop.words.mentions import Mention
from bot.shop.words.options import words_for
from bot.shop.words.phrases import worded

# "Leave the ceramic one."
LEAVE = re.compile(r"\b(?:leave|keep|dont (?:touch|change)|not)\s*$")
# "I keep the electric one, the other one goes back."
KEEP_ONE = re.compile(r"\b(?:keep|keeping|leave|hold on to) (?:only |just )?(?P<one>the (?:[\w%-]+ ){1,3}?ones?)\b")
# "I'd swap one and keep the other", "one goes back, the other stays": of two that are the same.
OTHER_KEPT = re.compile(
    r"\b(?:keep|keeping|hold on to|leave) the (?:other|second)(?: one)?\b(?! (?:\w+ )?orders?\b)"
    r"|\bthe (?:other|second)(?: one)? (?:(?:can|should|will|may|just) )*(?:stays?|remains?|is (?:fine|ok|okay|good|staying))"
    r"(?: (?:here|put|with me|as it is|as is))?(?=\s*(?:[.;!?,)]|$|and\b|but\b))"
)
THE_OTHERS = re.compile(r"\bthe (?:other|others|second|rest|remaining)\b")
STAYS = re.compile(r"\b(?:leave|keep|stays?|remains?|dont (?:touch|change)|not that one|(?:can|should|is to) (?:stay|remain))\b")
# "The glass one stays glass": says only what of it stays, where both are to change.
STAYS_SO = re.compile(r"\b(?:stays?|remains?|keeps?|(?:can|should|is to) (?:stay|remain)) (?P<what>[^.;!?,]+)")

# "Keep the glass one glass"
KEPT_SO = re.compile(r"\bones? (?P<what>(?:in )?[\w%-]+)")


def but_kept(plain: str, mention: Mention, lines: list[OrderLine]) -> list[OrderLine]:
    """'I only want to keep the electric one. Please take the other one back'"""
    if not THE_OTHERS.search(plain, mention.end):
        return lines
    kept = [line for match in KEEP_ONE.finditer(plain, mention.end) for line in told_apart(match["one"], lines)]
    return [line for line in lines if line not in kept] or lines


def keeps_other(plain: str) -> bool:
    """'Swap one for a red one, and keep the other': of two that are the same only one is meant."""
    return bool(OTHER_KEPT.search(plain))


def left_as_they_are(plain: str, mention: Mention, lines: Sequence[OrderLine]) -> list[OrderLine]:
    """'The small one in gray, the large one stays as it is'"""
    clauses = own_clauses(plain, mention.from_, len(plain), lines) if len(lines) > 1 else []
    told = [(line, _stays(plain, start, end, lines)) for line, start, end in clauses]
    changed = {line.sku for line, stays in told if not stays}
    return [line for line, stays in told if stays and line.sku not in changed]


def _stays(plain: str, start: int, end: int, lines: Sequence[OrderLine]) -> bool:
    if not (STAYS.search(plain, start, end) or LEAVE.search(plain[:start])):
        return False
    so = STAYS_SO.search(plain, start, end) or KEPT_SO.search(plain, start, end)
    words = words_for(line.options for line in lines)
    return not (so and words.said.find(worded(so["what"])) and OF_BOTH.search(plain[:start]))
