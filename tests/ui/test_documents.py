"""The JSON that programs outside rely on: keys, types, and what unknown things look like."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from fakes_answers import make_answer, make_hit, make_refusal
from index.actors import ActorReader
from index.build import FileReport
from index.letter import Letter
from rag.answer import Receipt
from rag.errors import QuestionError
from rag.question import understand
from ui.answer_documents import answer_document, read_receipt, receipt_document
from ui.documents import (
    Document,
    Found,
    hit_document,
    index_document,
    letters_document,
    search_document,
    show_document,
)

GOLDEN = Path(__file__).with_name("golden")

# as agreed with the programs that read them: keys may be added, none renamed, retyped or removed
HIT = {
    "rank": int,
    "score": float,
    "letter_id": str,
    "file": str,
    "title": str,
    "date": str,
    "kind": str,
    "kamerstuk": str,
    "section": list,
    "page": None,
    "start": int,
    "end": int,
    "text": str,
    "display": str,
    "actors": list,
    "also_in": list,
}
CITATION = {
    "number": int,
    "letter_id": str,
    "file": str,
    "title": str,
    "date": str,
    "kamerstuk": str,
    "section": list,
    "page": None,
    "start": int,
    "end": int,
    "spans": list,
    "quote": str,
    "display": str,
    "actors": list,
    "also_in": list,
}
ANSWER = {
    "id": None,
    "question": str,
    "status": str,
    "text": str,
    "sentences": list,
    "withheld": list,
    "citations": list,
    "evidence": list,
    "searched": dict,
    "receipt": dict,
    "timings": dict,
}
# added later
ADDED = {"form": str, "summary": str, "understood": str, "groups": list, "missing": list}
SENTENCE = {"text": str, "citations": list, "origin": str, "verdict": str}
WITHHELD = {"text": str, "citations": list, "reason": str}
LETTER = {
    "letter_id": str,
    "file": str,
    "kind": str,
    "chamber": str,
    "date": str,
    "dossier": str,
    "number": str,
    "title": str,
    "council": str,
    "parts": list,
    "signatories": list,
    "pages": None,
    "from": dict,
}
SEARCH = {"id": None, "question": str, "inferred": dict, "hits": list, "seconds": float}
FILE = {"file": str, "status": str, "letter_id": str, "reason": str, "remedy": str}


def assert_has(document: Mapping[str, Any], agreed: Mapping[str, type | None]) -> None:
    for key, kind in agreed.items():
        assert key in document
        assert document[key] is None if kind is None else isinstance(document[key], kind), key


def to_json(document: Document) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


@pytest.fixture
def answer(tiny_letters: Mapping[str, Letter]) -> Document:
    """The document of an answer."""
    return answer_document(make_answer(tiny_letters))


def test_an_answer_is_the_golden_document(answer: Document):
    assert to_json(answer) == (GOLDEN / "answer.json").read_text("utf-8")


def test_a_question_without_answer_is_the_golden_document(tiny_letters: Mapping[str, Letter]):
    document = answer_document(make_refusal(tiny_letters), identifier="v-1")

    assert to_json(document) == (GOLDEN / "not_in_letters.json").read_text("utf-8")


def test_an_answer_has_what_was_agreed(answer: Document):
    assert_has(answer, ANSWER | ADDED)
    assert_has(answer["sentences"][0], SENTENCE)
    assert_has(answer["withheld"][0], WITHHELD)
    assert_has(answer["citations"][0], CITATION)
    assert_has(answer["evidence"][0], HIT)
    assert answer["status"] in ("answered", "partly", "not_in_letters")
    assert set(answer["citations"][0]["also_in"][0]) >= {"file", "start", "end"}
    assert {"search", "first_text", "first_model_text", "total"} <= set(answer["timings"])


def test_a_document_is_the_same_after_json(answer: Document):
    assert json.loads(json.dumps(answer)) == answer


def test_the_text_is_the_sentences_each_followed_by_its_numbers(answer: Document):
    # what the model passed over stays there, in the letters' own words
    assert answer["text"] == (
        "Nederland kon het voorstel niet steunen vanwege de kosten van 4,5 miljoen euro. [1] "
        "Nederland hecht aan regels. [2]"
    )
    assert "[" not in answer["sentences"][0]["text"]


def test_what_was_not_measured_is_null(answer: Document):
    assert answer["timings"]["first_model_text"] is None


def test_a_letter_without_a_date_has_the_date_null_everywhere(tiny_letters: Mapping[str, Letter]):
    undated = tiny_letters["los"]
    answer = answer_document(make_answer(tiny_letters))
    refusal = answer_document(make_refusal(tiny_letters))

    assert hit_document(make_hit(undated, "Nederland"))["date"] is None
    assert answer["citations"][1]["date"] is None
    assert letters_document({undated.id: undated})["letters"][0]["date"] is None
    assert refusal["searched"]["first_date"] is None


@pytest.mark.parametrize("identifier", [None, 7, "a", ["x"], {"n": 1}], ids=str)
def test_the_id_comes_back_as_it_was(identifier: object, tiny_letters: Mapping[str, Letter]):
    assert answer_document(make_refusal(tiny_letters), identifier=identifier)["id"] == identifier


def test_a_search_has_what_was_agreed(
    tiny_letters: Mapping[str, Letter], actor_reader: ActorReader
):
    question = understand("Wat zei NL in maart 2031 over fietsen?", actor_reader)
    hits = (make_hit(tiny_letters["verslag"], "Nederland kon"),)

    document = search_document(Found(question, hits, "", 0.1))

    assert_has(document, SEARCH)
    assert_has(document["hits"][0], HIT)
    assert document["inferred"]["actors"] == ["Nederland"]
    assert (document["inferred"]["months"], document["inferred"]["years"]) == ([3], [2031])


def test_a_letter_has_what_was_agreed(tiny_letters: Mapping[str, Letter]):
    report = tiny_letters["verslag"]

    (document,) = letters_document({report.id: report})["letters"]

    assert_has(document, LETTER)
    assert document["date"] == "2031-03-20"


def test_a_shown_letter_holds_its_whole_text(tiny_letters: Mapping[str, Letter]):
    report = tiny_letters["verslag"]

    document = show_document(report, 3, 9)

    assert_has(document, LETTER)
    assert document["text"] == report.text
    assert (document["start"], document["end"]) == (3, 9)
    assert json.loads(json.dumps(document)) == document


def test_every_file_is_reported_and_counted():
    reports = (
        FileReport("a.txt", "added", "0" * 16),
        FileReport("b.txt", "failed", reason="Geen tekst.", remedy="Geef tekst."),
        FileReport("README.md", "ignored", reason="leesmij-bestand"),
        FileReport("c.txt", "missing", "1" * 16),
    )

    document = index_document(reports)

    assert [file["file"] for file in document["files"]] == ["a.txt", "b.txt", "README.md"]
    assert document["missing"] == [{"file": "c.txt", "letter_id": "1" * 16, "removed": False}]

    assert_has(document["files"][1], FILE)
    assert document["counts"] == {
        "added": 1,
        "unchanged": 0,
        "updated": 0,
        "duplicate": 0,
        "ignored": 1,
        "failed": 1,
    }


def test_a_citation_has_its_notation_to_copy(answer: Document):
    assert answer["citations"][0]["notation"].startswith("Brief van 20 maart 2031")


def test_what_is_set_off_lies_in_the_bare_sentence(answer: Document):
    sentence = answer["extract"][0]
    ((start, end),) = sentence["emphasis"]

    assert sentence["text"][start:end] == "4,5 miljoen euro"


def test_a_receipt_is_read_back_as_it_was_alone_and_in_its_answer(
    tiny_letters: Mapping[str, Letter],
):
    answer = make_answer(tiny_letters)

    for document in (receipt_document(answer.receipt), answer_document(answer)):
        assert read_receipt(json.loads(json.dumps(document))) == answer.receipt


@pytest.mark.parametrize(
    "document",
    [[], {}, {"receipt": 7}, {"receipt": {"store": "x"}}, {"error": "geen index"}],
    ids=["list", "empty", "number", "half", "error"],
)
def test_what_is_no_receipt_is_said_to_be_none(document: object):
    with pytest.raises(QuestionError, match="geen volledig bewijs"):
        read_receipt(document)


def test_a_receipt_with_another_key_is_refused():
    document = receipt_document(Receipt("", "", "", "", ""))

    with pytest.raises(QuestionError):
        read_receipt({**document, "nieuw": 1})
