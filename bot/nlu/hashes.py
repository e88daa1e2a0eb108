"""Pieces of texts as numbers of 64 bits, many at once: two pieces that differ never have the same one, as good as."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Hashes = npt.NDArray[np.uint64]
Numbers = npt.NDArray[np.int64]
Indices = npt.NDArray[np.int32]

# Odd numbers without a pattern: the fractions of the golden ratio, and one of Mersenne's neighbours.
FACTOR, OTHER_FACTOR = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93)
HALF = np.uint64(32)
# To multiply by it takes a multiplication by FACTOR back: both are odd, and products are cut to 64 bits.
INVERSE = np.uint64(pow(int(FACTOR), -1, 1 << 64))


def scrambled(numbers: npt.NDArray[Any]) -> Hashes:
    """Different numbers for different numbers, whose every bit depends on every bit."""
    mixed: Hashes = numbers.astype(np.uint64) * FACTOR
    mixed = (mixed ^ (mixed >> HALF)) * OTHER_FACTOR
    return mixed ^ (mixed >> HALF)


def letters_of(text: str) -> Hashes:
    """The text's characters, scrambled."""
    return scrambled(np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32))


def hashes_of_pieces(letters: Hashes, lengths: Iterable[int]) -> Iterator[tuple[int, Hashes]]:
    """For each length the pieces that begin at each place where one of it fits; letters are scrambled characters."""
    pieces, reached = letters, 1
    for length in lengths:
        while reached < length:
            pieces, reached = pieces[:-1] * FACTOR + letters[reached:], reached + 1
        yield length, scrambled(pieces)


def hashes_of_all_pieces(letters: Hashes, longest: int) -> tuple[Numbers, Numbers, Hashes]:
    """Every piece of up to so many characters, in the order of their beginnings: where it begins, where it ends, and what
    `hashes_of_pieces` has for it.

    A few sums for all of them, where that has a few for each length: half the time for a word.
    """
    starts, ends = _spans(len(letters), longest)
    sums = np.concatenate([[np.uint64(0)], np.cumsum(letters * _powers(len(letters), INVERSE))])
    return starts, ends, scrambled((sums[ends] - sums[starts]) * _powers(len(letters), FACTOR)[ends - 1])


def hashes_of_parts(letters: Hashes, sizes: Numbers) -> Hashes:
    """Each of the parts that follow one another, as `hashes_of_pieces` has a piece of its size; none is empty."""
    ends = np.cumsum(sizes)
    behind = np.repeat(ends, sizes) - np.arange(len(letters)) - 1
    return scrambled(np.add.reduceat(letters * _powers(int(sizes.max()), FACTOR)[behind], ends - sizes))


def places_among(known: Hashes, wanted: Hashes) -> tuple[Indices, npt.NDArray[np.bool_]]:
    """Where those that are known stand among these, which are sorted; and which of the wanted are."""
    if not len(known):
        return np.empty(0, np.int32), np.zeros(len(wanted), np.bool_)
    places = np.minimum(np.searchsorted(known, wanted), len(known) - 1)
    found = known[places] == wanted
    return places[found].astype(np.int32), found


@lru_cache(maxsize=256)
def _powers(number: int, factor: np.uint64) -> Hashes:
    """From the power 0 on, so many of them."""
    factors = np.full(number, factor)
    factors[:1] = 1
    return np.cumprod(factors)


@lru_cache(maxsize=256)
def _spans(length: int, longest: int) -> tuple[Numbers, Numbers]:
    starts, lasts = np.triu_indices(length)
    short = lasts - starts < longest
    return starts[short], lasts[short] + 1
