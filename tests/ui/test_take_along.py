"""What is taken along: everything an adviser reads, each citation once as a footnote."""

import json
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import fakes_page
from fakes_taken import HOSTILE, answers_as_json, one_answer, texts
from index.letter import Letter
from ui.answer_documents import answer_document
from ui.errors import AnswerFileError
from ui.printable import make_printable
from ui.take_along import compose
from ui.taken import Mark, Run
from ui.taken_answers import load_answers, read_answer

*_, REAL = fakes_page.make_answers("Wat zei NL?", fakes_page.read_sample_letters())


def sentences(document: Any) -> list[str]:
    return [block.text for block in document.blocks if block.kind == "sentence"]


def test_the_sentences_are_those_of_the_answer_in_their_order(tiny_letters: Mapping[str, Letter]):
    (answer, _) = answers_as_json(tiny_letters)

    assert sentences(one_answer(tiny_letters)) == [each["text"] for each in answer["sentences"]]


@pytest.mark.parametrize("which", ["made up", "real letters"])
def test_the_text_with_its_marks_is_the_text_of_the_answer(
    which: str, tiny_letters: Mapping[str, Letter]
):
    answers = {
        "made up": answers_as_json(tiny_letters)[0],
        "real letters": answer_document(REAL),
    }
    answer = answers[which]

    document = compose([read_answer(answer)])

    quoted = {note.number: note.run.text for note in document.notes}
    number_of = {
        note: citation["number"]
        for note, text in quoted.items()
        for citation in answer["citations"]
        if f"{citation['file']}, tekens {citation['start']}-{citation['end']}." in text
    }
    said = [
        block.text + "".join(f" [{number_of[mark]}]" for mark in block.marks)
        for block in document.blocks
        if block.kind == "sentence"
    ]
    if not answer["groups"]:  # under headings the sentences stand in the order of the headings
        assert " ".join(said) == answer["text"]
    assert sorted(" ".join(said).split()) == sorted(answer["text"].split())


def test_every_citation_has_one_footnote_with_notation_quote_speaker_and_place(
    tiny_letters: Mapping[str, Letter],
):
    (answer, _) = answers_as_json(tiny_letters)

    notes = [note.run.text for note in one_answer(tiny_letters).notes]

    assert len(notes) == len(answer["citations"]) == 3
    for citation in answer["citations"]:
        (note,) = [each for each in notes if f"“{citation['display']}”" in each]
        assert note.startswith(citation["notation"])
        place = f"{citation['file']}, tekens {citation['start']}-{citation['end']}"
        assert f"Vindplaats: {place}" in note


def test_a_note_is_numbered_by_its_first_mention(tiny_letters: Mapping[str, Letter]):
    document = compose([read_answer(each) for each in answers_as_json(tiny_letters) * 2])

    mentions = [number for block in document.blocks for number in block.marks]

    assert list(dict.fromkeys(mentions)) == [note.number for note in document.notes]
    assert [note.number for note in document.notes] == list(range(1, 7))


def test_a_citation_that_no_shown_sentence_rests_on_keeps_its_footnote(
    tiny_letters: Mapping[str, Letter],
):
    (answer, _) = answers_as_json(tiny_letters)
    answer["sentences"] = answer["sentences"][1:]

    document = compose([read_answer(answer)])

    (others,) = [block for block in document.blocks if block.text == "Ook gelezen:"]
    assert len(document.notes) == 3
    assert len(others.marks) == 2


def test_what_was_asked_for_stays_set_off(tiny_letters: Mapping[str, Letter]):
    runs = [
        piece.text
        for block in one_answer(tiny_letters).blocks
        if block.kind == "sentence"
        for piece in block.pieces
        if isinstance(piece, Run) and piece.bold
    ]

    assert runs == ["4,5 miljoen euro"]


@pytest.mark.parametrize(
    "line",
    [
        "Wat zei NL over drijvende brievenbussen?",
        "Begrepen als: Wat zei NL in maart over drijvende brievenbussen?",
        "Deels beantwoord",
        "Het laatste standpunt in deze brieven is van 20 maart 2031.",
        "Nederland – verslag JBZ-Raad 10 maart 2031 (uitkomst)",
        "De brief verwijst naar 99 999, nr. 3; dat stuk zit niet in deze verzameling.",
        "1 zin van het taalmodel ingehouden na controle.",
        "Let op: de vorige index wordt gebruikt.",
        "3 brieven van 3 maart 2031 tot en met 20 maart 2031; "
        "gezocht op: drijvende, brievenbussen.",
        "Gemaakt op 1 april 2031, 09.00 uur UTC. Bewijs: index g000001, "
        "instellingen 0000000000000000, taalmodel generator.",
    ],
)
def test_what_an_adviser_must_know_is_in_it(line: str, tiny_letters: Mapping[str, Letter]):
    assert line in [block.text for block in one_answer(tiny_letters).blocks]


def test_other_names_of_what_was_asked_are_counted(tiny_letters: Mapping[str, Letter]):
    (answer, _) = answers_as_json(tiny_letters)
    answer["inferred"] = {"terms": ["brievenbussen"]}

    lines = [block.text for block in compose([read_answer(answer)]).blocks]

    assert any(line.endswith("; gezocht op: brievenbussen en 1 verwant woord.") for line in lines)


def test_a_refusal_shows_what_came_near_and_has_no_notes(tiny_letters: Mapping[str, Letter]):
    (_, refusal) = answers_as_json(tiny_letters)

    document = compose([read_answer(refusal)])

    lines = [block.text for block in document.blocks]
    assert lines[lines.index("Dichtstbijzijnde passages") + 1].startswith("los.txt: “Nederland")
    assert not document.notes


SPOILED: tuple[tuple[Callable[[dict[str, Any]], object], str], ...] = (
    (lambda answer: answer.pop("citations"), "citations ontbreekt"),
    (lambda answer: answer["citations"][0].pop("start"), "start ontbreekt"),
    (lambda answer: answer.update(citations=3), "citations is geen lijst"),
    (lambda answer: answer.update(extract=["zin"]), "hier hoort een object"),
    (lambda answer: answer.pop("status"), "status"),
    (lambda answer: answer.update(status="misschien"), "misschien"),
    (lambda answer: answer.pop("receipt"), "bewijs"),
    (lambda answer: answer.update(citations=[]), "citaat 1 ontbreekt"),
    (lambda answer: answer["citations"].append(answer["citations"][0]), "hetzelfde nummer"),
    (lambda answer: answer["sentences"][0].update(text=3), "text is geen tekst"),
    (lambda answer: answer["sentences"][0].update(citations="12"), "citations is geen lijst"),
    (lambda answer: answer["groups"][0].update(sentences=[9]), "zin 9 van een groep"),
    (lambda answer: answer["citations"][0].update(start="3"), "start is geen getal"),
    (lambda answer: answer.update(error="geen vraag"), "niet beantwoord: geen vraag"),
    (lambda answer: answer.update(searched=None), "object"),
    (lambda answer: answer["sentences"][0].update(emphasis=[[1]]), "begin en einde"),
)


@pytest.mark.parametrize(("spoil", "problem"), SPOILED, ids=[problem for _, problem in SPOILED])
def test_what_is_no_whole_answer_is_refused_in_one_line(
    spoil: Callable[[dict[str, Any]], object], problem: str, tiny_letters: Mapping[str, Letter]
):
    (answer, _) = answers_as_json(tiny_letters)
    spoil(answer)

    with pytest.raises(AnswerFileError, match=problem) as raised:
        read_answer(answer, where="antwoord.json")

    assert raised.value.problem.startswith("antwoord.json")
    assert "ask --json" in raised.value.remedy


@pytest.mark.parametrize("form", ["one", "list", "lines"])
def test_one_answer_a_list_and_a_batch_are_read(
    form: str, tmp_path: Path, tiny_letters: Mapping[str, Letter]
):
    both = answers_as_json(tiny_letters)
    file = tmp_path / "antwoord.json"
    lines = "".join(f"{json.dumps(each)}\n" for each in both)
    file.write_text({"one": json.dumps(both[0]), "list": json.dumps(both), "lines": lines}[form])

    answers = load_answers(file)

    assert [each.question for each in answers] == [
        each["question"] for each in (both[:1] if form == "one" else both)
    ]


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"3", b"geen json", b"\xff\xfe", b"[" * 100_000, b'{"question": "a"}']
)
def test_a_file_without_an_answer_is_refused(content: bytes, tmp_path: Path):
    file = tmp_path / "antwoord.json"
    file.write_bytes(content)

    with pytest.raises(AnswerFileError):
        load_answers(file)


def test_a_file_that_is_not_there_is_said(tmp_path: Path):
    with pytest.raises(AnswerFileError, match="kan niet worden gelezen"):
        load_answers(tmp_path / "niets.json")


@given(texts)
def test_printable_text_is_one_line_without_steering_signs(text: str):
    line = make_printable(text)

    assert not {unicodedata.category(each) for each in line} & {"Cc", "Cf", "Cs"}
    assert make_printable(line) == line
    assert len(line.splitlines()) <= 1
    line.encode()  # no half signs


@pytest.mark.parametrize("text", ["Coördinatie “€ 4,5 miljoen” – één…", "Šefčovič, Wałęsa, Παρίσι"])
def test_ordinary_text_stays_as_it_is(text: str):
    assert make_printable(text) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_in_a_letter_becomes_a_mark(text: str, tiny_letters: Mapping[str, Letter]):
    (answer, _) = answers_as_json(tiny_letters)
    answer["question"] = answer["message"] = text
    for each in (*answer["sentences"], *answer["citations"]):
        each["text"] = each["display"] = each["notation"] = text

    document = compose([read_answer(answer)])

    assert sentences(document) == [make_printable(text)] * 2
    marks = [each for block in document.blocks for each in block.pieces if isinstance(each, Mark)]
    assert {each.number for each in marks} == {1, 2, 3}
