"""What the other folders may ask of a model, whichever model it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

Vectors: TypeAlias = NDArray[np.float32]


class Embedder(Protocol):
    """Turns text into vectors whose inner product is their likeness in meaning."""

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits; two embedders with the same one give the same vectors."""
        ...

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        ...

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Give ``(len(texts), dimensions)`` float32, each row of unit length."""
        ...

    def embed_question(self, text: str) -> Vectors:
        """Give ``(dimensions,)`` float32 of unit length."""
        ...


@dataclass(frozen=True)
class Message:
    """One turn of a prompt; its content is plain text, never special tokens."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True)
class Prompt:
    """A prompt in two parts: what never changes, and what this question adds.

    The fixed part is evaluated once and kept; only the new part costs time.
    """

    fixed: tuple[Message, ...]
    new: tuple[Message, ...]

    @property
    def messages(self) -> tuple[Message, ...]:
        """All turns in order."""
        return self.fixed + self.new


class TextStream(Protocol):
    """Text as it is written; closing it stops the writer at once."""

    def __iter__(self) -> Iterator[str]: ...

    def __next__(self) -> str: ...

    def close(self) -> None:
        """Stop the writer; from any thread, and also when it has ended."""
        ...


class Generator(Protocol):
    """Writes text that continues a prompt; one request at a time."""

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits; the same one and the same prompt give the same text."""
        ...

    def count_tokens(self, text: str) -> int:
        """Count the tokens of plain text, special tokens in it read as plain text."""
        ...

    def generate(self, prompt: Prompt, *, max_tokens: int) -> TextStream:
        """Give pieces of text as they are made; closing the stream stops the model.

        Greedy: the same prompt gives the same text. Raises ``PromptTooLongError`` before the model
        is called when the prompt and ``max_tokens`` do not fit its context, and
        ``GeneratorStoppedError`` when the model's process ends while it writes.
        """
        ...
