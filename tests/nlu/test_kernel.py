"""A text is like the texts whose vectors lie near its own."""

import numpy as np
import pytest
from scipy.special import log_softmax, softmax  # type: ignore[import-untyped]

from bot.nlu import kernel
from bot.nlu.embeddings.encoder import Floats, unit
from bot.nlu.kernel import KernelRegression, Numbers, landmarks_of


def around(directions: Floats, number: int, spread: float = 0.1) -> Floats:
    """So many vectors near each direction."""
    noise = np.random.default_rng(1).normal(0, spread, (len(directions) * number, directions.shape[1]))
    return unit(np.repeat(directions, number, axis=0) + noise.astype(np.float32))


def test_vectors_near_the_examples_of_a_label_score_highest_for_it() -> None:
    directions = np.eye(4, dtype=np.float32)
    regression = KernelRegression.fit(around(directions, 20), np.repeat(np.arange(4), 20))

    likelihoods = softmax(regression(directions), axis=1)

    assert likelihoods.argmax(axis=1).tolist() == [0, 1, 2, 3]
    assert likelihoods.max(axis=1) == pytest.approx(1, abs=0.01)


def test_a_label_of_few_examples_counts_as_much_as_one_of_many() -> None:
    few, many = np.eye(2, dtype=np.float32)
    vectors = np.concatenate([around(few[None], 4), around(many[None], 200)])

    [scores] = KernelRegression.fit(vectors, np.repeat([0, 1], [4, 200]))(unit(few + many)[None])

    assert softmax(scores)[0] == pytest.approx(0.5, abs=0.1)


def surprise(vectors: Floats, labels: Numbers) -> float:
    """Of the second half when the first is known."""
    known = np.arange(len(labels)) % 2 == 0
    scores = KernelRegression.fit(vectors[known], labels[known])(vectors[~known])
    return float(-log_softmax(scores, axis=1)[np.arange(len(scores)), labels[~known]].mean())


def test_following_the_likelihoods_tells_unseen_texts_apart_better_than_least_squares(monkeypatch: pytest.MonkeyPatch) -> None:
    directions = np.random.default_rng(2).normal(size=(30, 8)).astype(np.float32)
    vectors, labels = around(unit(directions), 20, spread=0.3), np.repeat(np.arange(30), 20)
    followed = surprise(vectors, labels)

    monkeypatch.setattr(kernel, "STEPS", 0)

    assert followed < surprise(vectors, labels)


def test_with_few_examples_each_is_a_landmark() -> None:
    assert landmarks_of(np.array([0, 0, 1]), seed=0).tolist() == [0, 1, 2]


def test_no_label_loses_its_landmarks_to_a_frequent_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "MOST_LANDMARKS", 6)
    labels = np.repeat([0, 1, 2], [50, 2, 2])

    assert np.bincount(labels[landmarks_of(labels, seed=0)]).tolist() == [2, 2, 2]
