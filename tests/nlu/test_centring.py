"""What vectors have in common is taken off."""

import numpy as np

from bot.nlu.centring import MOST_DIRECTIONS, Centring

ENGLISH, ESTONIAN = np.array([[1, 0], [3, 0]], np.float32), np.array([[1, 9], [3, 9]], np.float32)
BOTH = np.concatenate([ENGLISH, ESTONIAN])
CENTRING = Centring.of(BOTH, ["en", "en", "et", "et"])


def test_texts_that_differ_in_nothing_but_their_language_become_the_same() -> None:
    assert np.allclose(CENTRING(ENGLISH, ["en", "en"]), CENTRING(ESTONIAN, ["et", "et"]))


def test_vectors_become_of_length_1() -> None:
    assert np.allclose(np.linalg.norm(CENTRING(BOTH, ["en", "en", "et", "et"]), axis=1), 1)


def test_a_text_of_an_unknown_language_is_measured_from_the_middle_of_all() -> None:
    far_from_it = np.array([[9, 4.5]], np.float32)

    assert np.allclose(CENTRING(far_from_it, ["fi"]), CENTRING(ENGLISH[1:], ["en"]), atol=1e-3)


def test_wide_vectors_keep_the_directions_in_which_they_differ() -> None:
    random = np.random.default_rng(0)
    few_things = random.normal(size=(50, 5)) @ random.normal(size=(5, 600))
    centred = Centring.of(few_things.astype(np.float32), ["en"] * 50)(few_things.astype(np.float32), ["en"] * 50)

    assert centred.shape == (50, MOST_DIRECTIONS)
    assert np.allclose(np.abs(centred[:, 5:]), 0, atol=1e-3)
