"""Logistic regression over n-grams: cheap, and hard to beat where the words themselves say it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.nlu.calibration import fit_weights
from bot.nlu.embeddings.encoder import Floats
from bot.nlu.ngrams import Counts, NgramVectors

Numbers = npt.NDArray[np.int64]
HalfFloats = npt.NDArray[np.float16]


@dataclass
class NgramRegression:
    """Scores of labels: logarithms of likelihoods, but for what all labels of a text share."""

    vectors: NgramVectors
    # N-grams x labels; most of a model's memory.
    weights: HalfFloats
    biases: Floats

    @classmethod
    def fit(cls, texts: Sequence[str], labels: Numbers, closeness: float) -> NgramRegression:
        """Labels are 0 .. highest, each with an example; closeness is how far the weights may go from 0."""
        counts = Counts.of(texts)
        vectors = NgramVectors.learn(counts)
        weights, biases = fit_weights(vectors.of(counts), labels, len(vectors.ngrams), closeness)
        return cls(vectors, weights.astype(np.float16), biases)

    def __call__(self, texts: Sequence[str]) -> Floats:
        """Texts x labels; zeros where nothing of a text is known."""
        scores = np.zeros((len(texts), len(self.biases)), np.float32)
        for row, (indices, values) in zip(scores, self.vectors(texts), strict=True):
            if len(indices):
                row[:] = values @ self.weights[indices] + self.biases
        return scores
