"""A text is like the texts whose vectors lie near its own."""

import numpy as np
import pytest

from bot.nlu import kernel
from bot.nlu.embeddings.encoder import Floats, unit
from bot.nlu.kernel import KernelRidge, landmarks_of


def around(directions: Floats, number: int) -> Floats:
    """So many vectors near each direction."""
    noise = np.random.default_rng(1).normal(0, 0.1, (len(directions) * number, directions.shape[1]))
    return unit(np.repeat(directions, number, axis=0) + noise.astype(np.float32))


def test_vectors_near_the_examples_of_a_label_score_highest_for_it() -> None:
    directions = np.eye(4, dtype=np.float32)
    ridge = KernelRidge.fit(around(directions, 20), np.repeat(np.arange(4), 20))

    scores = ridge(directions)

    assert scores.argmax(axis=1).tolist() == [0, 1, 2, 3]
    assert np.allclose(scores, np.eye(4), atol=0.2)


def test_a_label_of_few_examples_counts_as_much_as_one_of_many() -> None:
    few, many = np.eye(2, dtype=np.float32)
    vectors = np.concatenate([around(few[None], 4), around(many[None], 200)])

    [scores] = KernelRidge.fit(vectors, np.repeat([0, 1], [4, 200]))(unit(few + many)[None])

    assert scores[0] == pytest.approx(scores[1], abs=0.15)


def test_with_few_examples_each_is_a_landmark() -> None:
    assert landmarks_of(np.array([0, 0, 1]), seed=0).tolist() == [0, 1, 2]


def test_no_label_loses_its_landmarks_to_a_frequent_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernel, "MOST_LANDMARKS", 6)
    labels = np.repeat([0, 1, 2], [50, 2, 2])

    assert np.bincount(labels[landmarks_of(labels, seed=0)]).tolist() == [2, 2, 2]
