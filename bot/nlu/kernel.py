"""Kernel ridge regression: a text is like the training texts whose vectors lie near its own."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy.linalg  # type: ignore[import-untyped]

from bot.nlu.embeddings.encoder import Floats

Numbers = npt.NDArray[np.int64]

# Training texts that others are compared with; cost grows with their square in training, with their number in a turn.
MOST_LANDMARKS = 6000
# Texts that are compared with the landmarks together: more take more memory and no less time.
AT_ONCE = 2048
# Of half the squared distance between unit vectors: 1 - cosine.
NEARNESS = 2.0
RIDGE = 0.05
# Keeps the equations solvable where texts are nearly the same.
JITTER = 1e-5


@dataclass
class KernelRidge:
    """Scores of labels: about 1 for what a text means and 0 for the others."""

    landmarks: Floats
    coefficients: Floats

    @classmethod
    def fit(cls, vectors: Floats, labels: Numbers, seed: int = 0) -> "KernelRidge":
        """Every label of 0 .. highest counts the same, whatever the number of its examples; vectors are of length 1."""
        counts = np.bincount(labels)
        chosen = landmarks_of(labels, seed)
        landmarks = vectors[chosen]
        weights = np.sqrt(len(labels) / np.count_nonzero(counts) / counts[labels]).astype(np.float32)[:, None]
        truth = np.eye(len(counts), dtype=np.float32)[labels]
        products, targets = np.float32(RIDGE) * kernel(landmarks, landmarks), np.zeros((len(landmarks), len(counts)), np.float32)
        for start in range(0, len(vectors), AT_ONCE):
            part = slice(start, start + AT_ONCE)
            nearness = weights[part] * kernel(vectors[part], landmarks)
            products += nearness.T @ nearness
            targets += nearness.T @ (weights[part] * truth[part])
        products[np.diag_indices_from(products)] += np.float32(JITTER * products.trace() / len(products))
        # In double precision: texts that are nearly the same make nearly the same equations. Turned over, which changes nothing
        # in what is symmetric, they are solved in their place; else LAPACK wants copies.
        products = products.astype(np.float64)
        coefficients = scipy.linalg.solve(products.T, targets, assume_a="pos", overwrite_a=True, check_finite=False)
        return cls(landmarks, coefficients.astype(np.float32))

    def __call__(self, vectors: Floats) -> Floats:
        scores: Floats = kernel(vectors, self.landmarks) @ self.coefficients
        return scores


def kernel(vectors: Floats, others: Floats) -> Floats:
    nearness: Floats = np.exp(np.float32(NEARNESS) * (vectors @ others.T - np.float32(1)))
    return nearness


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
