"""Rules for who speaks or acts in a sentence: real sentences and made-up ones, read by a person."""

import tomllib
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.actors import ActorReader, load_actor_reader

LINES = Path(__file__).with_name("actors.tsv").read_text("utf-8").splitlines()
ROWS = [(line.split("\t") + [""] * 2)[:4] for line in LINES if not line.startswith("#")]
PHRASES = tomllib.loads((resources.files("index") / "actor_phrases.toml").read_text("utf-8"))
BEFORE = "De situatie is onveranderd."  # the sentence before one that carries on


def row(actors: str, sentence: str, previous: str, mark: str):
    missed = [pytest.mark.xfail(reason="known to be missed")] if mark == "gemist" else []
    spoke = set(actors.split("|")) - {"onbekend"}
    return pytest.param(spoke, sentence, previous, marks=missed, id=sentence[:40])


@pytest.mark.parametrize(("actors", "sentence", "previous"), [row(*each) for each in ROWS])
def test_who_speaks_or_acts(
    actor_reader: ActorReader, actors: set[str], sentence: str, previous: str
):
    spoke = tuple(previous.split("|")) if previous else ()

    read = actor_reader.read(sentence, previous=spoke, before=BEFORE if previous else "")

    assert set(read) == actors


@pytest.mark.parametrize(
    ("sentence", "previous"),
    [
        ("Daarbij werd aangegeven dat kuststaten van start kunnen.", "Nederland"),
        ("Zij hebben verzocht dit mee te nemen in de onderhandelingen.", "lidstaten:aantal"),
        ("Daarnaast werd benoemd dat een onderzoek is gestart.", "Commissie"),
        ("Er moeten hier gezamenlijke regels voor komen.", "voorzitterschap"),
    ],
)
def test_who_spoke_goes_on_speaking_when_a_sentence_carries_on(
    actor_reader: ActorReader, sentence: str, previous: str
):
    assert actor_reader.read(sentence, previous=(previous,), before=BEFORE) == (previous,)
    assert actor_reader.read(sentence) == ()


def test_a_wish_of_nobody_named_is_the_cabinets(actor_reader: ActorReader):
    sentence = "Opvolging van deze aanbevelingen is nodig."

    assert actor_reader.read(sentence) == ("Nederland",)
    assert actor_reader.read(sentence, previous=("Commissie",)) == ("Commissie",)
    assert actor_reader.read(sentence, previous=(), before=BEFORE) == ()


def test_behind_reported_speech_a_bare_sentence_has_no_certain_speaker(actor_reader: ActorReader):
    sentence = "Smokkelaars zijn steeds brutaler geworden."
    said, done = "De Commissie schetste dat de handel groeit.", "De Commissie opende een kantoor."

    assert actor_reader.read(sentence, previous=("Commissie",), before=said) == ()
    assert actor_reader.read(sentence, previous=("Commissie",), before=done) == ("verteller",)


def test_under_the_cabinets_own_heading_a_judgement_is_the_cabinets(actor_reader: ActorReader):
    headings = ("Voortgangsrapportage", "Appreciatie van het kabinet")

    for sentence, speaker in (
        ("Een goede implementatie van het Pact biedt daarvoor handvatten.", "Nederland"),
        ("De rapportage telt twaalf bladzijden.", "verteller"),
    ):
        assert actor_reader.read(sentence, headings=headings) == (speaker,)


def test_under_a_heading_of_others_a_wish_is_not_taken_for_the_cabinets(
    actor_reader: ActorReader,
):
    sentence = "Een hogere boete is noodzakelijk."

    assert actor_reader.read(sentence, headings=("b) Beoordeling en inzet",)) == ("Nederland",)
    for heading in ("a) Inhoud voorstel", "c) Eerste inschatting van het krachtenveld"):
        assert actor_reader.read(sentence, headings=("Nederlandse positie", heading)) == ()


def read_behind(
    actor_reader: ActorReader, before: str, sentence: str, *, earlier: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Who speaks in a sentence that follows one of the letter's own narration."""
    return actor_reader.read(sentence, previous=("verteller",), before=before, earlier=earlier)


def test_what_must_be_is_the_wish_of_the_cabinet_where_it_spoke_last(actor_reader: ActorReader):
    before, sentence = "Veroorzaakt de bel schade?", "Dan moet dat vergoed worden."

    for earlier, speaker in (("Nederland", ("Nederland",)), ("Commissie", ())):
        assert read_behind(actor_reader, before, sentence, earlier=(earlier,)) == speaker
    assert read_behind(actor_reader, before, sentence) == ()


def test_what_a_named_rule_demands_is_no_wish(actor_reader: ActorReader):
    sentence = "De eigenaar moet zich registreren."

    assert read_behind(actor_reader, "Deze regels gelden overal.", sentence) == ("verteller",)


def test_a_state_that_presents_its_programme_as_the_next_chair_is_the_chair(
    actor_reader: ActorReader,
):
    sentence = "Denemarken wil de nadruk leggen op buitengrenzen."
    heading = "13. Werkprogramma van het inkomend Deense Voorzitterschap"

    assert actor_reader.read(sentence, headings=(heading,)) == ("voorzitterschap",)
    assert actor_reader.read(sentence) == ("lidstaat:Denemarken",)


def test_who_is_none_of_the_actors_is_named_nowhere(actor_reader: ActorReader):
    sentence = "De Hoge Vertegenwoordiger en Nederland riepen op tot kalmte."

    assert actor_reader.read(sentence) == ()
    assert [mention.actor for mention in actor_reader.find_mentions(sentence)] == ["Nederland"]


@pytest.mark.parametrize("phrase", PHRASES["phrase"], ids=lambda phrase: phrase["name"])
def test_a_phrase_is_found_in_its_examples_and_not_in_others(
    actor_reader: ActorReader, phrase: dict[str, list[str]]
):
    pattern = actor_reader.lexicon.phrases[str(phrase["name"])]

    assert all(pattern.search(example.lower()) for example in phrase["examples"])
    assert not any(pattern.search(other.lower()) for other in phrase.get("others", []))


NAMES = (
    "de Europese |Commissie |DE RAAD |de raad |Franse |en Duitse |ministers |EU-|Europol |İ |"
    "Belgische minister van Defensie |een aantal andere lidstaten, |de Hoge Raad |van Europa |"
    "voor Nederland |minister Bel |het VK |(hierna: "
).split("|")


@given(st.lists(st.sampled_from(NAMES)).map("".join) | st.text())
def test_the_sieve_for_names_loses_none(text: str):
    lexicon = load_actor_reader().lexicon
    whole = [match.span() for match in lexicon.name_pattern.finditer(text)]

    assert [match.span() for match in lexicon.find_names(text)] == whole


def test_no_sentence_takes_long_to_read(actor_reader: ActorReader):
    endless = "De Commissie en " * 10_000

    assert actor_reader.read(endless) in ((), ("Commissie",))
