"""What vectors have in common is taken off."""

import numpy as np

from bot.nlu.centring import Centring

ENGLISH, ESTONIAN = np.array([[1, 0], [3, 0]], np.float32), np.array([[1, 9], [3, 9]], np.float32)
BOTH = np.concatenate([ENGLISH, ESTONIAN])
CENTRING = Centring.of(BOTH, ["en", "en", "et", "et"])


def test_texts_that_differ_in_nothing_but_their_language_become_the_same() -> None:
    assert np.allclose(CENTRING(ENGLISH, ["en", "en"]), CENTRING(ESTONIAN, ["et", "et"]))


def test_vectors_become_of_length_1() -> None:
    assert np.allclose(np.linalg.norm(CENTRING(BOTH, ["en", "en", "et", "et"]), axis=1), 1)


def test_a_text_of_an_unknown_language_is_measured_from_the_middle_of_all() -> None:
    [centred] = CENTRING(np.array([[9, 4.5]], np.float32), ["fi"])

    assert np.allclose(centred, [1, 0], atol=1e-3)
