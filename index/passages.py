"""Cut a letter into passages of whole sentences; together they are the letter, nothing is lost."""

import logging
from collections.abc import Iterator, Sequence
from itertools import pairwise

from langchain_text_splitters import TextSplitter

from index.letter import Letter, Passage, Section, Span

# it warns of every segment longer than a chunk; a long sentence is no mistake, it stays whole
logging.getLogger("langchain_text_splitters.base").setLevel(logging.ERROR)


class SentenceSplitter(TextSplitter):
    """Merges given segments of text into chunks of at most a given length, losing no character."""

    def __init__(self, length: int) -> None:
        super().__init__(chunk_size=length, chunk_overlap=0, strip_whitespace=False)

    def split_text(self, text: str) -> list[str]:
        """Split at line ends; the segments of a letter come by ``merge``."""
        return self.merge(text.splitlines(keepends=True))

    def merge(self, segments: Sequence[str]) -> list[str]:
        """Merge segments in order; joined again the result is the joined segments."""
        return self._merge_splits(segments, "")


def cut_passages(letter: Letter, *, length: int) -> tuple[Passage, ...]:
    """Cut a letter section by section into passages of at most ``length`` characters.

    A single sentence that is longer stays whole. Headings belong to the passage they stand over.
    """
    splitter = SentenceSplitter(length)
    passages: list[Passage] = []
    starts: dict[int, list[int]] = {}  # of the sentences of each section
    for sentence in letter.sentences:
        if not sentence.footnote:
            starts.setdefault(sentence.section, []).append(sentence.start)
    for at, section in enumerate(letter.sections):
        position = section.start
        spans = _segments(section, starts.get(at, []))
        segments = [letter.text[span.start : span.end] for span in spans]
        for chunk in splitter.merge(segments):
            passages.append(Passage(letter.id, position, position + len(chunk), at))
            position += len(chunk)
    return tuple(passages)


def _segments(section: Section, starts: Sequence[int]) -> Iterator[Span]:
    """From one sentence's start to the next one's; together the whole section."""
    cuts = [section.start, *starts[1:], section.end]
    for start, end in pairwise(cuts):
        if end > start:
            yield Span(start, end)
