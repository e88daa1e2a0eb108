"""Sentence embeddings: texts as vectors that lie near each other where the texts mean something alike."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol

import numpy as np
import numpy.typing as npt
from onnxruntime import InferenceSession, SessionOptions  # type: ignore[import-untyped]

Floats = npt.NDArray[np.float32]
Mask = npt.NDArray[np.int32]
# Texts of similar length that go through the network together.
BATCH = 32
# So many tokens cost as much as one more batch.
MOST_FILLED_UP = 12
# Of a message and its clauses. Each goes through the network alone: its vector must not depend, be it by a hair, on the others.
FEW_TEXTS = 12
# What longer messages want is said in their first part, and the cost of a turn stays bounded.
MAX_TOKENS = 64
# Keeps a vector of zeros from being divided by 0; asked for once, as numpy is slow to say it.
SHORTEST = np.finfo(np.float32).tiny


class SentenceEncoder(Protocol):
    """Turns texts of any language into vectors."""

    @property
    def name(self) -> str:
        """Another name for whatever gives other vectors."""

    @property
    def width(self) -> int:
        """Numbers in a vector."""

    def encode(self, texts: Sequence[str]) -> Floats:
        """Texts x width: the mean of each text's token vectors, of length 1.

        What is common to all texts is still in it: measure likeness from the mean of many texts.
        """

    def has_word(self, word: str) -> bool:
        """Whether its vocabulary holds the word as a whole, so that in some language it is one."""


def session_of(model: bytes | str) -> InferenceSession:
    """The network, ready to run in the calling thread; many threads may call it at once."""
    options = SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return InferenceSession(model, options, providers=["CPUExecutionProvider"])


def encoded(tokens: Sequence[Sequence[int]], encode: Callable[[Sequence[Sequence[int]]], Floats], width: int) -> Floats:
    """Many in batches of similar length, on all processors; in the order of the texts."""
    vectors = np.empty((len(tokens), width), np.float32)
    if len(tokens) <= FEW_TEXTS:
        for place, text in enumerate(tokens):
            vectors[place] = encode([text])[0]
        return vectors

    def encode_batch(batch: list[int]) -> None:
        vectors[batch] = encode([tokens[text] for text in batch])

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        list(threads.map(encode_batch, batches_of([len(text) for text in tokens])))
    return vectors


def batches_of(lengths: Sequence[int]) -> list[list[int]]:
    """The places of texts of similar length: shorter ones are filled up, and every token costs the same."""
    batches: list[list[int]] = []
    for text in sorted(range(len(lengths)), key=lambda text: lengths[text]):
        last = batches[-1] if batches else []
        filled_up = len(last) * (lengths[text] - lengths[last[-1]]) if last else 0
        if last and len(last) < BATCH and filled_up <= MOST_FILLED_UP:
            last.append(text)
        else:
            batches.append([text])
    return batches


def mask_of(batch: Sequence[Sequence[int]]) -> Mask:
    """Texts x tokens, 1 where there is a token."""
    lengths = np.array([len(tokens) for tokens in batch])
    return (np.arange(lengths.max()) < lengths[:, None]).astype(np.int32)


def pooled(hidden: Floats, mask: Mask) -> Floats:
    """One vector for each text out of those of its tokens."""
    return unit((hidden * mask[:, :, None]).sum(axis=1))


def unit(vectors: Floats) -> Floats:
    lengths: Floats = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Floats = vectors / np.maximum(lengths, SHORTEST)
    return scaled
