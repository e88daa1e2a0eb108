"""Likelihoods out of scores of several classifiers."""

import numpy as np

from bot.nlu.mixture import Mixture, log_softmax

RANDOM = np.random.default_rng(3)
TRUTH = RANDOM.integers(0, 3, 600)
# As sure as a classifier is that is right in about nine of ten texts.
GOOD = 2.0 * np.eye(3)[TRUTH] + RANDOM.normal(0, 1, (600, 3)) * 0.7
CHANCE = RANDOM.normal(0, 1, (600, 3))


def test_likelihoods_of_a_text_sum_to_1() -> None:
    assert np.allclose(np.exp(log_softmax(1000 * GOOD)).sum(axis=1), 1)


def test_scores_that_say_nothing_weigh_next_to_nothing() -> None:
    good, chance = Mixture.fit([GOOD, CHANCE], TRUTH).weights

    assert chance < good / 10


def test_two_that_each_know_something_are_right_more_often_together() -> None:
    other = 2.0 * np.eye(3)[TRUTH] + RANDOM.normal(0, 1, (600, 3))

    both = Mixture.fit([GOOD, other], TRUTH)(GOOD, other)

    assert np.mean(both.argmax(axis=1) == TRUTH) > np.mean(GOOD.argmax(axis=1) == TRUTH)


def test_as_many_are_right_as_the_likelihood_says() -> None:
    likelihoods = np.exp(Mixture.fit([10 * GOOD], TRUTH)(10 * GOOD))

    right = np.mean(likelihoods.argmax(axis=1) == TRUTH)

    assert abs(likelihoods.max(axis=1).mean() - right) < 0.03
