"""From a question to an answer that grows: evidence chosen by code, worded by the model, verified.

The first answer is there before the model starts: the letters' own sentences. Each sentence of the
model is held against what it cites before anyone sees it.
"""

import datetime
from collections.abc import Collection, Sequence
from collections.abc import Generator as PythonGenerator
from dataclasses import replace

from index.hit import Hit
from index.search import Filters, Searcher
from rag.answer import (
    Answer,
    Receipt,
    Searched,
    Timings,
)
from rag.citations import cite_rows, number_groups
from rag.composing import compose
from rag.evidence import Matcher, choose_evidence
from rag.follow_up import Turn
from rag.missing_documents import find_missing
from rag.obstacles import explain_nothing, find_obstacle
from rag.question import Question
from rag.receipts import make_receipt, sign
from rag.tools import Tools
from rag.understanding import read_question
from rag.worded import word_extract


def answer_question(
    text: str,
    tools: Tools,
    *,
    filters: Filters | None = None,
    history: Sequence[Turn] = (),
    ignored: Collection[str] = (),
    today: datetime.date | None = None,
) -> PythonGenerator[Answer]:
    """Yield the extractive answer, then it again with each verified sentence; the last is final.

    ``history`` is what was asked before, oldest first: a follow-up is answered in its
    self-contained form. ``ignored`` names what is not to be inferred, and ``today`` is what
    "vorig jaar" counts from (rag/understanding.py). Closing the iterator stops the model. Raises
    ``QuestionError``.
    """
    started = tools.clock()
    question = read_question(
        text,
        tools.actors,
        letters=tools.searcher,
        history=history,
        filters=filters,
        ignored=ignored,
        today=today,
    )
    receipt = make_receipt(
        question=text,
        history=[(turn.question, turn.answer) for turn in history],
        filters=filters,
        letters=tools.searcher.index.letters,
        store=tools.searcher.index.name,
        embedder=tools.embedder.fingerprint,
        generator="",
        settings=tools.settings.fingerprint,
        ignored=ignored,
        today=today,
    )
    extract = replace(
        _extract(question, tools, filters, started),
        question=question.typed or question.text,
        understood=question.text if question.typed else "",
        reading=question,
        receipt=receipt,
    )
    if tools.generator is None or not extract.extract or extract.status == "not_in_letters":
        total = replace(extract.timings, total=tools.clock() - started)
        yield sign(replace(extract, timings=total, is_final=True))
        return
    yield extract
    yield from word_extract(extract, question.text, tools, tools.generator, started)


def _extract(question: Question, tools: Tools, filters: Filters | None, started: float) -> Answer:
    """The letters' own sentences in the form the question asks for; without a receipt."""
    limits = tools.settings.answer
    searcher = tools.searcher
    obstacle = find_obstacle(question)
    hits: tuple[Hit, ...] = ()
    if not obstacle:
        hits = searcher.search(
            question.text, question.cues, limit=limits.hits, filters=_letters_only(filters)
        )
        obstacle = "" if hits else explain_nothing(filters)
    matcher = Matcher(question, searcher.document_frequency, len(searcher.index.passages))
    if obstacle:
        return _refuse(question, obstacle, matcher, tools, started)
    evidence = choose_evidence(question, hits, matcher, searcher, tools.embedder, tools.actors)
    judgement = tools.judge(question, evidence, matcher, tools.actors, limits)
    searched_seconds = tools.clock() - started
    composed = compose(question, judgement, evidence, searcher, tools.actors, limits)
    citations, sentences = cite_rows(question, composed.rows, searcher, tools.actors)
    return Answer(
        question=question.text,
        status=judgement.status,
        message=judgement.message,
        extract=sentences,
        withheld=(),
        citations=citations,
        evidence=hits,
        searched=_searched(question, matcher, searcher, hits),
        receipt=Receipt("", "", "", "", ""),
        timings=Timings(search=searched_seconds, first_text=tools.clock() - started),
        notice=searcher.index.notice,
        form=question.kind,
        summary=composed.summary,
        groups=number_groups(composed.blocks),
        checks=judgement.checks,
        missing=find_missing(citations, searcher.index.letters),
    )


def _refuse(
    question: Question, message: str, matcher: Matcher, tools: Tools, started: float
) -> Answer:
    """The answer to a question that cannot be searched for, or finds nothing at all."""
    seconds = tools.clock() - started
    return Answer(
        question=question.text,
        status="not_in_letters",
        message=message,
        extract=(),
        withheld=(),
        citations=(),
        evidence=(),
        searched=_searched(question, matcher, tools.searcher, ()),
        receipt=Receipt("", "", "", "", ""),
        timings=Timings(search=seconds, first_text=seconds),
        notice=tools.searcher.index.notice,
        form=question.kind,
    )


def _letters_only(filters: Filters | None) -> Filters | None:
    """The actor decides which sentences answer, not which passages are looked at."""
    return replace(filters, actor="") if filters else None


def _searched(
    question: Question, matcher: Matcher, searcher: Searcher, hits: Sequence[Hit]
) -> Searched:
    dates = sorted(
        letter.date.isoformat() for letter in searcher.index.letters.values() if letter.date
    )
    return Searched(
        letters=len(searcher.index.letters),
        first_date=dates[0] if dates else "",
        last_date=dates[-1] if dates else "",
        terms=(*question.terms, *question.expansions),
        actors=question.actors,
        missing_terms=matcher.missing,
    )
