"""Sentence embeddings on the CPU: texts become vectors whose cosine says how alike they are."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol

import numpy as np

from routing.routers.embedded import model_files

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from routing.routers.embedded.multilingual.encoder import Multilingual

Progress = Callable[[int, int], None]

DIMENSIONS: Final = 384
MAX_TOKENS: Final = 256
GOLDEN: Final = (5**0.5 - 1) / 2
LOT_TOKENS: Final = 256
MAX_CHARACTERS: Final = 4_000
CACHE_SIZE: Final = 40_000
ENCODER: Final = 2


class Encodes(Protocol):
    """What turns texts into vectors of length 1."""

    @property
    def fingerprint(self) -> str:
        """Hash of everything that determines the vectors."""
        ...

    def embed(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """One row per text, each of length 1."""
        ...


class Embeds(Encodes, Protocol):
    """An encoder for English, and beside it one for other languages where there is one."""

    @property
    def multilingual(self) -> Multilingual | None:
        """The encoder for texts that are not English."""
        ...


class Embedder:
    """The model bge-small-en-v1.5 (English), loaded at first use and safe to share by threads.

    directory: where `model.onnx` and `tokenizer.json` lie.
    threads: processor threads one call may use.
    cache_size: how many vectors are kept, so that a text is embedded once (1.5 KB each).

    A text longer than about 180 words is read up to there: a ticket states its matter early.
    A vector depends on its text alone: companions, order and threads change not a bit of it.
    """

    def __init__(self, directory: Path, *, threads: int = 1, cache_size: int = CACHE_SIZE) -> None:
        self._directory = directory
        self._threads = threads
        self._cache_size = cache_size
        self._cache: OrderedDict[bytes, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None

    @staticmethod
    def available(directory: Path) -> bool:
        """Whether the model's files lie in the directory (their content is checked at loading)."""
        return model_files.are_present(directory)

    @cached_property
    def multilingual(self) -> Multilingual | None:
        """The encoder for texts that are not English; None where its files are missing."""
        # It is built on what is defined here.
        from routing.routers.embedded.multilingual.encoder import encoder_beside  # noqa: PLC0415

        return encoder_beside(self._directory)

    @property
    def fingerprint(self) -> str:
        """Hash of the model, of how it is computed and of how texts are cut."""
        return f"{model_files.ENGLISH.digests['model.onnx'][:16]}-{ENCODER}-{MAX_TOKENS}"

    def embed(
        self, texts: Sequence[str], *, progress: Progress | None = None
    ) -> NDArray[np.float32]:
        """The vectors of the texts, one row each, of length 1.

        progress: called now and then with the texts done and the texts in all.

        Raises:
            RouterError: the model's files are missing or are not the ones expected.
        """
        # Half a surrogate pair, as broken exports have it, cannot be read by the tokenizer.
        raw = [text[:MAX_CHARACTERS].encode("utf-8", "replace") for text in texts]
        texts = [text.decode("utf-8") for text in raw]
        keys = [hashlib.blake2b(text, digest_size=16).digest() for text in raw]
        known = self._recall(keys)
        asked = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if asked:
            fresh = self._compute(list(asked.values()), progress)
            known.update(zip(asked, fresh, strict=True))
            self._remember(asked, known)
        if progress:
            progress(len(texts), len(texts))
        return np.array([known[key] for key in keys], dtype=np.float32).reshape(-1, DIMENSIONS)

    def _recall(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        with self._lock:
            return {key: self._cache[key] for key in keys if key in self._cache}

    def _remember(self, keys: Iterable[bytes], known: Mapping[bytes, NDArray[np.float32]]) -> None:
        with self._lock:
            for key in keys:
                self._cache[key] = known[key].copy()
            while len(self._cache) > self._cache_size:
                self._cache.popitem(last=False)

    def _compute(self, texts: list[str], progress: Progress | None) -> NDArray[np.float32]:
        session, tokenizer = self._load()
        ids = [encoding.ids for encoding in tokenizer.encode_batch(texts)]
        vectors = np.empty((len(ids), DIMENSIONS), dtype=np.float32)
        done = 0
        for lot in _mixed(_lots([len(row) for row in ids])):
            vectors[lot] = _vectors(session, [ids[i] for i in lot])
            done += len(lot)
            if progress:
                progress(done, len(ids))
        return vectors

    def _load(self) -> tuple[Any, Any]:
        with self._lock:
            if self._loaded is None:
                model_files.require_genuine(self._directory)
                self._loaded = _session(self._directory, self._threads), _tokenizer(self._directory)
            return self._loaded


def _session(directory: Path, threads: int) -> Any:
    # Heavy, and wanted only once a text is embedded.
    import onnxruntime  # noqa: PLC0415

    from routing.routers.embedded import encoder  # noqa: PLC0415

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    graph = encoder.graph(directory / "model.onnx")
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def _tokenizer(directory: Path) -> Any:
    from tokenizers import Tokenizer  # noqa: PLC0415 (see above)

    tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    return tokenizer


def _lots(lengths: Sequence[int]) -> list[list[int]]:
    """Texts to compute in one call, by their numbers: of one length, so that none is padded.

    >>> _lots([3, 5, 3])
    [[0, 2], [1]]
    """
    alike: dict[int, list[int]] = {}
    for i, length in enumerate(lengths):
        alike.setdefault(length, []).append(i)
    lots = []
    for length, texts in sorted(alike.items()):
        size = max(1, LOT_TOKENS // length)
        lots += [texts[start : start + size] for start in range(0, len(texts), size)]
    return lots


def _mixed(lots: Sequence[list[int]]) -> list[list[int]]:
    """The lots with short and long texts in turn: what is done tells what is left.

    By multiples of the golden ratio, which spread evenly however many there are.

    >>> _mixed([[1], [2], [3], [4], [5]])
    [[1], [3], [5], [2], [4]]
    """
    places = sorted(range(len(lots)), key=lambda place: place * GOLDEN % 1)
    return [lots[place] for place in places]


def _vectors(session: Any, ids: list[list[int]]) -> NDArray[np.float32]:
    tokens = np.array(ids, dtype=np.int64)
    feed = {"input_ids": tokens, "positions": np.arange(tokens.shape[1])}
    # The model was trained so that its first token stands for the whole text.
    first: NDArray[np.float32] = session.run(None, feed)[0]
    lengths: NDArray[np.float32] = np.linalg.norm(first, axis=1, keepdims=True)
    return first / lengths
