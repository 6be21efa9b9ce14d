"""Rules for who speaks or acts in a sentence: real sentences and made-up ones, read by a person."""

from pathlib import Path

import pytest

from index.actors import ActorReader

LINES = Path(__file__).with_name("actors.tsv").read_text("utf-8").splitlines()
SENTENCES = [line.split("\t") for line in LINES if not line.startswith("#")]


@pytest.mark.parametrize(
    ("actors", "sentence"), SENTENCES, ids=[sentence[:40] for _, sentence in SENTENCES]
)
def test_who_speaks_or_acts(actor_reader: ActorReader, actors: str, sentence: str):
    assert actor_reader.read(sentence) == tuple(actors.split("|"))


@pytest.mark.parametrize(
    ("sentence", "previous"),
    [
        ("Daarbij werd aangegeven dat de EU en haar lidstaten van start kunnen.", "Nederland"),
        ("Zij hebben verzocht dit mee te nemen in de onderhandelingen.", "lidstaten:aantal"),
        ("Opvolging is nodig van de aanbevelingen van de HLG.", "Nederland"),
        ("Er moeten hier EU-oplossingen voor komen die van toepassing zijn.", "Nederland"),
        ("Daarnaast werd benoemd dat een impact assessment is gestart.", "Commissie"),
    ],
)
def test_who_spoke_goes_on_speaking_when_a_sentence_carries_on(
    actor_reader: ActorReader, sentence: str, previous: str
):
    assert actor_reader.read(sentence, previous=(previous,)) == (previous,)
    assert actor_reader.read(sentence) == ("verteller",)


def test_under_the_cabinets_own_heading_the_narration_is_the_cabinets(actor_reader: ActorReader):
    sentence = "Een goede implementatie van het Pact biedt daarvoor handvatten."
    headings = ("Voortgangsrapportage", "Appreciatie van het kabinet")

    assert actor_reader.read(sentence, headings=headings) == ("Nederland",)


def test_footnotes_are_the_letters_own_narration(actor_reader: ActorReader):
    assert actor_reader.read("Kamerstuk 22 112, nr. 3840.") == ("verteller",)
