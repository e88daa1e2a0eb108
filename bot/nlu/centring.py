"""Takes off what vectors have in common, and leaves where they differ; a cosine then says how much two texts have to do with
each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.nlu.embeddings.encoder import Floats, unit

# In so few directions lies nearly all in which texts differ: of those that the packaged encoder gives, two of three.
MOST_DIRECTIONS = 256
# Keeps what never differs from being divided by 0.
LEAST_SPREAD = np.float32(1e-4)


@dataclass
class Centring:
    """What the texts of a language share is that language, and nothing of what they mean: each has a centre of its own."""

    languages: list[str]
    # Languages x width.
    centres: Floats
    # Of all languages, around their centres.
    spread: Floats
    # Width x the directions in which texts differ most.
    directions: Floats

    @classmethod
    def of(cls, vectors: Floats, languages: Sequence[str]) -> Centring:
        """From vectors of texts, and the language of each."""
        known = sorted(set(languages))
        of_text = np.array([known.index(language) for language in languages])
        centres = np.array([vectors[of_text == number].mean(axis=0) for number in range(len(known))])
        centred = vectors - centres[of_text]
        spread = centred.std(axis=0) + LEAST_SPREAD
        return cls(known, centres, spread, _main_directions(unit(centred / spread)))

    def __call__(self, vectors: Floats, languages: Sequence[str]) -> Floats:
        """Of length 1; a text of an unknown language is taken to be of any."""
        centres = np.array([self._centre(language) for language in languages])
        return unit((vectors - centres) / self.spread @ self.directions)

    def _centre(self, language: str) -> Floats:
        known = language in self.languages
        centre: Floats = self.centres[self.languages.index(language)] if known else self.centres.mean(axis=0)
        return centre


def _main_directions(vectors: Floats) -> Floats:
    """Those of the principal components, of length 1, the main one first."""
    _, directions = np.linalg.eigh(vectors.T @ vectors)
    return np.ascontiguousarray(directions[:, ::-1][:, :MOST_DIRECTIONS], np.float32)
