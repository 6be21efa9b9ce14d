"""Real texts for a store of any size, and vectors for them where embedding them all takes too long.

Texts come from files ``*.jsonl.xz`` with ``id`` and ``text`` per line. They are mixed, so that a
small store is a sample of the large one.
"""

import json
import lzma
import random
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from models.interfaces import Embedder, Vectors

_SEED = 20250612
# a made vector's cosine with the real one it stands near: that of e5's nearest neighbours among
# other passages of these texts (median 0.93)
_LIKENESS = 0.93
_SAVED = 1_024  # real vectors between two moments at which they are kept


def write_texts(source: Path, folder: Path) -> list[Path]:
    """Write every text as a file of its own, unless it is there; give the files in mixed order."""
    folder.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    for archive in sorted(source.glob("*.jsonl.xz")):
        for number, text in enumerate(_read_texts(archive)):
            file = folder / f"{archive.name.split('.')[0]}-{number:05d}.txt"
            if not file.exists():
                file.write_text(text, "utf-8")
            files.append(file)
    random.Random(_SEED).shuffle(files)
    return files


def _read_texts(archive: Path) -> Iterator[str]:
    with lzma.open(archive, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)["text"]


class PartEmbedder:
    """Embeds the first texts it is given for real, and puts the others near one of those.

    A text always gets the same vector in one run. ``real`` is how many are embedded; what was is
    kept in a file, so that no run embeds them again.
    """

    def __init__(self, embedder: Embedder, *, real: int, cache: Path) -> None:
        self._embedder = embedder
        self._real = real
        self._cache = cache
        self._is_kept = True
        self._known: dict[int, Vectors] = {}
        self.dimensions = embedder.dimensions
        self.fingerprint = f"part{embedder.fingerprint[4:]}"
        if cache.exists():
            with np.load(cache) as saved:
                self._known = dict(zip(saved["keys"].tolist(), saved["vectors"], strict=True))
        self._pool = np.stack(list(self._known.values())) if self._known else np.empty((0, 0))

    @property
    def real_count(self) -> int:
        """How many texts have a real vector."""
        return len(self._known)

    def embed_really(self, more: int) -> None:
        """Embed so many more texts for real; their vectors are not kept for another run."""
        self._real = len(self._known) + more
        self._is_kept = False

    @property
    def real_vectors(self) -> Vectors:
        """The real vectors, ``(texts, dimensions)``."""
        return np.stack(list(self._known.values()))

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Real vectors while there are fewer than wanted, then made ones."""
        keys = [zlib.crc32(text.encode()) for text in texts]
        new = [at for at, key in enumerate(keys) if key not in self._known]
        new = new[: max(0, self._real - len(self._known))]
        if new:
            vectors = self._embedder.embed_passages([texts[at] for at in new])
            self._known.update(zip((keys[at] for at in new), vectors, strict=True))
            if self._is_kept and (
                len(self._known) >= self._real or len(self._known) % _SAVED < len(new)
            ):
                self.save()
        return np.stack([self._known.get(key, self._make(key)) for key in keys])

    def embed_question(self, text: str) -> Vectors:
        """The real one."""
        return self._embedder.embed_question(text)

    def save(self) -> None:
        """Keep the real vectors."""
        keys = np.array(list(self._known), np.int64)
        np.savez(self._cache, keys=keys, vectors=self.real_vectors)
        self._pool = self.real_vectors

    def _make(self, key: int) -> Vectors:
        if not len(self._pool):
            self._pool = self.real_vectors
        random_numbers = np.random.default_rng(key)
        return blur(self._pool[random_numbers.integers(len(self._pool))], random_numbers)


def blur(vectors: Vectors, random_numbers: np.random.Generator) -> Vectors:
    """Unit vectors near these, each in a direction of its own."""
    noise = random_numbers.standard_normal(vectors.shape, np.float32)
    noise /= np.linalg.norm(noise, axis=-1, keepdims=True)
    # the part of the noise along the vector is small in so many dimensions
    blurred = _LIKENESS * vectors + (1 - _LIKENESS**2) ** 0.5 * noise
    return (blurred / np.linalg.norm(blurred, axis=-1, keepdims=True)).astype(np.float32)
