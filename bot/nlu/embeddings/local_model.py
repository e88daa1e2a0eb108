"""An encoder of the shop's own, from a folder."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from bot.nlu.embeddings.encoder import MAX_TOKENS, Floats, encoded, mask_of, pooled, session_of

NETWORK, TOKENIZER = "model.onnx", "tokenizer.json"


class LocalModel:
    """Any encoder that is published as `model.onnx` and `tokenizer.json`, as those for sentence-transformers are."""

    def __init__(self, folder: Path, prefix: str = "") -> None:
        """The prefix is what the model expects before each text: "query: " for the models of the E5 family."""
        changed = (folder / NETWORK).stat()
        self.name = f"{folder.resolve()}/{changed.st_size}/{changed.st_mtime_ns}/{prefix}/mean"
        self._prefix = prefix
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        self._session = session_of(str(folder / NETWORK))
        self._inputs = [given.name for given in self._session.get_inputs()]
        self.width = self._pooled([self._tokenizer.encode("").ids or [0]]).shape[1]

    def encode(self, texts: Sequence[str]) -> Floats:
        encodings = self._tokenizer.encode_batch([self._prefix + text for text in texts])
        return encoded([encoding.ids for encoding in encodings], self._pooled, self.width)

    def has_word(self, word: str) -> bool:
        return len(self._tokenizer.encode(word, add_special_tokens=False).ids) == 1

    def _pooled(self, batch: Sequence[Sequence[int]]) -> Floats:
        mask = mask_of(batch)
        tokens = np.zeros(mask.shape, np.int64)
        for row, numbers in zip(tokens, batch, strict=True):
            row[: len(numbers)] = numbers
        known = {"input_ids": tokens, "attention_mask": mask.astype(np.int64), "token_type_ids": np.zeros_like(tokens)}
        hidden = self._session.run(None, {name: known[name] for name in self._inputs})[0]
        return pooled(hidden, mask)
