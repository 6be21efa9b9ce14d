"""What a sentence may leave out of its source, and what turns its meaning."""

from collections.abc import Mapping

import pytest

from index.actors import ActorReader
from index.letter import Letter
from rag.verification import Source, verify
from rag.verification_alignment import align
from rag.verification_tokens import read_words, turn_round

NEDERLAND = ("Nederland",)


def reason(source: str, sentence: str, actors: ActorReader, by: tuple[str, ...] = NEDERLAND) -> str:
    return verify(sentence, [Source(source, by, ())], actors)


KEPT = [
    pytest.param(
        "Daarbij gaf Nederland aan dat de drempel te hoog is.",
        "Nederland gaf aan dat de drempel te hoog is.",
        id="turned-round",
    ),
    pytest.param(
        "Tijdens de Raad heeft Nederland benadrukt dat de drempel te hoog is.",
        "Nederland heeft tijdens de Raad benadrukt dat de drempel te hoog is.",
        id="phrase-moved",
    ),
    pytest.param(
        "Omdat de drempel te hoog is, steunt Nederland het voorstel niet.",
        "Nederland steunt het voorstel niet, omdat de drempel te hoog is.",
        id="clause-moved",
    ),
    pytest.param(
        "Op 10 december vond de conferentie over het tribunaal plaats in Straatsburg.",
        "De conferentie over het tribunaal vond plaats in Straatsburg.",
        id="subject-that-is-no-actor",
    ),
    pytest.param(
        "Nederland steunt tevens het voorstel voor veerdiensten.",
        "Nederland steunt het voorstel voor veerdiensten.",
        id="light-adverb",
    ),
    pytest.param(
        "Nederland steunt het voorstel, waarbij het aandacht vraagt voor havens.",
        "Nederland steunt het voorstel.",
        id="clause-after-a-comma",
    ),
    pytest.param(
        "Nederland steunt het voorstel inzake veerdiensten.",
        "Het kabinet steunt het voorstel over veerdiensten.",
        id="same-meaning",
    ),
    pytest.param(
        "Nederland steunt het register, de brug en de veerpont.",
        "Nederland steunt het register en de veerpont.",
        id="item-of-a-list",
    ),
    pytest.param(
        "Nederland steunt de Immigratie- en Naturalisatiedienst.",
        "Nederland steunt de IND.",
        id="abbreviation",
    ),
]

TURNED = [
    pytest.param("Nederland steunt Duitsland.", "Duitsland steunt Nederland.", id="who-whom"),
    pytest.param(
        "Nederland vroeg de Commissie om een voorstel.",
        "De Commissie vroeg Nederland om een voorstel.",
        id="who-asked",
    ),
    pytest.param(
        "Nederland steunt de brug, maar acht de tolheffing niet nodig.",
        "Nederland steunt de brug niet, maar acht de tolheffing nodig.",
        id="negation-moved",
    ),
    pytest.param(
        "Nederland heeft zich onthouden van stemming over de brug.",
        "Nederland heeft gestemd over de brug.",
        id="abstained",
    ),
    pytest.param(
        "Nederland heeft zich onthouden bij de stemming over de brug.",
        "Nederland heeft bij de stemming over de brug.",
        id="abstention-gone",
    ),
    pytest.param(
        "Nederland steunt enkele voorstellen voor havens.",
        "Nederland steunt voorstellen voor havens.",
        id="quantifier-gone",
    ),
    pytest.param(
        "Nederland steunt enkele voorstellen voor havens.",
        "Nederland steunt enkel voorstellen voor havens.",
        id="few-to-only",
    ),
    pytest.param(
        "Nederland wil meer tijd voor de brug en minder regels voor de haven.",
        "Nederland wil minder tijd voor de brug en meer regels voor de haven.",
        id="more-and-less",
    ),
    pytest.param(
        "Nederland steunt de brug, mits de kosten beperkt blijven.",
        "Nederland steunt de brug.",
        id="condition",
    ),
    pytest.param(
        "Onder voorwaarde van een goede toets steunt Nederland de brug.",
        "Nederland steunt de brug.",
        id="condition-in-front",
    ),
    pytest.param(
        "Indien de toets goed is, steunt Nederland de brug.",
        "Nederland steunt de brug.",
        id="if-in-front",
    ),
    pytest.param(
        "Nederland is voornemens de brug te steunen.",
        "Nederland is de brug te steunen.",
        id="hedge",
    ),
    pytest.param(
        "Naar verwachting steunt Nederland de brug.", "Nederland steunt de brug.", id="expectation"
    ),
    pytest.param(
        "Nederland zal zich inzetten voor de brug.",
        "Nederland heeft zich ingezet voor de brug.",
        id="plan-to-done",
    ),
    pytest.param(
        "Nederland benadrukt het belang van de brug.",
        "Nederland benadrukte het belang van de brug.",
        id="now-to-then",
    ),
    pytest.param("Nederland steunt alleen de brug.", "Nederland steunt de brug.", id="only-gone"),
    pytest.param("Nederland steunt de brug.", "Ook Nederland steunt de brug.", id="also-added"),
    pytest.param(
        "Nederland steunt alleen de brug en de veerpont.",
        "Nederland steunt alleen de brug.",
        id="list-behind-only",
    ),
    pytest.param(
        "Nederland steunt een gerichte tolheffing.",
        "Nederland steunt een tolheffing.",
        id="narrowed",
    ),
    pytest.param(
        "Nederland steunt bruggen die de natuur sparen.", "Nederland steunt bruggen.", id="relative"
    ),
    pytest.param(
        "Nederland steunt de brug, maar acht de termijn te kort.",
        "Nederland steunt de brug.",
        id="reservation",
    ),
    pytest.param(
        "De Minister van Bruggen noemde dit. Conform zijn brief heeft Nederland dit benadrukt.",
        "De Minister van Bruggen heeft Nederland dit benadrukt.",
        id="two-sentences-joined",
    ),
    pytest.param(
        "Nederland steunt het voorstel voor de brug en de haven.",
        "Nederland steunt het voorstel voor de.",
        id="broken-off",
    ),
    pytest.param(
        "Ook heeft Nederland steun uitgesproken voor de brug.",
        "Nederland steun uitgesproken voor de brug.",
        id="verb-lost",
    ),
    pytest.param(
        "Nederland steunt de informele JBZ-Raad hierin.",
        "Nederland steunt de JBZ-Raad hierin.",
        id="informal-council",
    ),
    pytest.param(
        "Tijdens de JBZ-Raad zal het kabinet het Nederlandse stelsel toelichten.",
        "Tijdens de JBZ-Raad zal Nederlandse stelsel toelichten.",
        id="subject-lost",
    ),
    pytest.param(
        "Nederland wijst op gewapende en hybride aanvallen en grote, grensoverschrijdende crises.",
        "Nederland wijst op gewapende grensoverschrijdende crises.",
        id="adjective-for-another-noun",
    ),
    pytest.param(
        "Nederland pleit voor uitbreiding van het mandaat van de brug en de haven.",
        "Nederland pleit voor uitbreiding van het mandaat de haven.",
        id="end-of-one-and-of-the-other",
    ),
    pytest.param(
        "Nederland wijst op een groot aantal gelijkgezinde lidstaten.",
        "Nederland wijst op een groot aantal lidstaten.",
        id="which-states",
    ),
    pytest.param(
        "Nederland steunt de brug, zie https://elders.example voor meer.",
        "Nederland steunt de brug, zie https://elders.example voor meer.",
        id="address",
    ),
]


@pytest.mark.parametrize(("source", "sentence"), KEPT)
def test_less_of_the_same_is_verified(source: str, sentence: str, actor_reader: ActorReader):
    by = actor_reader.read(source)

    assert reason(source, sentence, actor_reader, by) == ""


@pytest.mark.parametrize(("source", "sentence"), TURNED)
def test_a_turned_meaning_is_withheld(source: str, sentence: str, actor_reader: ActorReader):
    assert reason(source, sentence, actor_reader) != ""


def test_every_sentence_of_the_letters_carries_itself(
    sample_letters: Mapping[str, Letter], actor_reader: ActorReader
):
    refused = [
        sentence.display
        for letter in (sample_letters["001"], sample_letters["002"])
        for sentence in letter.sentences
        if len(sentence.display) > 40  # below that it is a heading
        if reason(sentence.display, sentence.display, actor_reader, sentence.actors)
    ]

    assert not [each for each in refused if "http" not in each and "|" not in each]


def test_the_reason_names_what_was_lost(actor_reader: ActorReader):
    assert "'mits'" in reason(
        "Nederland steunt de brug, mits de kosten beperkt blijven.",
        "Nederland steunt de brug.",
        actor_reader,
    )


def test_every_cited_source_must_say_it(actor_reader: ActorReader):
    brug = Source("Nederland steunt de brug.", NEDERLAND, ())
    haven = Source("Nederland vraagt aandacht voor de haven.", NEDERLAND, ())

    assert verify(brug.text, [brug, haven], actor_reader) == "niet elke genoemde bron zegt dit"
    assert verify(brug.text, [brug, brug], actor_reader) == ""


def test_a_sentence_may_join_what_two_sources_say(actor_reader: ActorReader):
    brug = Source("Nederland steunt de brug.", NEDERLAND, ())
    haven = Source("Nederland vraagt aandacht voor de haven.", NEDERLAND, ())
    ander = Source("De Commissie vraagt aandacht voor de haven.", ("Commissie",), ())
    joined = "Nederland steunt de brug en vraagt aandacht voor de haven."

    assert verify(joined, [brug, haven], actor_reader) == ""
    assert verify(joined, [brug, ander], actor_reader) != ""


def test_words_are_paired_in_order_and_in_runs(actor_reader: ActorReader):
    source = read_words("de brug van de haven en de brug van de stad", actor_reader)
    sentence = read_words("de brug van de stad", actor_reader)

    assert [at for at, _ in align(source, sentence).pairs] == [6, 7, 8, 9, 10]


def test_a_sentence_reads_turned_round_without_losing_a_word(actor_reader: ActorReader):
    words = read_words("Daarbij gaf Nederland aan dat het moet, waarna het kwam.", actor_reader)

    readings = list(turn_round(words))

    assert len(readings) > 2
    for reading in readings:
        assert sorted(word.text for word in reading) == sorted(word.text for word in words)
