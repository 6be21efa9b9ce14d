"""From a question to an answer that grows: evidence chosen by code, worded by the model, verified.

The first answer is there before the model starts: the letters' own sentences. Each sentence of the
model is held against what it cites before anyone sees it.
"""

import datetime
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Generator as PythonGenerator
from contextlib import closing
from dataclasses import dataclass, replace

from index.actors import ActorReader
from index.hit import Hit
from index.search import Filters, Searcher
from models.errors import GeneratorStoppedError, PromptTooLongError
from models.interfaces import Embedder, Generator
from rag.answer import (
    Answer,
    AnswerSentence,
    Citation,
    Receipt,
    Searched,
    Timings,
    WithheldSentence,
)
from rag.citations import cited, make_citations
from rag.drafts import Draft, read_drafts
from rag.evidence import Matcher, choose_evidence
from rag.judgement import judge
from rag.prompt import fit_evidence, write_prompt
from rag.question import Question, understand
from rag.settings import Settings
from rag.verification import Source, verify

MODEL_STOPPED = (
    "Het taalmodel is gestopt en wordt herstart; dit zijn de zinnen uit de brieven zelf."
)
QUESTION_TOO_LONG = (
    "De vraag en de zinnen zijn te lang voor het taalmodel; dit zijn de zinnen uit de brieven zelf."
)
MODEL_BEHIND = (
    "Geen enkele zin van het taalmodel bleef staan; dit zijn de zinnen uit de brieven zelf."
)


@dataclass(frozen=True)
class Tools:
    """Everything an answer is made with."""

    searcher: Searcher
    embedder: Embedder
    actors: ActorReader
    settings: Settings
    generator: Generator | None = None  # None: the letters' own sentences are the answer
    clock: Callable[[], float] = time.perf_counter


def answer_question(
    text: str, tools: Tools, *, filters: Filters | None = None
) -> PythonGenerator[Answer]:
    """Yield the extractive answer, then it again with each verified sentence; the last is final.

    Closing the iterator stops the model. Raises ``QuestionError``.
    """
    started = tools.clock()
    question = understand(text, tools.actors)
    if filters and filters.actor:
        question = replace(question, actors=(filters.actor,))
    extract, citations = _extract(question, tools, filters, started)
    if tools.generator is None or not citations or extract.status == "not_in_letters":
        total = replace(extract.timings, total=tools.clock() - started)
        yield replace(extract, timings=total, is_final=True)
        return
    yield extract
    yield from _word(extract, citations, tools, tools.generator, started)


def _extract(
    question: Question, tools: Tools, filters: Filters | None, started: float
) -> tuple[Answer, tuple[Citation, ...]]:
    """The letters' own sentences, and every citation the model may use."""
    limits = tools.settings.answer
    searcher = tools.searcher
    hits = searcher.search(
        question.text, question.cues, limit=limits.hits, filters=_letters_only(filters)
    )
    matcher = Matcher(question, searcher.document_frequency, len(searcher.index.passages))
    evidence = choose_evidence(question, hits, matcher, searcher, tools.embedder)
    judgement = judge(question, evidence, matcher, tools.actors, limits)
    searched_seconds = tools.clock() - started
    citations = make_citations(judgement.chosen, searcher)
    sentences = tuple(
        AnswerSentence(citation.display, (citation.number,), "verbatim", "verbatim")
        for citation in citations[: limits.shown]
    )
    answer = Answer(
        question=question.text,
        status=judgement.status,
        message=judgement.message,
        extract=sentences,
        withheld=(),
        citations=cited(citations, sentences),
        evidence=hits,
        searched=_searched(question, matcher, searcher, hits),
        receipt=_receipt(tools, worded=False),
        timings=Timings(search=searched_seconds, first_text=tools.clock() - started),
        notice=searcher.index.notice,
    )
    return answer, citations


def _word(
    extract: Answer,
    citations: Sequence[Citation],
    tools: Tools,
    generator: Generator,
    started: float,
) -> PythonGenerator[Answer]:
    """Let the model word the evidence; whatever becomes of the model, the extract stays."""
    answer, notice = extract, QUESTION_TOO_LONG
    try:
        limit = tools.settings.answer.new_tokens
        texts = [citation.display for citation in citations]
        number = fit_evidence(extract.question, texts, generator.count_tokens, limit=limit)
        if number:
            with closing(_follow(extract, citations, number, tools, generator, started)) as growing:
                for answer in growing:
                    yield answer
            notice = "" if answer.wording else MODEL_BEHIND
    except PromptTooLongError:
        notice = QUESTION_TOO_LONG
    except GeneratorStoppedError:
        notice = MODEL_STOPPED
        answer = replace(answer, wording=(), citations=extract.citations)
    total = replace(answer.timings, total=tools.clock() - started)
    notice = " ".join(filter(None, (extract.notice, notice)))
    yield replace(answer, timings=total, notice=notice, is_final=True)


def _follow(
    extract: Answer,
    citations: Sequence[Citation],
    number: int,
    tools: Tools,
    generator: Generator,
    started: float,
) -> PythonGenerator[Answer]:
    """Yield the answer again with each sentence that the model writes about ``number`` pieces."""
    answer = replace(extract, receipt=_receipt(tools, worded=True))
    prompt = write_prompt(extract.question, [each.display for each in citations[:number]])
    moments: list[float] = []
    max_tokens = tools.settings.answer.answer_tokens
    # closed here when the reader stops listening, so that the model stops at once
    with closing(generator.generate(prompt, max_tokens=max_tokens)) as stream:
        pieces = _stamp(stream, moments, tools.clock)
        for draft in read_drafts(pieces, sources=number):
            grown = _add(answer, draft, citations, tools.actors)
            if grown is answer:
                continue
            first_text = grown.timings.first_model_text
            if first_text is None and grown.wording:
                first_text = tools.clock() - started
            timings = replace(
                grown.timings,
                first_model_token=moments[0] - started,
                first_model_text=first_text,
            )
            answer = replace(grown, timings=timings)
            yield answer


def _stamp(
    stream: Iterable[str], moments: list[float], clock: Callable[[], float]
) -> Iterator[str]:
    """Pass the pieces on, and note when each came."""
    for piece in stream:
        moments.append(clock())
        yield piece


def _add(
    answer: Answer, draft: Draft, citations: Sequence[Citation], actors: ActorReader
) -> Answer:
    """The answer with the draft shown or withheld; the same answer when it says nothing new."""
    if any(draft.text == known.text for known in (*answer.wording, *answer.withheld)):
        return answer
    by_number = {citation.number: citation for citation in citations}
    used = [by_number[number] for number in draft.citations]
    sources = [Source(each.display, each.actors, each.section) for each in used]
    if reason := verify(draft.text, sources, actors):
        withheld = WithheldSentence(draft.text, draft.citations, reason)
        return replace(answer, withheld=(*answer.withheld, withheld))
    sentence = AnswerSentence(draft.text, draft.citations, "worded", "verified")
    wording = (*answer.wording, sentence)
    shown = cited(citations, (*answer.extract, *wording))
    return replace(answer, wording=wording, citations=shown)


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


def _receipt(tools: Tools, *, worded: bool) -> Receipt:
    return Receipt(
        made_at=datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        store=tools.searcher.index.name,
        embedder=tools.embedder.fingerprint,
        generator=tools.generator.fingerprint if worded and tools.generator else "",
        settings=tools.settings.fingerprint,
    )
