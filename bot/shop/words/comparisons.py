"""Comparisons in a wish: "bigger", "less bright", "one size smaller", "the maximum zoom", "500 pieces more"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache

from bot.shop.wish import OptionWish
from bot.shop.words.options import Options, OptionWords
from bot.shop.words.phrases import Phrases, Wording, form_of, joined
from bot.shop.words.quantities import kind_of, quantity_of
from bot.shop.words.vocabulary import vocabulary

BY_ONE = re.compile(
    r"\b(?:slightly|a bit|a little(?: bit)?|a tad|somewhat|next|(?:one|a|1) (?:size|step)|one)(?:\s+(?:the|size|up))*\s*$"
)
SIZE_STEP = re.compile(r"\b(?:(?:one|a|1|next) )?size (?:up|down)\b|\b(?:up|down) (?:a|one|1) size\b")
# "a higher resolution wouldn't bother me" asks for nothing.
NO_DEMAND = re.compile(
    r"^[^.;!?,]*?\b(?:(?:wouldnt|doesnt|dont|wont|not) (?:bother|matter|mind|hurt|care)|(?:is|would be) (?:ok|okay|fine|alright))"
)
MORE_BY = re.compile(
    r"(?P<number>\d+|one|two|three|four|five|six|seven|eight|nine|ten)\s+"
    r"(?:(?P<before>more|less|fewer|extra|additional)\s+(?P<what>\w+)|(?P<named>\w+)\s+(?P<behind>more|less|fewer|extra))\b"
)
# "One foot lower", "6 inches longer".
BY_MEASURE = re.compile(r"(?<![\w.])(?P<number>\d+(?:\.\d+)?|an?|one|two|three)\s*-?(?P<unit>[a-z]+)\s+(?=(?P<more>\w+))")
STOP = re.compile(r"[.;!?,]")
# The last word, if it may be a verb: "zooms".
VERB_BEFORE = re.compile(r"(\w*)\s*$")
MORE = {"more", "extra", "additional"}
# The option is named right behind what compares it: "a larger frame".
NEAR = 24


class Way(Enum):
    UP = "up"
    DOWN = "down"
    MOST = "most"
    LEAST = "least"


@dataclass(frozen=True)
class Comparison:
    way: Way
    # Words of options that it may speak of, likeliest first; empty where the option must be named.
    of: tuple[str, ...]


def compared(wording: Wording, current: Options, words: OptionWords, settled: frozenset[str]) -> list[OptionWish]:
    """What the comparisons ask for of the options that are not settled yet."""
    wishes: dict[str, OptionWish] = {}
    for wish in (*by_amount(wording, current, words), *_by_words(wording, current, words)):
        if wish.option not in settled:
            wishes.setdefault(wish.option, wish)
    return list(wishes.values())


def by_amount(wording: Wording, current: Options, words: OptionWords) -> list[OptionWish]:
    """'One foot lower', 'two hours more'"""
    return [*_by_number(wording, current, words), *_by_measure(wording, current, words)]


def _by_number(wording: Wording, current: Options, words: OptionWords) -> Iterator[OptionWish]:
    for match in MORE_BY.finditer(wording.plain):
        what = match["what"] or match["named"]
        by = quantity_of(f"{vocabulary()['numbers'].get(match['number'], match['number'])} {what}")
        for option in _counted_in(what, current, words):
            now = quantity_of(current.get(option, ""))
            if now is None or by is None:
                continue
            then = now + by * (1 if (match["before"] or match["behind"]) in MORE else -1)
            yield OptionWish(option, (frozenset(value for value in words.values[option] if quantity_of(value) == then),))


def _counted_in(what: str, current: Options, words: OptionWords) -> list[str]:
    """The options of that name, "pieces", or the only one that is measured so: the battery life of "two hours more"."""
    named = [option for span in words.named.find(Wording(what)) for option in span.meanings]
    if named or form_of(what) not in vocabulary()["units"]:
        return named
    measured = [option for option, value in current.items() if kind_of(value) == kind_of(f"1 {what}")]
    return measured if len(measured) == 1 else []


def _by_measure(wording: Wording, current: Options, words: OptionWords) -> Iterator[OptionWish]:
    said = {start: (way, option) for start, _, way, option in _said(wording, words)}
    for match in BY_MEASURE.finditer(wording.plain):
        way, option = said.get(match.end(), (None, ""))
        number = {"a": 1, "an": 1}.get(match["number"]) or vocabulary()["numbers"].get(match["number"]) or match["number"]
        by, now = quantity_of(f"{number} {match['unit']}"), quantity_of(current.get(option, ""))
        is_measure = form_of(match["unit"]) in vocabulary()["units"]
        if way is None or by is None or now is None or not is_measure:
            continue
        then = now + by * (1 if way in {Way.UP, Way.MOST} else -1)
        yield OptionWish(option, (frozenset(value for value in words.values[option] if quantity_of(value) == then),))


def _by_words(wording: Wording, current: Options, words: OptionWords) -> Iterator[OptionWish]:
    for start, end, way, option in _said(wording, words):
        if NO_DEMAND.search(wording.plain[end:]):
            yield OptionWish(option, (frozenset(words.values[option]),), is_required=False)
            continue
        order = words.ordered(option)
        if not order or current.get(option) not in order:
            continue
        if way in {Way.MOST, Way.LEAST}:
            best_first = order[::-1] if way is Way.MOST else order
            yield OptionWish(option, tuple(frozenset([value]) for value in best_first), is_required=False)
            continue
        place = order.index(current[option])
        values = order[place + 1 :] if way is Way.UP else order[:place][::-1]
        is_step = bool(BY_ONE.search(wording.plain[:start]) or SIZE_STEP.fullmatch(wording.plain, start, end))
        yield OptionWish(option, (frozenset(values[:1] if is_step else values),))


def _said(wording: Wording, words: OptionWords) -> Iterator[tuple[int, int, Way, str]]:
    for match in SIZE_STEP.finditer(wording.plain):
        way = Way.UP if "up" in match.group() else Way.DOWN
        yield from ((*match.span(), way, option) for option in _options_of(words, ("size",))[:1])
    for span in comparisons().find(wording):
        behind = Wording(STOP.split(wording.plain[span.end : span.end + NEAR])[0])
        # "A larger frame", and where nothing is named behind it, "zooms further".
        named = _ordered_named(words, behind) or _ordered_named(
            words, Wording(VERB_BEFORE.findall(wording.plain[: span.start])[0])
        )
        for comparison in sorted(span.meanings, key=lambda found: (not found.of, found.of)):
            options = named or _options_of(words, comparison.of)
            if options:
                yield span.start, span.end, comparison.way, options[0]
                break


def _ordered_named(words: OptionWords, part: Wording) -> list[str]:
    return [option for found in words.named.find(part) for option in sorted(found.meanings) if words.ordered(option)]


def _options_of(words: OptionWords, likely: tuple[str, ...]) -> list[str]:
    """The options with an order whose names have one of the words, likeliest first."""
    return [
        option
        for word in likely
        for option in words.values
        if joined(word) in {joined(part) for part in option.split()} and words.ordered(option)
    ]


def comparisons_of(wording: Wording, words: OptionWords) -> Iterator[tuple[int, Way, str]]:
    """Where the text compares by which option, and which way."""
    return ((start, way, option) for start, _, way, option in _said(wording, words))


@cache
def comparisons() -> Phrases[Comparison]:
    phrases: list[tuple[str, Comparison]] = []
    for table in vocabulary()["comparatives"]:
        phrases += [(phrase, Comparison(way, tuple(table["of"]))) for way in Way for phrase in table.get(way.value, ())]
        phrases += [(phrase, Comparison(Way.DOWN, tuple(table["of"]))) for phrase in table.get("too_much", ())]
        phrases += [(phrase, Comparison(Way.UP, tuple(table["of"]))) for phrase in table.get("too_little", ())]
    quantifiers = vocabulary()["quantifiers"]
    phrases += [(phrase, Comparison(way, ())) for way in Way for phrase in quantifiers[way.value]]
    return Phrases(phrases)
