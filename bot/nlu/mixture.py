"""How much each classifier's scores are worth, found on examples that neither was trained on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize  # type: ignore[import-untyped]

Numbers = npt.NDArray[np.int64]
Likelihoods = npt.NDArray[np.float64]
Scores = npt.NDArray[np.float32] | npt.NDArray[np.float64]
# Logarithms of the weights; beyond, a softmax is as good as certain.
BOUNDS = (-4.0, 4.0)


@dataclass
class Mixture:
    """Likelihoods out of weighted scores, such that of messages not trained on as many are right as it says."""

    weights: tuple[float, ...]

    @classmethod
    def fit(cls, scores: Sequence[Scores], labels: Numbers) -> Mixture:
        """The weights by which the labels surprise least; scores of each classifier are texts x labels."""

        # In double precision, else the slope that the search feels its way along is lost in rounding.
        scores = [score.astype(np.float64) for score in scores]

        def surprise(logarithms: Likelihoods) -> float:
            likelihoods = log_softmax(_mixed(np.exp(logarithms), scores))
            return float(-likelihoods[np.arange(len(labels)), labels].mean())

        start = np.ones(len(scores))
        found = minimize(surprise, start, method="L-BFGS-B", bounds=[BOUNDS] * len(scores))
        return cls(tuple(np.exp(found.x).tolist()))

    def __call__(self, *scores: Scores) -> Likelihoods:
        """Logarithms of the likelihoods, along the last axis."""
        return log_softmax(_mixed(self.weights, scores))


def log_softmax(scores: Scores) -> Likelihoods:
    shifted = scores.astype(np.float64) - scores.max(axis=-1, keepdims=True)
    likelihoods: Likelihoods = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return likelihoods


def _mixed(weights: Iterable[float], scores: Sequence[Scores]) -> Scores:
    return sum((weight * score for weight, score in zip(weights, scores, strict=True)), np.zeros_like(scores[0]))
