"""Tie every number in an answer to the exact place in a letter it rests on."""

from collections.abc import Sequence

from index.search import Searcher
from rag.answer import AnswerSentence, Citation
from rag.evidence import Evidence


def make_citations(evidence: Sequence[Evidence], searcher: Searcher) -> tuple[Citation, ...]:
    """One citation per piece of evidence, numbered from 1 in the order given."""
    return tuple(
        make_citation(number, each, searcher) for number, each in enumerate(evidence, start=1)
    )


def make_citation(number: int, evidence: Evidence, searcher: Searcher) -> Citation:
    """Cite a sentence; the quote is always ``letter.text[start:end]``."""
    letter, sentence = evidence.letter, evidence.sentence
    return Citation(
        number=number,
        letter_id=letter.id,
        file=letter.file,
        title=letter.title,
        date=letter.date.isoformat() if letter.date else "",
        kamerstuk=letter.kamerstuk,
        section=evidence.path,
        page=letter.page_at(sentence.start),
        start=sentence.start,
        end=sentence.end,
        spans=sentence.spans,
        quote=letter.text[sentence.start : sentence.end],
        display=sentence.display,
        actors=sentence.actors,
        also_in=searcher.repeats(sentence, letter),
    )


def cited(
    citations: Sequence[Citation], sentences: Sequence[AnswerSentence]
) -> tuple[Citation, ...]:
    """The citations that some sentence rests on, in the order of their numbers."""
    used = {number for sentence in sentences for number in sentence.citations}
    return tuple(citation for citation in citations if citation.number in used)
