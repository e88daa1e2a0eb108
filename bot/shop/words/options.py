"""The options of a product in a customer's words: what says a value, and what names an option."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from bot.shop.words.phrases import Phrases, joined, read, singular
from bot.shop.words.quantities import NUMBER, in_other_units, kind_of, quantity_of, ranks_of
from bot.shop.words.vocabulary import Synonyms, vocabulary

# A word that only one value says stands for it, if it has so many letters: "homekit".
MIN_TELLING_CHARS = 3
# Words of values that say nothing alone.
WEAK = frozenset(
    [
        *("the", "and", "with", "for", "per", "card", "type", "set", "equivalent", "resistant"),
        *("not", "yes", "full", "half", "auto", "manual", "built"),
    ]
)
WHICH = re.compile(
    r"(?i)\b(?:what|which|how many)(?: other| different)? \w+ (?:do|are|can|does|is|u)\b|\bwhat are the\b[^.;!?]*\boptions\b"
)

Options = Mapping[str, str]


@dataclass(frozen=True)
class Said:
    """An option with the values that were said of it; none of them may be on sale."""

    option: str
    values: frozenset[str]


@dataclass(frozen=True)
class OptionWords:
    """All options of one product with all their values, sold out ones too."""

    values: Mapping[str, tuple[str, ...]]

    @cached_property
    def said(self) -> Phrases[Said]:
        """Values in words."""
        return Phrases(self._ways())

    @cached_property
    def named(self) -> Phrases[str]:
        """Options by their names: 'size', 'the frame'."""
        phrases = [(name, option) for option in self.values for name in _names_of(option)]
        words = [(word, option) for option in self.values for word in _words_of(option)]
        owners: defaultdict[str, set[str]] = defaultdict(set)
        for word, option in words:
            owners[word].add(option)
        return Phrases([*phrases, *((word, option) for word, option in words if len(owners[word]) == 1)])

    def present(self, option: str) -> frozenset[str]:
        """The values that say that it has it."""
        return frozenset(value for value in self.values[option] if not is_absent(value))

    def absent(self, option: str) -> frozenset[str]:
        return frozenset(value for value in self.values[option] if is_absent(value))

    def ordered(self, option: str) -> list[str]:
        """The values from least to most; nothing where they have no order."""
        ranks = ranks_of(self.values[option])
        return sorted(ranks, key=lambda value: ranks[value]) if ranks else []

    def with_number(self, option: str, number: str) -> frozenset[str]:
        """The values of an option that have this number: '8' of '8 bar'."""
        return frozenset(value for value in self.values[option] if (found := NUMBER.search(value)) and found.group() == number)

    def measuring(self, option: str, quantity: str) -> frozenset[str] | None:
        """The values that come to this quantity, none on sale included; None where the option is measured otherwise."""
        values = [value for value in self.values[option] if NUMBER.search(value)]
        kind = kind_of(quantity)
        if not any(kind_of(value) == kind for value in values):
            return None
        return frozenset(value for value in values if kind_of(value) == kind and quantity_of(value) == quantity_of(quantity))

    def _ways(self) -> Iterator[tuple[str, Said]]:
        for option, values in self.values.items():
            for value in values:
                for way in _ways_to_say(value):
                    yield way, Said(option, frozenset([value]))
            yield from self._features(option)
        yield from self._parts()
        yield from self._unknown()

    def _features(self, option: str) -> Iterator[tuple[str, Said]]:
        """'waterproof' or 'no backlight' of an option that a variant may lack."""
        present, absent = self.present(option), self.absent(option)
        if not absent:
            return
        for name in _names_of(option):
            yield from (
                (f"{no} {name}", Said(option, absent)) for no in ("no", "without", "not", "non", "without any", "not even")
            )
            if present:
                yield name, Said(option, present)
                yield f"with {name}", Said(option, present)

    def _parts(self) -> Iterator[tuple[str, Said]]:
        """Single words that no other value has: 'homekit'."""
        owners: defaultdict[str, set[Said]] = defaultdict(set)
        for option, values in self.values.items():
            for value in values:
                for word in read(value).words:
                    owners[word.form].add(Said(option, frozenset([value])))
        known = {name for option in self.values for name in _words_of(option)}
        for form, said in owners.items():
            if len(said) == 1 and len(form) >= MIN_TELLING_CHARS and form.isalpha() and form not in WEAK | known:
                yield form, next(iter(said))

    def _unknown(self) -> Iterator[tuple[str, Said]]:
        """Values that other products have: a demand that this one cannot meet is still a demand."""
        known: Mapping[str, list[str]] = vocabulary()["known"]
        sold = {joined(value) for values in self.values.values() for value in values}
        for option in self.values:
            kind = option.split()[-1]
            for value in known.get(kind, ()):
                # "gray" of a product that comes in space gray means that one.
                if not any(joined(value) in one for one in sold) and self._is_only(kind):
                    yield value, Said(option, frozenset())

    def _is_only(self, kind: str) -> bool:
        return sum(option.split()[-1] == kind for option in self.values) == 1


@lru_cache(maxsize=512)
def option_words(values: tuple[tuple[str, tuple[str, ...]], ...]) -> OptionWords:
    return OptionWords(dict(values))


def words_for(variants: Iterable[Options]) -> OptionWords:
    """Of all that these variants have."""
    values: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for options in variants:
        for option, value in options.items():
            values[option][value] = None
    return option_words(tuple((option, tuple(found)) for option, found in values.items()))


def asks_which(text: str) -> bool:
    """'What sizes do you have', 'which colors are there'"""
    return bool(WHICH.search(text))


def is_absent(value: str) -> bool:
    """Whether the value says that there is none: 'none', 'no', 'not resistant'."""
    words = read(value).plain.split()
    return not words or words[0] in {"no", "none", "not", "without", "-"}


def _ways_to_say(value: str) -> Iterator[str]:
    """The value itself and what else is said for it; short ones and bare numbers are left to the option beside them."""
    if joined(value) in {"yes", "no", "none"} or joined(value).isdigit():
        return
    yield value
    synonyms: Synonyms = vocabulary()["values"]
    for key, others in synonyms.items():
        if joined(key) == joined(value):
            yield from others
    yield from in_other_units(value)
    number = next((word for word, digit in vocabulary()["numbers"].items() if value.startswith(f"{digit}-")), None)
    if number:
        yield number + value[1:]
    words = read(value).words
    if len(words) > 2 and words[0].form.isdigit():  # noqa: PLR2004 - "1TB" for "1TB SSD"
        yield value.split(maxsplit=1)[0]


def _names_of(option: str) -> list[str]:
    """The option's name and what else is said for it."""
    synonyms: Synonyms = vocabulary()["options"]
    return [option, *(name for key, others in synonyms.items() if joined(key) == joined(option) for name in others)]


def _words_of(option: str) -> list[str]:
    return [singular(word.form) for word in read(option).words if len(word.form) >= MIN_TELLING_CHARS]
