"""Which texts go through the network together."""

import pytest

from bot.nlu.embeddings.encoder import BATCH, batches_of


@pytest.mark.parametrize(
    ("lengths", "batches"),
    [
        ([9, 8, 10], [[1, 0, 2]]),
        ([30, 8, 9], [[1, 2], [0]]),
        ([], []),
    ],
)
def test_texts_of_similar_length_go_together(lengths: list[int], batches: list[list[int]]) -> None:
    assert batches_of(lengths) == batches


def test_no_batch_is_greater_than_is_good_and_no_text_is_left_out() -> None:
    batches = batches_of([length for length in range(5, 25) for _ in range(20)])

    assert max(map(len, batches)) <= BATCH
    assert sorted(text for batch in batches for text in batch) == list(range(400))
