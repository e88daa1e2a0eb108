"""Kernel logistic regression: a text is like the training texts whose vectors lie near its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_factor, cho_solve  # type: ignore[import-untyped]
from scipy.special import softmax  # type: ignore[import-untyped]

from bot.nlu.embeddings.encoder import Floats

Numbers = npt.NDArray[np.int64]

# Training texts that others are compared with; cost grows with their square in training, with their number in a turn.
MOST_LANDMARKS = 4000
# Texts that are compared with the landmarks together: more take more memory and no less time.
AT_ONCE = 2048
# Of half the squared distance between unit vectors: 1 - cosine.
NEARNESS = 1.0
RIDGE = 0.001
# Keeps the equations solvable where texts are nearly the same.
JITTER = 1e-5
# From the scores of least squares, 0 and 1, to logarithms of likelihoods.
SPREAD = np.float32(8)
# More follow the examples more closely, and understand others less well.
STEPS = 3
STEP, MOMENTUM = np.float32(4), np.float32(0.8)


@dataclass
class KernelRegression:
    """Scores of labels: logarithms of likelihoods, but for what all labels of a text share."""

    landmarks: Floats
    coefficients: Floats

    @classmethod
    def fit(cls, vectors: Floats, labels: Numbers, seed: int = 0) -> KernelRegression:
        """Every label of 0 .. highest counts the same, whatever the number of its examples; vectors are of length 1.

        Least squares first, then the likelihoods' own slope, with steps as long in every direction as the first solution says:
        Boehning, "Multinomial logistic regression algorithm" (1992); and Nesterov's momentum.
        """
        counts = np.bincount(labels)
        landmarks = vectors[landmarks_of(labels, seed)]
        weights = (len(labels) / np.count_nonzero(counts) / counts[labels]).astype(np.float32)[:, None]
        truth = np.eye(len(counts), dtype=np.float32)[labels]
        among = np.float32(RIDGE) * kernel(landmarks, landmarks)
        products, targets = among.copy(), np.zeros((len(landmarks), len(counts)), np.float32)
        for part, nearness in _nearness(vectors, landmarks):
            targets += nearness.T @ (weights[part] * truth[part])
            # Of a matrix and itself BLAS works out one half: the other is the same.
            weighted = np.sqrt(weights[part]) * nearness
            products += weighted.T @ weighted
        solve = _solver(products)
        coefficients = SPREAD * solve(targets)
        speed = np.zeros_like(coefficients)
        for _ in range(STEPS):
            ahead = coefficients + MOMENTUM * speed
            uphill = -among @ ahead
            for part, nearness in _nearness(vectors, landmarks):
                uphill += nearness.T @ (weights[part] * (truth[part] - softmax(nearness @ ahead, axis=1)))
            speed = MOMENTUM * speed + STEP * solve(uphill)
            coefficients = coefficients + speed
        return cls(landmarks, coefficients)

    def __call__(self, vectors: Floats) -> Floats:
        scores: Floats = kernel(vectors, self.landmarks) @ self.coefficients
        return scores


def _nearness(vectors: Floats, landmarks: Floats) -> Iterator[tuple[slice, Floats]]:
    """Of a part of the vectors after the other, each time anew: all together would take more memory than all else."""
    for start in range(0, len(vectors), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        yield part, kernel(vectors[part], landmarks)


def _solver(products: Floats) -> Callable[[Floats], Floats]:
    """Solves equations that have these on their left side, for any right side."""
    products[np.diag_indices_from(products)] += np.float32(JITTER * products.trace() / len(products))
    # In double precision: texts that are nearly the same make nearly the same equations. Turned over, which changes nothing
    # in what is symmetric, they are factored in their place; else LAPACK wants copies.
    factors = cho_factor(products.astype(np.float64).T, overwrite_a=True, check_finite=False)
    return lambda right: cho_solve(factors, right, check_finite=False).astype(np.float32)


def kernel(vectors: Floats, others: Floats) -> Floats:
    nearness: Floats = vectors @ others.T
    # In its place: each copy would take as long as the product.
    nearness -= np.float32(1)
    nearness *= np.float32(NEARNESS)
    return np.exp(nearness, out=nearness)


def landmarks_of(labels: Numbers, seed: int) -> Numbers:
    """Which texts others are compared with: all of them where they are few, else as many of each label as there are."""
    if len(labels) <= MOST_LANDMARKS:
        return np.arange(len(labels))
    shuffled = np.random.default_rng(seed).permutation(len(labels))
    # How many of its label came before each text; the first of every label, then the second, ...
    order = np.argsort(labels[shuffled], kind="stable")
    ranks = np.empty(len(labels), np.int64)
    ranks[order] = np.concatenate([np.arange(count) for count in np.bincount(labels) if count])
    return np.sort(shuffled[np.argsort(ranks, kind="stable")][:MOST_LANDMARKS])
