"""Vectors are computed once: those of late messages stay in memory, those of training examples on disk."""

import hashlib
import sqlite3
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from threading import Lock

import numpy as np
import numpy.typing as npt

from bot.nlu.embeddings.encoder import Floats, SentenceEncoder

HalfFloats = npt.NDArray[np.float16]
# What is asked again and again: some 1.5 kB each.
REMEMBERED_TEXTS = 4096
SQLITE_WAIT = 60.0  # seconds, while another training writes
TABLE = "CREATE TABLE IF NOT EXISTS vector (key BLOB PRIMARY KEY, numbers BLOB NOT NULL) WITHOUT ROWID"


class RememberingEncoder:
    """An encoder that remembers the latest texts. Safe in several threads."""

    def __init__(self, encoder: SentenceEncoder) -> None:
        self._encoder = encoder
        self.name, self.width = encoder.name, encoder.width
        self._vectors: OrderedDict[str, Floats] = OrderedDict()
        self._lock = Lock()

    def encode(self, texts: Sequence[str]) -> Floats:
        with self._lock:
            vectors = {text: self._vectors[text] for text in texts if text in self._vectors}
        missing = [text for text in dict.fromkeys(texts) if text not in vectors]
        vectors |= zip(missing, self._encoder.encode(missing), strict=True)
        with self._lock:
            for text in dict.fromkeys(texts):
                self._vectors[text] = vectors[text]
                self._vectors.move_to_end(text)
            while len(self._vectors) > REMEMBERED_TEXTS:
                self._vectors.popitem(last=False)
        return np.array([vectors[text] for text in texts], np.float32).reshape(len(texts), self.width)

    def has_word(self, word: str) -> bool:
        return self._encoder.has_word(word)


class KeptOnDisk:
    """An encoder that keeps every vector in a file of the folder, so that a second training encodes what is new alone."""

    def __init__(self, encoder: SentenceEncoder, folder: Path) -> None:
        self._encoder, self._file = encoder, folder / "embeddings.sqlite"
        self.name, self.width = encoder.name, encoder.width

    def encode(self, texts: Sequence[str]) -> Floats:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._file, SQLITE_WAIT)) as db:
            db.execute(TABLE)
            vectors = self._kept(db, texts)
            missing = [text for text in dict.fromkeys(texts) if text not in vectors]
            # In half precision from the beginning, so that a first training and a second give the same model.
            new = dict(zip(missing, self._encoder.encode(missing).astype(np.float16), strict=True))
            with db:
                rows = [(self._key(text), vector.tobytes()) for text, vector in new.items()]
                db.executemany("INSERT OR REPLACE INTO vector VALUES (?, ?)", rows)
        vectors |= new
        return np.array([vectors[text] for text in texts], np.float32).reshape(len(texts), self.width)

    def has_word(self, word: str) -> bool:
        return self._encoder.has_word(word)

    def _kept(self, db: sqlite3.Connection, texts: Sequence[str]) -> dict[str, HalfFloats]:
        kept: dict[str, HalfFloats] = {}
        for text in dict.fromkeys(texts):
            row = db.execute("SELECT numbers FROM vector WHERE key = ?", (self._key(text),)).fetchone()
            if row:
                kept[text] = np.frombuffer(row[0], np.float16)
        return kept

    def _key(self, text: str) -> bytes:
        return hashlib.blake2b(f"{self.name}\n{text}".encode(errors="replace"), digest_size=16).digest()
