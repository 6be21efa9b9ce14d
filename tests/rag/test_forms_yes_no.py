"""A yes or no is given only where one sentence settles it; the condition always goes with it."""

from pathlib import Path

import pytest

from index.actors import ActorReader
from index.hit import Hit
from index.letter import Letter, Passage, Sentence, Span
from rag.evidence import Evidence
from rag.forms_yes_no import decide, find_condition, summarise
from rag.question import understand

FILE = Path("brief.txt")


def evidence(text: str, actors: tuple[str, ...] = ("Nederland",)) -> Evidence:
    sentence = Sentence((Span(0, len(text)),), text, 0, actors)
    letter = Letter("0" * 16, FILE.name, text, sentences=(sentence,))
    hit = Hit(1, 1.0, Passage(letter.id, 0, len(text), 0), letter, text, actors)
    return Evidence(sentence, letter, hit, frozenset(), 1.0, 0.0)


@pytest.mark.parametrize(
    ("question", "text", "verdict"),
    [
        pytest.param(
            "Steunt Nederland de richtlijn vliegende fietsen?",
            "Nederland steunt de richtlijn over vliegende fietsen.", "Ja", id="yes",
        ),
        pytest.param(
            "Steunt Nederland de richtlijn vliegende fietsen?",
            "Nederland steunt de richtlijn vliegende fietsen niet.", "Nee", id="no",
        ),
        pytest.param(
            "Steunt Nederland de richtlijn vliegende fietsen?",
            "Nederland steunt de richtlijn vliegende fietsen, mits er bellen op komen.",
            "Ja, onder een voorwaarde", id="condition",
        ),
        pytest.param(
            "Steunt Nederland de richtlijn vliegende fietsen?",
            "Nederland kan de richtlijn vliegende fietsen steunen.", "", id="hedged",
        ),
        pytest.param(
            "Steunt Nederland de richtlijn vliegende fietsen?",
            "Nederland steunt de aanpak van vliegende fietsen.", "", id="a-word-is-missing",
        ),
        pytest.param(
            "Steunt Nederland alle vliegende fietsen?",
            "Nederland steunt vliegende fietsen.", "", id="sweeping",
        ),
        pytest.param(
            "Wil Nederland de richtlijn vliegende fietsen?",
            "Nederland steunt de richtlijn vliegende fietsen.", "", id="another-verb",
        ),
    ],
)  # fmt: skip
def test_a_verdict_needs_the_verb_and_every_word(
    question: str, text: str, verdict: str, actor_reader: ActorReader
):
    assert decide(understand(question, actor_reader), evidence(text)) == verdict


@pytest.mark.parametrize(
    "actors", [("Commissie",), ("Nederland", "Commissie"), ()], ids=["other", "shared", "unknown"]
)
def test_another_speakers_words_settle_nothing(actors: tuple[str, ...], actor_reader: ActorReader):
    question = understand("Steunt Nederland vliegende fietsen?", actor_reader)

    assert decide(question, evidence("De Raad steunt vliegende fietsen.", actors)) == ""


def test_without_a_verdict_the_reader_is_told_to_read(actor_reader: ActorReader):
    question = understand("Mag Nederland vliegende fietsen verbieden?", actor_reader)

    assert summarise(question, evidence("Nederland weegt een verbod af.")) == (
        "Of dit een ja of een nee is, blijkt uit de zinnen zelf."
    )
    assert "voorwaarde" in summarise(question, evidence("Het mag, mits er bellen op zitten."))


def test_a_condition_ends_with_its_clause():
    text = "Het mag, tenzij het regent; anders niet."
    span = find_condition(text)

    assert span
    assert text[span.start : span.end] == "tenzij het regent"
    assert find_condition("Het mag altijd.") is None
