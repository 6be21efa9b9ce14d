"""Tie every number in an answer to the exact place in a letter it rests on."""

from collections.abc import Sequence

from index.actors import ActorReader
from index.letter import Letter, Sentence
from index.search import Searcher
from rag.answer import AnswerSentence, Citation, Group
from rag.emphasis import find_emphasis
from rag.evidence import Evidence
from rag.forms import Block
from rag.notation import write_notation
from rag.question import Question


def make_citations(evidence: Sequence[Evidence], searcher: Searcher) -> tuple[Citation, ...]:
    """One citation per piece of evidence, numbered from 1 in the order given."""
    return tuple(
        make_citation(number, each, searcher) for number, each in enumerate(evidence, start=1)
    )


def cite_rows(
    question: Question, rows: Sequence[Evidence], searcher: Searcher, actors: ActorReader
) -> tuple[tuple[Citation, ...], tuple[AnswerSentence, ...]]:
    """The citations and the verbatim sentences of an answer, in the order of the rows.

    What a sentence leans on is cited too, by numbers behind those of the sentences; what stands
    higher up in the answer itself need not be shown again.
    """
    citations = list(make_citations(rows, searcher))
    numbers = {(each.letter_id, each.start, each.end): each.number for each in citations}
    sentences: list[AnswerSentence] = []
    for row, citation in zip(rows, tuple(citations), strict=True):
        leans_on: list[int] = []
        for sentence in row.leans_on:
            key = (row.letter.id, sentence.start, sentence.end)
            if key not in numbers:
                numbers[key] = len(citations) + 1
                citations.append(cite_sentence(numbers[key], sentence, row.letter, searcher))
            if numbers[key] > citation.number:
                leans_on.append(numbers[key])
        sentences.append(
            AnswerSentence(
                citation.display,
                (citation.number,),
                "verbatim",
                "verbatim",
                find_emphasis(question, citation.display, citation.actors, actors),
                tuple(leans_on),
            )
        )
    return tuple(citations), tuple(sentences)


def number_groups(blocks: Sequence[Block]) -> tuple[Group, ...]:
    """The headings of an answer, each with the positions of its sentences."""
    groups: list[Group] = []
    position = 0
    for block in blocks:
        positions = tuple(range(position, position + len(block.rows)))
        groups.append(Group(block.heading, block.detail, positions, block.mark, block.why))
        position += len(block.rows)
    return tuple(groups)


def make_citation(number: int, evidence: Evidence, searcher: Searcher) -> Citation:
    """Cite a sentence that is evidence."""
    return cite_sentence(number, evidence.sentence, evidence.letter, searcher)


def cite_sentence(number: int, sentence: Sentence, letter: Letter, searcher: Searcher) -> Citation:
    """Cite a sentence; the quote is always ``letter.text[start:end]``."""
    return Citation(
        number=number,
        letter_id=letter.id,
        file=letter.file,
        title=letter.title,
        date=letter.date.isoformat() if letter.date else "",
        kamerstuk=letter.kamerstuk,
        section=letter.sections[sentence.section].path,
        page=letter.page_at(sentence.start),
        start=sentence.start,
        end=sentence.end,
        spans=sentence.spans,
        quote=letter.text[sentence.start : sentence.end],
        display=sentence.display,
        actors=sentence.actors,
        also_in=searcher.repeats(sentence, letter),
        notation=write_notation(
            letter, sentence.start, sentence.section, letter.page_at(sentence.start)
        ),
    )


def cited(
    citations: Sequence[Citation], sentences: Sequence[AnswerSentence]
) -> tuple[Citation, ...]:
    """The citations that some sentence rests or leans on, in the order of their numbers."""
    used = {number for each in sentences for number in (*each.citations, *each.leans_on)}
    return tuple(citation for citation in citations if citation.number in used)
