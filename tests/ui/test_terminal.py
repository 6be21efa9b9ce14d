"""What the command line shows to people; the whole of an answer is a golden file."""

from collections.abc import Mapping
from pathlib import Path

from fakes_answers import make_answer, make_hit, make_refusal
from index.actors import ActorReader
from index.build import FileReport
from index.hit import Place
from index.letter import Letter
from models.selftest import CheckResult
from rag.question import understand
from ui.answer_text import render_answer
from ui.documents import Found
from ui.terminal import (
    render_checks,
    render_found,
    render_letters,
    render_reports,
    render_status,
)

GOLDEN = Path(__file__).with_name("golden")
WIDEST = 96


def test_an_answer_looks_as_agreed(tiny_letters: Mapping[str, Letter]):
    text = render_answer(make_answer(tiny_letters))

    assert text == (GOLDEN / "answer.txt").read_text("utf-8")


def test_a_question_without_answer_looks_as_agreed(tiny_letters: Mapping[str, Letter]):
    text = render_answer(make_refusal(tiny_letters))

    assert text == (GOLDEN / "not_in_letters.txt").read_text("utf-8")


def test_no_line_is_wider_than_a_terminal(tiny_letters: Mapping[str, Letter]):
    lines = render_answer(make_answer(tiny_letters)).splitlines()

    assert max(map(len, lines)) <= WIDEST


def test_what_is_asked_for_is_bold_where_a_terminal_can_show_it(
    tiny_letters: Mapping[str, Letter],
):
    answer = make_answer(tiny_letters)

    assert "\x1b[1m4,5 miljoen euro\x1b[22m" in " ".join(render_answer(answer, bold=True).split())
    assert "\x1b" not in render_answer(answer)


def test_sentences_of_another_follow_their_own_heading(tiny_letters: Mapping[str, Letter]):
    text = render_answer(make_answer(tiny_letters))

    places = [text.index(each) for each in ("JBZ-Raad 10 maart", "- Nederland kon", "los.txt (")]
    assert places == sorted(places)


def test_a_hit_tells_where_it_stands_and_where_again(
    tiny_letters: Mapping[str, Letter], actor_reader: ActorReader
):
    again = (Place("f" * 16, "kopie.txt", 3, 9),)

    hit = make_hit(tiny_letters["verslag"], "Nederland kon", also_in=again)
    question = understand("Wat zei NL over brievenbussen?", actor_reader)

    text = render_found(Found(question, [hit], "", 0.1))

    assert "2031-03-20" in text
    assert "sprekers: Nederland; ook in kopie.txt" in " ".join(text.split())


def test_no_hits_are_said(actor_reader: ActorReader):
    question = understand("fietsen", actor_reader)

    text = render_found(Found(question, [], "Geen passages gevonden. Laat een filter weg.", 0.1))

    assert text.endswith("\n\nGeen passages gevonden. Laat een filter weg.\n")


def test_what_was_asked_about_is_set_off_where_the_terminal_can_show_it(
    tiny_letters: Mapping[str, Letter], actor_reader: ActorReader
):
    hit = make_hit(tiny_letters["verslag"], "Nederland kon")
    found = Found(understand("Wat zijn de kosten?", actor_reader), [hit], "", 0.1)

    assert "\x1b[1mkosten\x1b[22m" in render_found(found, bold=True)
    assert "\x1b" not in render_found(found)


def test_every_letter_is_a_line(tiny_letters: Mapping[str, Letter]):
    lines = render_letters(tuple(tiny_letters.values())).splitlines()

    assert sum(line.endswith(".txt") for line in lines) == len(tiny_letters)
    assert any(line.endswith("los.txt") and " - " in line for line in lines)


def test_the_list_names_meetings_and_what_is_missing(tiny_letters: Mapping[str, Letter]):
    shown = render_letters(tuple(tiny_letters.values()))

    assert "Agenda en verslag van dezelfde bijeenkomst: nr. 12 en nr. 13" in shown
    assert "maar niet in de verzameling" in shown


def test_only_files_that_need_attention_are_named():
    reports = (
        FileReport("a.txt", "added", "0" * 16),
        FileReport("b.txt", "unchanged", "1" * 16),
        FileReport("c.txt", "failed", reason="Geen tekst.", remedy="Geef tekst."),
        FileReport("d.txt", "missing", "2" * 16),
    )

    text = render_reports(reports)

    assert text == (
        "mislukt: c.txt: Geen tekst. Geef tekst.\n"
        "verdwenen: d.txt\n"
        "Verdwenen brieven blijven in de index; met --prune gaan ze eruit.\n"
        "Klaar: 1 toegevoegd, 1 ongewijzigd, 1 mislukt, 1 verdwenen.\n"
    )


def test_a_reason_that_names_its_file_is_not_given_its_name_again():
    report = FileReport("leeg.pdf", "failed", "", "leeg.pdf is leeg.", "Vervang het bestand.")

    line = render_reports([report]).splitlines()[0]

    assert line == "mislukt: leeg.pdf is leeg. Vervang het bestand."


def test_a_failed_check_stands_out():
    results = [
        CheckResult("zoekmodel", True, "werkt", 1.0),
        CheckResult("taalmodel", False, "x", 2),
    ]

    assert render_checks(results) == (
        "goed  zoekmodel: werkt (1.0 s)\nFOUT  taalmodel: x (2.0 s)\n"
    )


def test_status_is_dutch():
    status = {
        "data_folder": "/map",
        "store": "/map/store",
        "index": "",
        "letters": 0,
        "passages": 0,
        "notice": "Er is nog geen index.",
        "weights": {"embedder": "present", "generator": "missing"},
    }

    assert render_status(status) == (
        "gegevensmap: /map\nmap van de index: /map/store\nindex: geen\nEr is nog geen index.\n"
        "model embedder: aanwezig\nmodel generator: ontbreekt\n"
    )
