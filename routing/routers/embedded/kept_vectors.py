"""Vectors kept in a file by the content of their texts, so that no text is embedded twice.

The file is a cache: where it cannot be read or written, vectors are computed again.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from routing.routers.embedded.exact import in_steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.embedder import Embeds, Encodes, Progress
    from routing.routers.embedded.multilingual.encoder import Multilingual

# About 250 MB; beyond it the oldest go.
MAX_VECTORS: Final = 300_000
# So many are computed between two writes: what a killed process may lose.
TEXTS_AT_ONCE: Final = 1_000
MAX_KEYS: Final = 500
MAX_WAIT: Final = 5.0
_DIGEST_BYTES: Final = 16
_T = TypeVar("_T")
_SCHEMA: Final = "CREATE TABLE IF NOT EXISTS vectors (text BLOB PRIMARY KEY, vector BLOB NOT NULL)"


class VectorFile:
    """Vectors by a hash of encoder and text; safe to share by threads and by processes.

    path: of the file, made when the first vector is kept. most: how many are kept.
    """

    def __init__(self, path: Path, most: int = MAX_VECTORS) -> None:
        self._path = path
        self._most = most

    def find(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        """Those of the vectors that are kept."""
        rows: list[tuple[bytes, bytes]] = []

        def read(connection: sqlite3.Connection) -> None:
            for some in _parts(keys, MAX_KEYS):
                places = ", ".join("?" * len(some))
                asked = f"SELECT text, vector FROM vectors WHERE text IN ({places})"  # noqa: S608
                rows.extend(connection.execute(asked, some))

        if self._path.is_file():
            self._with(read)
        return {key: np.frombuffer(kept, np.float16).astype(np.float32) for key, kept in rows}

    def keep(self, vectors: Mapping[bytes, NDArray[np.float32]]) -> None:
        """Keep vectors in steps of 2⁻¹¹, which 16 bits hold exactly; the oldest make room."""
        rows = [(key, vector.astype(np.float16).tobytes()) for key, vector in vectors.items()]

        def write(connection: sqlite3.Connection) -> None:
            with connection:
                connection.execute(_SCHEMA)
                connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)
                # They are numbered as they come.
                oldest = "DELETE FROM vectors WHERE rowid <= (SELECT max(rowid) FROM vectors) - ?"
                connection.execute(oldest, (self._most,))

        # What vectors tell of texts is for the owner of the texts alone.
        with suppress(OSError):
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
        self._with(write)

    def _with(self, work: Callable[[sqlite3.Connection], None]) -> None:
        """Do it with a connection; what goes wrong ends it, and a damaged file goes."""
        try:
            with closing(sqlite3.connect(self._path, timeout=MAX_WAIT)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                work(connection)
        except sqlite3.OperationalError:  # in use for long, a full disk, no table yet
            pass
        except sqlite3.DatabaseError:
            with suppress(OSError):
                self._path.unlink()


class KeepingEncoder:
    """An encoder that reads from a file what it has computed before, in steps of 2⁻¹¹."""

    def __init__(self, encoder: Encodes, file: VectorFile) -> None:
        self._encoder = encoder
        self._file = file

    @property
    def fingerprint(self) -> str:
        """Hash of everything that determines the vectors."""
        return self._encoder.fingerprint

    def embed(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """One row per text, each of length 1."""
        if not texts:  # how long a row would be, only the encoder knows
            return self._encoder.embed([], progress=progress)
        keys = [self._key(text) for text in texts]
        known = self._file.find(keys)
        asked = [(k, t) for k, t in dict(zip(keys, texts, strict=True)).items() if k not in known]
        done = len(texts) - len(asked)
        for some in _parts(asked, TEXTS_AT_ONCE):
            told = _later(progress, done, len(texts))
            rows = in_steps(self._encoder.embed([text for _, text in some], progress=told))
            fresh = dict(zip([key for key, _ in some], rows, strict=True))
            self._file.keep(fresh)
            known.update(fresh)
            done += len(some)
        if progress:
            progress(len(texts), len(texts))
        return np.array([known[key] for key in keys], dtype=np.float32).reshape(len(keys), -1)

    def _key(self, text: str) -> bytes:
        told = f"{self.fingerprint}\0{text}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(told, digest_size=_DIGEST_BYTES).digest()


class KeepingMultilingual(KeepingEncoder):
    """The same for texts that are not English."""

    def __init__(self, encoder: Multilingual, file: VectorFile) -> None:
        super().__init__(encoder, file)
        self._multilingual = encoder

    @property
    def languages(self) -> frozenset[str]:
        """The languages it knows, by their English names."""
        return self._multilingual.languages

    def is_for(self, text: str) -> bool:
        """Whether a text is better read by it than by the English encoder."""
        return self._multilingual.is_for(text)


class KeepingEmbedder(KeepingEncoder):
    """Both encoders of an embedder, with one file."""

    def __init__(self, embedder: Embeds, file: VectorFile) -> None:
        super().__init__(embedder, file)
        self._embedder = embedder

    @cached_property
    def multilingual(self) -> Multilingual | None:
        """The encoder for texts that are not English; None where there is none."""
        second = self._embedder.multilingual
        return second and KeepingMultilingual(second, self._file)


def _later(progress: Progress | None, before: int, total: int) -> Progress | None:
    """Tells progress of a part as progress of the whole; `before` texts were done earlier."""
    return progress and (lambda done, _: progress(before + done, total))


def _parts(items: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]
