"""Fitting weights."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial

import numpy as np

from bot.nlu.calibration import Labels, Vectors, fit_weights

WIDTH = 3000


def a_task(seed: int, texts: int = 2000) -> tuple[Vectors, Labels]:
    random = np.random.default_rng(seed)
    vectors = [(random.choice(WIDTH, 40, replace=False).astype(np.int32), random.random(40, np.float32)) for _ in range(texts)]
    return vectors, random.integers(0, 20, texts)


def test_fits_beside_each_other_come_out_as_each_alone() -> None:
    fit = partial(fit_weights, width=WIDTH, fit=10.0)
    tasks = [a_task(seed) for seed in range(3)]
    alone = [fit(*task) for task in tasks]

    with ThreadPoolExecutor() as threads:
        beside = list(threads.map(lambda task: fit(*task), tasks))

    for (weights, biases), (same_weights, same_biases) in zip(beside, alone, strict=True):
        assert np.array_equal(weights, same_weights)
        assert np.array_equal(biases, same_biases)
