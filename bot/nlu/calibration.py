"""Fitting the intent classifier, and making its confidence mean what it says."""

from threading import Lock

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

from bot.nlu.hashes import Indices
from bot.nlu.ngrams import Floats

Labels = npt.NDArray[np.int64]
Vectors = list[tuple[Indices, Floats]]
# One example in so many is kept apart to see how sure the classifier may be.
APART = 4
SHARPEST = 5.0
# liblinear draws from one generator for the whole process: fits beside each other would come out differently every time.
_FITTING = Lock()


def fit_weights(vectors: Vectors, labels: Labels, width: int, fit: float) -> tuple[Floats, Floats]:
    """Weights (n-grams x labels) and biases of one logistic regression for each label against all others.

    As good as a single one over all labels, and twenty times as fast to fit.
    """
    # Imported here: only training needs it, and it takes seconds to import.
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]  # noqa: PLC0415

    model = LogisticRegression(C=fit, class_weight="balanced", solver="liblinear", dual=True, tol=1e-1, random_state=0)
    with _FITTING:
        model.fit(_matrix(vectors, width), labels)
    weights, biases = model.coef_, model.intercept_
    if len(weights) == 1:  # two labels: scikit-learn keeps the second's alone
        weights, biases = np.vstack([-weights, weights]), np.array([-biases[0], biases[0]])
    return np.ascontiguousarray(weights.T, np.float32), biases.astype(np.float32)


def sharpness_for(vectors: Vectors, labels: Labels, width: int, fit: float) -> float:
    """What to multiply scores by so that, of messages not trained on, as many are right as the confidence says."""
    apart = np.arange(len(labels)) % APART == 0
    apart &= np.isin(labels, labels[~apart])
    if not apart.any():
        return 1.0
    trained = ~apart
    known, renumbered = np.unique(labels[trained], return_inverse=True)
    weights, biases = fit_weights([v for v, keep in zip(vectors, trained, strict=True) if keep], renumbered, width, fit)
    scores = _matrix([v for v, out in zip(vectors, apart, strict=True) if out], width) @ weights + biases
    truth = np.searchsorted(known, labels[apart])

    def surprise(sharpness: float) -> float:
        sharpened = scores * sharpness
        top = sharpened.max(axis=1, keepdims=True)
        totals = np.log(np.exp(sharpened - top).sum(axis=1)) + top[:, 0]
        return float(np.mean(totals - sharpened[np.arange(len(truth)), truth]))

    return float(minimize_scalar(surprise, bounds=(1 / SHARPEST, SHARPEST), method="bounded").x)


def _matrix(vectors: Vectors, width: int) -> csr_matrix:
    starts = np.cumsum([0, *(len(indices) for indices, _ in vectors)])
    indices = np.concatenate([indices for indices, _ in vectors])
    weights = np.concatenate([weights for _, weights in vectors])
    return csr_matrix((weights, indices, starts), shape=(len(vectors), width))
