"""What of a passage is compared, embedded and shown."""

from collections.abc import Sequence

from index.display import read_display
from index.letter import Letter, Passage, Sentence
from index.stored_letter import StoredLetter


def passage_sentences(letter: Letter, passage: Passage) -> tuple[Sentence, ...]:
    """The sentences that start in the passage, footnotes included."""
    if isinstance(letter, StoredLetter):
        return letter.sentences_in(passage)
    return tuple(
        sentence for sentence in letter.sentences if passage.start <= sentence.start < passage.end
    )


def display_text(letter: Letter, passage: Passage) -> str:
    """The passage as it is read: without headings' numbers lost, furniture or footnotes."""
    return read_display(letter.text, letter.marked, passage.start, passage.end).text


def headings_over(letter: Letter, section: int) -> tuple[str, ...]:
    """The headings over a section's text, without the title of the part, which all of it shares."""
    path = letter.sections[section].path
    for above in reversed(letter.sections[: section + 1]):
        if above.level == 0:
            return path[1:] if above.path and path[:1] == above.path else path
    return path


def heading_text(letter: Letter, passage: Passage) -> str:
    """What a reader of the passage knows from above it: the letter's title and the headings."""
    path = letter.sections[passage.section].path
    return ". ".join(dict.fromkeys((letter.title, *path)) if letter.title else path)


def ranking_text(letter: Letter, passage: Passage, sentences: Sequence[Sentence]) -> str:
    """What the word rankings compare: headings, text and footnotes."""
    footnotes = (sentence.display for sentence in sentences if sentence.footnote)
    return "\n".join((heading_text(letter, passage), display_text(letter, passage), *footnotes))


def embedding_text(letter: Letter, passage: Passage) -> str:
    """What is embedded; the title last, so that a long one cannot crowd out the text."""
    path = ". ".join(headings_over(letter, passage.section))
    return f"{path}\n{display_text(letter, passage)}".strip()
