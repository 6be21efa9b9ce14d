"""Predictable stand-ins for the models: a test can say beforehand what they will do."""

import zlib
from collections.abc import Iterator, Sequence

import numpy as np

from models.interfaces import Prompt, Vectors


class FakeEmbedder:
    """Embeds a text as the bag of its words: texts that share words are near each other.

    Remembers every passage it was asked for in ``embedded``.
    """

    def __init__(self, fingerprint: str = "fake000000000000", dimensions: int = 64) -> None:
        self.fingerprint = fingerprint
        self.dimensions = dimensions
        self.embedded: list[str] = []
        self.questions: list[str] = []

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        self.embedded.extend(texts)
        return np.stack([self._embed(text) for text in texts])

    def embed_question(self, text: str) -> Vectors:
        self.questions.append(text)
        return self._embed(text)

    def _embed(self, text: str) -> Vectors:
        vector = np.zeros(self.dimensions, np.float32)
        for word in text.casefold().split() or [""]:
            vector[zlib.crc32(word.encode()) % self.dimensions] += 1
        return vector / np.float32(np.linalg.norm(vector))


class NarrowEmbedder(FakeEmbedder):
    """Finds all texts as like each other as e5 does: every cosine lies between 0.8 and 1."""

    def __init__(self, dimensions: int) -> None:
        super().__init__(dimensions=dimensions)
        self._wide = FakeEmbedder(dimensions=dimensions - 1)  # the last is the same for all texts

    def _embed(self, text: str) -> Vectors:
        vector = self._wide.embed_question(text) * np.float32(0.2**0.5)
        return np.append(vector, np.float32(0.8**0.5))


class FakeStream:
    """Gives the scripted pieces until it is closed."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._pieces = iter(pieces)
        self.closed = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self.closed:
            raise StopIteration
        return next(self._pieces)

    def close(self) -> None:
        self.closed = True


class FakeGenerator:
    """Writes what the script says, one list of pieces per request; a token is a word.

    Remembers every prompt in ``prompts`` and hands out its streams again in ``streams``, so that a
    test can see which of them were closed.
    """

    fingerprint = "fake111111111111"

    def __init__(self, *script: Sequence[str]) -> None:
        self._script = list(script)
        self.prompts: list[Prompt] = []
        self.streams: list[FakeStream] = []

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def generate(self, prompt: Prompt, *, max_tokens: int) -> FakeStream:
        self.prompts.append(prompt)
        stream = FakeStream(self._script.pop(0)[:max_tokens])
        self.streams.append(stream)
        return stream
