"""Fitting the intent classifier, and making its confidence mean what it says."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from scipy.special import softmax  # type: ignore[import-untyped]

from bot.nlu.hashes import Indices
from bot.nlu.ngrams import Floats

Labels = npt.NDArray[np.int64]
Vectors = list[tuple[Indices, Floats]]
# One example in so many is kept apart to see how sure the classifier may be.
APART = 4
SHARPEST = 5.0
# Of the examples; the weights are the mean of what they are after each of the last passes.
PASSES, AVERAGED = 4, 2
BATCHES = 30
STEP, LEAST_SQUARE = np.float32(0.3), np.float32(1e-4)


def fit_weights(vectors: Vectors, labels: Labels, width: int, fit: float) -> tuple[Floats, Floats]:
    """Weights (n-grams x labels) and biases of one logistic regression over all labels, 0 .. highest; each counts the same,
    whatever the number of its examples.

    Down the slope of a batch of texts after the other, with shorter steps for a weight the steeper it was until then:
    Duchi, Hazan and Singer, "Adaptive subgradient methods" (2011).
    """
    random = np.random.default_rng(0)
    batches = _batches(_matrix(vectors, width), labels, fit, random)
    weights, mean = np.zeros((2, width + 1, labels.max() + 1), np.float32)
    squares = np.full_like(weights, LEAST_SQUARE)
    for step in range(PASSES):
        for number in random.permutation(len(batches)):
            batches[number].descend(weights, squares)
        if step >= PASSES - AVERAGED:
            mean += weights / AVERAGED
    return mean[:-1], mean[-1]


@dataclass(frozen=True)
class _Batch:
    # Those that its texts have.
    ngrams: Indices
    # Texts x these n-grams.
    texts: csr_matrix
    labels: Labels
    # Of each text.
    importance: Floats
    # How strongly each n-gram's weights are drawn to 0.
    pull: Floats

    def descend(self, weights: Floats, squares: Floats) -> None:
        """One step, in place; squares are the sums of the squared slopes so far."""
        own = weights[self.ngrams]
        errors = softmax(self.texts @ own, axis=1)
        errors[np.arange(len(errors)), self.labels] -= 1
        slopes = self.texts.T @ (self.importance * errors)
        slopes += self.pull * own
        steepness = squares[self.ngrams]
        steepness += slopes**2
        squares[self.ngrams] = steepness
        slopes /= np.sqrt(steepness)
        weights[self.ngrams] = own - STEP * slopes


def _batches(texts: csr_matrix, labels: Labels, fit: float, random: np.random.Generator) -> list[_Batch]:
    """As many of few texts as of many: it is the number of steps that counts."""
    counts = np.bincount(labels)
    importance = (len(labels) / np.count_nonzero(counts) / counts[labels]).astype(np.float32)
    texts_with = np.bincount(texts.indices, minlength=texts.shape[1])
    batches = []
    for part in np.array_split(random.permutation(len(labels)), min(BATCHES, len(labels))):
        ngrams, places, times = np.unique(texts[part].indices, return_inverse=True, return_counts=True)
        own = csr_matrix((texts[part].data, places.astype(np.int32), texts[part].indptr), shape=(len(part), len(ngrams)))
        pull = (times / texts_with[ngrams] / fit).astype(np.float32)
        batches.append(_Batch(ngrams, own, labels[part], importance[part, None], pull[:, None]))
    return batches


def sharpness_for(vectors: Vectors, labels: Labels, width: int, fit: float) -> float:
    """What to multiply scores by so that, of messages not trained on, as many are right as the confidence says."""
    apart = np.arange(len(labels)) % APART == 0
    apart &= np.isin(labels, labels[~apart])
    if not apart.any():
        return 1.0
    trained = ~apart
    known, renumbered = np.unique(labels[trained], return_inverse=True)
    weights, biases = fit_weights([v for v, keep in zip(vectors, trained, strict=True) if keep], renumbered, width, fit)
    scores = _matrix([v for v, out in zip(vectors, apart, strict=True) if out], width) @ np.vstack([weights, biases])
    truth = np.searchsorted(known, labels[apart])

    def surprise(sharpness: float) -> float:
        sharpened = scores * sharpness
        top = sharpened.max(axis=1, keepdims=True)
        totals = np.log(np.exp(sharpened - top).sum(axis=1)) + top[:, 0]
        return float(np.mean(totals - sharpened[np.arange(len(truth)), truth]))

    return float(minimize_scalar(surprise, bounds=(1 / SHARPEST, SHARPEST), method="bounded").x)


def _matrix(vectors: Vectors, width: int) -> csr_matrix:
    """Texts x n-grams, and one more that every text has: its weights are the biases."""
    starts = np.cumsum([0, *(len(indices) + 1 for indices, _ in vectors)])
    indices = np.concatenate([part for indices, _ in vectors for part in (indices, [width])])
    weights = np.concatenate([part for _, weights in vectors for part in (weights, [1])])
    return csr_matrix((weights.astype(np.float32), indices.astype(np.int32), starts), shape=(len(vectors), width + 1))
