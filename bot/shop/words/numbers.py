"""Numbers that say an option's value without its unit: "size 8", "8 bar, then 9", "8GB is too small, I need 32"."""

import re

from bot.shop.words.conditions import ELSE
from bot.shop.words.options import OptionWords, Said
from bot.shop.words.phrases import Span, Wording

NUMBER = re.compile(r"(?<![\w$#.,])\d+(?:[.,]\d+)?(?![\w$])")
# "500 pieces more", "24 inches lower": says by how much, not how much.
BY_SO_MUCH = re.compile(
    r"\s*-?(?:[a-z]+ )?(?:more|less|fewer|extra|additional|lower|higher|taller|shorter|longer|bigger|larger|smaller|wider"
    r"|narrower|thicker|thinner|heavier|lighter)\b"
)
# A number counts only beside what it may count; so far around it the option's name is looked for.
NEAR = 16


def bare_numbers(wording: Wording, words: OptionWords) -> list[Span[Said]]:
    """Bare numbers beside their option ("size 8"), of the option spoken of before ("8 bar, then 9"), or that only one has."""
    values = words.said.find(wording)
    found: list[Span[Said]] = []
    for match in NUMBER.finditer(wording.plain):
        if any(span.start < match.end() and match.start() < span.end for span in values):
            continue
        said = _counted(wording.plain, words, match, [*values, *found])
        if said is not None:
            found.append(Span(match.start(), match.end(), frozenset([said])))
    return found


def _counted(plain: str, words: OptionWords, match: re.Match[str], values: list[Span[Said]]) -> Said | None:
    number = match.group()
    if BY_SO_MUCH.match(plain, match.end()):
        return None
    unit = re.match(r"\s*-?\s*([a-z]+)", plain[match.end() :])
    for option in words.values:
        if unit and (measured := words.measuring(option, f"{number} {unit.group(1)}")) is not None:
            return Said(option, measured)
    around = Wording(plain[max(0, match.start() - NEAR) : match.end() + NEAR])
    named = {option for span in words.named.find(around) for option in span.meanings if words.with_number(option, number)}
    focus = [meaning.option for span in values for meaning in span.meanings if span.end <= match.start()]
    if focus and words.with_number(focus[-1], number) and ELSE in plain[: match.start()]:
        named = {focus[-1]}
    options = named or {option for option in words.values if number in words.values[option]}
    if not options and len(number) > 1:
        # "8GB is too small, I need 32"
        options = {option for option in words.values if words.with_number(option, number)}
    if len(options) != 1:
        return None
    option = next(iter(options))
    return Said(option, words.with_number(option, number))
