"""``kamerbrief verify``: an answer is identical, or it is said what changed and where."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from fakes import NarrowEmbedder
from fakes_forms import search_over
from index.actors import load_actor_reader
from index.letter import Letter
from rag.answer import Answer, Receipt
from rag.answering import Tools, answer_question
from rag.errors import QuestionError
from rag.receipts import compare
from rag.settings import AnswerSettings, Settings
from ui.answer_documents import answer_document, read_receipt, receipt_document
from ui.cli import main
from ui.verify_command import (
    answer_again,
    load_receipt,
    render_verification,
    verify_document,
)

QUESTION = "Wat zei NL over zingende lantaarnpalen?"


@dataclass
class Assistant:
    """Answers with the fake embedder, without a model."""

    tools: Tools

    def answer(self, question: str, *, use_model: bool, **options: object) -> Iterator[Answer]:
        assert not use_model
        return answer_question(question, self.tools, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """An assistant over made-up letters, for which any fit will do."""
    store = tmp_path_factory.mktemp("store")
    searcher = search_over("position_letters", store, NarrowEmbedder(dimensions=65))
    settings = Settings(answer=AnswerSettings(sure_doubt=99.0, refuse_doubt=99.0))
    return Assistant(Tools(searcher, searcher.embedder, load_actor_reader(), settings))


@pytest.fixture(scope="module")
def answer(assistant: Assistant) -> Answer:
    """What was answered then."""
    *_, answer = answer_question(QUESTION, assistant.tools)
    return answer


def written(folder: Path, document: object) -> Path:
    file = folder / "antwoord.json"
    file.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return file


def check(
    receipt: Receipt,
    assistant: Assistant,
    altered: Sequence[str] = (),
    *,
    letters: dict[str, Letter] | None = None,
) -> str:
    """What a person reads."""
    again = answer_again(receipt, assistant)
    there = assistant.tools.searcher.index.letters if letters is None else letters
    return render_verification(compare(receipt, again, there), again, altered)


def test_an_answer_that_is_the_same_is_identical(assistant: Assistant, answer: Answer):
    text = check(answer.receipt, assistant)

    assert text.startswith("Identiek: dezelfde vraag geeft hetzelfde antwoord")
    assert "Anders dan toen" not in text


@pytest.mark.parametrize("alone", [True, False], ids=["receipt", "answer"])
def test_a_receipt_is_taken_from_the_file_of_its_answer_too(
    alone: bool, answer: Answer, tmp_path: Path
):
    document = receipt_document(answer.receipt) if alone else answer_document(answer)

    receipt, altered = load_receipt(written(tmp_path, document))

    assert receipt == answer.receipt
    assert altered == ()


def test_a_changed_letter_is_named_with_its_place(assistant: Assistant, answer: Answer):
    letters = dict(assistant.tools.searcher.index.letters)
    first = answer.receipt.evidence[0]
    letters["f" * 16] = replace(letters.pop(first.letter_id), id="f" * 16)

    text = check(answer.receipt, assistant, letters=letters)

    assert text.startswith("Het antwoord is gelijk, maar waarop het berust is veranderd.")
    place = f"({first.file}, tekens {first.start}-{first.end})"
    assert f"{place}: de brief is gewijzigd" in " ".join(text.split())


def test_a_removed_letter_is_named(assistant: Assistant, answer: Answer):
    letters = dict(assistant.tools.searcher.index.letters)
    del letters[answer.receipt.evidence[0].letter_id]

    text = check(answer.receipt, assistant, letters=letters)

    assert "de brief zit niet meer in de verzameling" in " ".join(text.split())


def test_another_model_and_a_changed_answer_are_named_with_the_answer_of_now(
    assistant: Assistant, answer: Answer
):
    receipt = replace(answer.receipt, embedder="een ander", text_sha256="0" * 64)

    text = check(receipt, assistant)

    assert text.startswith("Het antwoord is veranderd.")
    assert "Anders dan toen: het zoekmodel." in text
    assert "Het antwoord is nu:" in text
    assert answer.extract[0].text[:40] in text


def test_a_quote_altered_in_the_file_is_found(answer: Answer, tmp_path: Path):
    document = answer_document(answer)
    document["citations"][0]["quote"] = "Nederland is tegen."

    _, altered = load_receipt(written(tmp_path, document))

    assert altered == ("citaat [1] in het bestand",)


def test_a_text_altered_in_the_file_is_never_identical(
    assistant: Assistant, answer: Answer, tmp_path: Path
):
    file = written(tmp_path, {**answer_document(answer), "text": "Nederland is tegen. [1]"})

    receipt, altered = load_receipt(file)

    again = answer_again(receipt, assistant)
    comparison = compare(receipt, again, assistant.tools.searcher.index.letters)
    assert verify_document(comparison, again, altered)["identical"] is False
    assert "Veranderd: de tekst van het antwoord" in render_verification(comparison, again, altered)


def test_the_document_for_programs_says_the_same(assistant: Assistant, answer: Answer):
    again = answer_again(answer.receipt, assistant)
    comparison = compare(answer.receipt, again, assistant.tools.searcher.index.letters)

    document = verify_document(comparison, again, ())

    assert document["identical"] is True
    assert {each["state"] for each in document["quotes"]} == {"stands"}
    assert read_receipt(document["answer"]).text_sha256 == answer.receipt.text_sha256
    assert json.loads(json.dumps(document)) == document


@pytest.mark.parametrize(
    "content",
    ["", "geen json", "[1, 2]", '{"error": "x"}', "\x00"],
    ids=["empty", "text", "list", "error", "zero"],
)
def test_a_file_that_is_no_receipt_is_one_clear_line(
    content: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "bewijs.json"
    file.write_text(content, "utf-8")

    code = main(["verify", str(file)])

    errors = capsys.readouterr().err
    assert code == 1
    assert len(errors.splitlines()) == 1
    assert "ask --json" in errors


def test_a_file_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(QuestionError, match="kan niet worden gelezen"):
        load_receipt(tmp_path / "weg.json")
