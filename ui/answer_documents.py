"""The JSON document of an answer and of its receipt; keys may be added, none renamed or removed."""

from dataclasses import asdict
from typing import Any, cast

from rag.answer import (
    Answer,
    AnswerSentence,
    Citation,
    EvidencePlace,
    Receipt,
    Searched,
    WithheldSentence,
)
from rag.errors import QuestionError
from ui.documents import Document, hit_document, place_document
from ui.inferred import inferred_document


def answer_document(answer: Answer, *, identifier: object = None) -> Document:
    """An answer with everything it rests on."""
    timings = {name: _seconds(value) for name, value in asdict(answer.timings).items()}
    return {
        "id": identifier,
        "question": answer.question,
        "understood": answer.understood,
        "status": answer.status,
        "form": answer.form,
        "inferred": inferred_document(answer.reading) if answer.reading else {},
        "message": answer.message,
        "checks": [
            {"name": each.name, "passed": each.passed, "explanation": each.explanation}
            for each in answer.checks
        ],
        "summary": answer.summary,
        "text": answer.text,
        "sentences": [_sentence(sentence) for sentence in answer.sentences],
        "extract": [_sentence(sentence) for sentence in answer.extract],
        "groups": [
            {**asdict(group), "sentences": list(group.sentences)} for group in answer.groups
        ],
        "withheld": [_sentence(sentence) for sentence in answer.withheld],
        "citations": [_citation(citation) for citation in answer.citations],
        "evidence": [
            hit_document(hit, answer.reading.subjects if answer.reading else ())
            for hit in answer.evidence
        ],
        "missing": [
            {"name": each.name, "citations": list(each.citations)} for each in answer.missing
        ],
        "searched": _searched(answer.searched),
        "receipt": receipt_document(answer.receipt),
        "timings": timings,
        "notice": answer.notice,
    }


def receipt_document(receipt: Receipt) -> Document:
    """A receipt; ``kamerbrief verify`` takes it, or the answer it stands in."""
    return {
        **asdict(receipt),
        "history": [{"question": question, "answer": text} for question, text in receipt.history],
        "filters": dict(receipt.filters),
        "evidence": [asdict(place) for place in receipt.evidence],
        "ignored": list(receipt.ignored),
    }


def read_receipt(document: object) -> Receipt:
    """The receipt that ``receipt_document`` wrote, alone or in the answer it belongs to.

    Raises ``QuestionError`` when there is none in the document.
    """
    fields = cast("dict[str, Any]", document) if isinstance(document, dict) else {}
    record: dict[str, Any] = fields.get("receipt", fields)
    try:
        tuples: dict[str, Any] = {
            "history": tuple((each["question"], each["answer"]) for each in record["history"]),
            "filters": tuple((name, str(value)) for name, value in record["filters"].items()),
            "evidence": tuple(EvidencePlace(**each) for each in record["evidence"]),
            "ignored": tuple(record.get("ignored", ())),
        }
        return Receipt(**{**record, **tuples})
    except (TypeError, KeyError, AttributeError) as error:
        raise QuestionError(
            "In dit bestand staat geen volledig bewijs van een antwoord.",
            "Geef wat 'kamerbrief ask --json' schreef, of het deel 'receipt' daarvan.",
        ) from error


def _sentence(sentence: AnswerSentence | WithheldSentence) -> Document:
    document = {**asdict(sentence), "citations": list(sentence.citations)}
    if isinstance(sentence, AnswerSentence):
        document["emphasis"] = [list(span) for span in sentence.emphasis]
        document["leans_on"] = list(sentence.leans_on)
    return document


def _searched(searched: Searched) -> Document:
    return {
        "letters": searched.letters,
        "first_date": searched.first_date or None,
        "last_date": searched.last_date or None,
        "terms": list(searched.terms),
        "actors": list(searched.actors),
        "missing_terms": list(searched.missing_terms),
    }


def _citation(citation: Citation) -> Document:
    return {
        **asdict(citation),
        "date": citation.date or None,
        "section": list(citation.section),
        "actors": list(citation.actors),
        "spans": [list(span) for span in citation.spans],
        "also_in": [place_document(place) for place in citation.also_in],
    }


def _seconds(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
