"""Read an answer back from the JSON of ``kamerbrief ask --json``, as far as people take it along.

The JSON document is what every export starts from, not ``rag.answer.Answer``: a saved conversation
and a file of the command line hold only the document, while an ``Answer`` holds whole letters and
cannot be made again from it. The web page has both and gives ``answer_document(answer)``.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from index.hit import Place
from rag.answer import AnswerSentence, Citation, Group, MissingDocument, Receipt, Searched, Status
from rag.errors import QuestionError
from ui.answer_documents import read_receipt
from ui.errors import AnswerFileError
from ui.json_fields import (
    read_number,
    read_numbers,
    read_record,
    read_records,
    read_spans,
    read_text,
    read_texts,
)
from ui.page_text import STATUS

_REMEDY = "Geef wat 'kamerbrief ask --json' (of --batch) schreef."


@dataclass(frozen=True)
class NearPassage:
    """A passage that came near where nothing answers."""

    notation: str
    text: str


@dataclass(frozen=True)
class TakenAnswer:
    """An answer as it is taken along: the fields of ``rag.answer.Answer`` that people read."""

    question: str
    understood: str
    status: Status
    message: str
    summary: str
    notice: str
    sentences: tuple[AnswerSentence, ...]
    extract: tuple[AnswerSentence, ...]
    groups: tuple[Group, ...]
    citations: tuple[Citation, ...]
    missing: tuple[MissingDocument, ...]
    near: tuple[NearPassage, ...]
    withheld: int  # sentences of the model
    searched: Searched
    terms: tuple[str, ...]  # of the question itself; ``searched`` also has their other names
    receipt: Receipt


def load_answers(file: Path) -> tuple[TakenAnswer, ...]:
    """The answers in a file: one document, a list of them, or one on each line.

    Raises ``AnswerFileError`` when the file cannot be read or holds something else.
    """
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "het is geen UTF-8"
        raise AnswerFileError(f"{file} kan niet worden gelezen ({reason}).", _REMEDY) from error
    documents = _parse(text, file)
    if not documents:
        raise AnswerFileError(f"{file} bevat geen antwoord.", _REMEDY)
    return tuple(read_answer(each, where=str(file)) for each in documents)


def read_answer(document: object, *, where: str = "Dit") -> TakenAnswer:
    """The answer in one document; ``where`` names it when it is none (``AnswerFileError``)."""
    try:
        return _make(read_record(document))
    except QuestionError as error:  # of the receipt
        raise AnswerFileError(f"{where}: {error.problem}", error.remedy) from error
    except (KeyError, TypeError, ValueError) as error:
        reason = f"{error.args[0]} ontbreekt" if isinstance(error, KeyError) else str(error)
        raise AnswerFileError(f"{where} is geen volledig antwoord ({reason}).", _REMEDY) from error


def _parse(text: str, file: Path) -> Sequence[object]:
    """One JSON document or a list; what is no JSON as a whole may be so line by line."""
    try:
        try:
            whole: object = json.loads(text)
        except ValueError:
            return [json.loads(line) for line in text.split("\n") if line.strip()]
    except (ValueError, RecursionError) as error:
        raise AnswerFileError(f"{file} is geen JSON.", _REMEDY) from error
    return cast("list[object]", whole) if isinstance(whole, list) else [whole]


def _make(record: dict[str, Any]) -> TakenAnswer:
    if record.get("error"):
        raise ValueError(f"de vraag is niet beantwoord: {record['error']}")
    status = read_text(record, "status")
    if status not in STATUS:
        raise ValueError(f"status {status} is onbekend")
    for name in ("question", "citations", "sentences", "searched"):
        if name not in record:
            raise KeyError(name)
    citations = tuple(map(_citation, read_records(record, "citations")))
    sentences = tuple(map(_sentence, read_records(record, "sentences")))
    extract = tuple(map(_sentence, read_records(record, "extract")))
    known = {each.number for each in citations}
    if len(known) < len(citations):
        raise ValueError("twee citaten hebben hetzelfde nummer")
    lost = {number for each in sentences for number in (*each.citations, *each.leans_on)} - known
    if lost:
        raise ValueError(f"citaat {min(lost)} ontbreekt")
    return TakenAnswer(
        question=read_text(record, "question"),
        understood=read_text(record, "understood"),
        status=status,
        message=read_text(record, "message"),
        summary=read_text(record, "summary"),
        notice=read_text(record, "notice"),
        sentences=sentences,
        extract=extract,
        groups=tuple(_group(each, len(extract)) for each in read_records(record, "groups")),
        citations=citations,
        missing=tuple(
            MissingDocument(read_text(each, "name"), read_numbers(each, "citations"))
            for each in read_records(record, "missing")
        ),
        near=tuple(map(_near, read_records(record, "evidence"))),
        withheld=len(read_records(record, "withheld")),
        searched=_searched(read_record(record["searched"])),
        terms=read_texts(read_record(record.get("inferred") or {}), "terms"),
        receipt=read_receipt(record),
    )


def _sentence(record: dict[str, Any]) -> AnswerSentence:
    text = read_text(record, "text")
    return AnswerSentence(
        text,
        read_numbers(record, "citations"),
        "worded" if record.get("origin") == "worded" else "verbatim",
        "verified" if record.get("verdict") == "verified" else "verbatim",
        emphasis=tuple(span for span in read_spans(record, "emphasis") if span.end <= len(text)),
        leans_on=read_numbers(record, "leans_on"),
    )


def _citation(record: dict[str, Any]) -> Citation:
    page = record.get("page")
    return Citation(
        number=read_number(record, "number"),
        letter_id=read_text(record, "letter_id"),
        file=read_text(record, "file"),
        title=read_text(record, "title"),
        date=read_text(record, "date"),
        kamerstuk=read_text(record, "kamerstuk"),
        section=read_texts(record, "section"),
        page=page if isinstance(page, int) else None,
        start=read_number(record, "start"),
        end=read_number(record, "end"),
        spans=read_spans(record, "spans"),
        quote=read_text(record, "quote"),
        display=read_text(record, "display"),
        actors=read_texts(record, "actors"),
        also_in=tuple(
            Place(
                read_text(each, "letter_id"),
                read_text(each, "file"),
                read_number(each, "start"),
                read_number(each, "end"),
            )
            for each in read_records(record, "also_in")
        ),
        notation=read_text(record, "notation"),
    )


def _group(record: dict[str, Any], sentences: int) -> Group:
    positions = read_numbers(record, "sentences")
    if positions and max(positions) >= sentences:
        raise ValueError(f"zin {max(positions)} van een groep ontbreekt")
    mark = read_text(record, "mark")
    return Group(
        read_text(record, "heading"),
        read_text(record, "detail"),
        positions,
        mark if mark in ("gewijzigd", "herhaald", "inzet", "uitkomst") else "",
        read_text(record, "why"),
    )


def _near(record: dict[str, Any]) -> NearPassage:
    names = (read_text(record, name) for name in ("title", "date", "kamerstuk"))
    return NearPassage(
        ", ".join(filter(None, names)) or read_text(record, "file"), read_text(record, "display")
    )


def _searched(record: dict[str, Any]) -> Searched:
    return Searched(
        letters=read_number(record, "letters"),
        first_date=read_text(record, "first_date"),
        last_date=read_text(record, "last_date"),
        terms=read_texts(record, "terms"),
        actors=read_texts(record, "actors"),
        missing_terms=read_texts(record, "missing_terms"),
    )
