"""What the model may say about a source, and what it may not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.actors import ActorReader
from rag.verification import Source, verify

NEDERLAND, COMMISSIE = ("Nederland",), ("Commissie",)

STEUN = Source(
    "Nederland steunt 12 van de 40 voorstellen voor veerdiensten en rekent op kosten onder "
    "4,5 miljoen euro.",
    NEDERLAND,
    ("Verslag", "II. Binnenlandse Zaken", "3. Veerdiensten"),
)
MITS = Source(
    "Nederland steunt het voorstel voor een veerdienst, mits de kosten beperkt blijven.",
    NEDERLAND,
    ("Verslag", "3. Veerdiensten"),
)
NIET = Source(
    "Het kabinet is niet voornemens in te stemmen met een verbod op dieselmotoren in havens.",
    NEDERLAND,
    ("Verslag", "4. Schone havens"),
)
WIL = Source(
    "De Commissie wil het register van veerboten in 2031 openen.",
    COMMISSIE,
    ("Verslag", "5. Register van veerboten"),
)
KAN = Source(
    "Nederland kan zich vinden in het voorstel voor drijvende brievenbussen.",
    NEDERLAND,
    ("Verslag", "6. Drijvende brievenbussen"),
)
LAND = Source(
    "Malta en Cyprus spraken zich op 13 juni 2031 uit tegen de tolheffing op veerboten.",
    ("lidstaat:Malta", "lidstaat:Cyprus"),
    ("Verslag", "7. Tolheffing"),
)
GAF_AAN = Source(
    "Daarbij gaf Nederland aan dat de drempel van 5 procent te hoog is.",
    NEDERLAND,
    ("Verslag", "8. Drempels"),
)
LIDSTATEN = Source(
    "Enkele lidstaten, waaronder Nederland, wezen op het tijdelijke karakter van de maatregel.",
    ("lidstaten:enkele", "Nederland"),
    ("Verslag", "9. Maatregel"),
)
MOET = Source(
    "Het kabinet vindt dat lidstaten zelf de vaartijden moeten kunnen bepalen.",
    NEDERLAND,
    ("Verslag", "10. Vaartijden"),
)
VERTELLER = Source(
    "Het akkoord sluit aan bij de inzet van Nederland en treedt op 1 januari 2032 in werking.",
    ("verteller",),
    ("Verslag", "11. Akkoord"),
)
ZONDER = Source(
    "Nederland is zonder voorbehoud voor het register, maar vindt de termijn niet haalbaar.",
    NEDERLAND,
    ("Verslag", "5. Register"),
)
SOURCES = (STEUN, MITS, NIET, WIL, KAN, LAND, GAF_AAN, LIDSTATEN, MOET, VERTELLER, ZONDER)

CARRIED = [
    pytest.param(STEUN, STEUN.text, id="the-source-itself"),
    pytest.param(
        STEUN, "Nederland steunt 12 van de 40 voorstellen voor veerdiensten.", id="first-clause"
    ),
    pytest.param(STEUN, "Nederland steunt 12 van de 40 voorstellen.", id="shorter"),
    pytest.param(
        STEUN,
        "Nederland steunt 12 van de 40 voorstellen en rekent op kosten onder 4,5 miljoen euro.",
        id="decimal-figure",
    ),
    pytest.param(NIET, NIET.text, id="negation-itself"),
    pytest.param(
        NIET,
        "Nederland is niet voornemens in te stemmen met een verbod op dieselmotoren in havens.",
        id="negation-kept",
    ),
    pytest.param(
        NIET,
        "Nederland is niet voornemens in te stemmen met een verbod op dieselmotoren in havens.",
        id="kabinet-is-Nederland",
    ),
    pytest.param(WIL, WIL.text, id="wish-itself"),
    pytest.param(WIL, "De Commissie wil het register in 2031 openen.", id="wish-shorter"),
    pytest.param(KAN, KAN.text, id="can-itself"),
    pytest.param(KAN, "Nederland kan zich vinden in het voorstel.", id="can-shorter"),
    pytest.param(LAND, LAND.text, id="states-themselves"),
    pytest.param(
        LAND, "Malta en Cyprus spraken zich uit tegen de tolheffing op veerboten.", id="no-date"
    ),
    pytest.param(GAF_AAN, GAF_AAN.text, id="turned-itself"),
    pytest.param(
        GAF_AAN,
        "Nederland gaf aan dat de drempel van 5 procent te hoog is.",
        id="opening-word-dropped",
    ),
    pytest.param(LIDSTATEN, LIDSTATEN.text, id="company-itself"),
    pytest.param(
        LIDSTATEN,
        "Enkele lidstaten wezen op het tijdelijke karakter van de maatregel.",
        id="company-dropped",
    ),
    pytest.param(MOET, MOET.text, id="must-itself"),
    pytest.param(VERTELLER, VERTELLER.text, id="narration-itself"),
    pytest.param(
        VERTELLER, "Het akkoord treedt op 1 januari 2032 in werking.", id="narration-shorter"
    ),
    pytest.param(ZONDER, ZONDER.text, id="two-negations"),
]

NOT_CARRIED = [
    pytest.param(STEUN, "Nederland steunt 13 van de 40 voorstellen.", id="figure-changed"),
    pytest.param(STEUN, "Nederland steunt 12 van de 41 voorstellen.", id="second-figure-changed"),
    pytest.param(
        STEUN, "Nederland steunt 12 voorstellen en rekent op kosten onder 45 miljoen euro.",
        id="comma-lost",
    ),
    pytest.param(STEUN, "Nederland steunt twaalf voorstellen, dertig niet.", id="number-word"),
    pytest.param(
        STEUN, "Nederland steunt 12 voorstellen en rekent op kosten onder 4,5 miljard euro.",
        id="miljard",
    ),
    pytest.param(STEUN, "Nederland steunt de helft van de 40 voorstellen.", id="half"),
    pytest.param(STEUN, "Nederland steunt 12 van de 40 voorstellen niet.", id="negation-added"),
    pytest.param(STEUN, "Nederland steunt geen van de 40 voorstellen.", id="geen-added"),
    pytest.param(STEUN, "Nederland wil 12 van de 40 voorstellen steunen.", id="wish-added"),
    pytest.param(STEUN, "Nederland moet 12 van de 40 voorstellen steunen.", id="must-added"),
    pytest.param(STEUN, "Nederland mag 12 van de 40 voorstellen steunen.", id="may-added"),
    pytest.param(
        STEUN, "De Commissie steunt 12 van de 40 voorstellen voor veerdiensten.", id="nl-to-cie"
    ),
    pytest.param(STEUN, "Duitsland steunt 12 van de 40 voorstellen.", id="nl-to-state"),
    pytest.param(STEUN, "De Raad steunt 12 van de 40 voorstellen.", id="nl-to-council"),
    pytest.param(
        STEUN, "12 van de 40 voorstellen voor veerdiensten worden gesteund.", id="speaker-hidden"
    ),
    pytest.param(
        STEUN,
        "Nederland steunt de voorstellen omdat ze banen opleveren voor vissers op de Waddenzee.",
        id="new-content",
    ),
    pytest.param(STEUN, "Nederland steunt de veerdiensten naar Terschelling.", id="new-name"),
    pytest.param(STEUN, "Nederland steunt de voorstellen van de OESO.", id="new-abbreviation"),
    pytest.param(
        NIET, "Het kabinet is voornemens in te stemmen met een verbod op dieselmotoren in havens.",
        id="niet-dropped",
    ),
    pytest.param(
        NIET, "Het kabinet stemt in met een verbod op dieselmotoren in havens.", id="niet-and-fact"
    ),
    pytest.param(
        NIET, "De Commissie is niet voornemens in te stemmen met een verbod op dieselmotoren.",
        id="kabinet-to-cie",
    ),
    pytest.param(
        NIET, "Frankrijk is niet voornemens in te stemmen met een verbod.", id="kabinet-to-state"
    ),
    pytest.param(
        NIET,
        "Het kabinet is niet voornemens in te stemmen met een verbod op benzinemotoren in steden "
        "en dorpen.",
        id="other-subject",
    ),
    pytest.param(WIL, "De Commissie opent het register van veerboten in 2031.", id="wish-to-fact"),
    pytest.param(WIL, "De Commissie zal het register in 2031 openen.", id="wish-to-plan"),
    pytest.param(WIL, "De Commissie moet het register in 2031 openen.", id="wish-to-duty"),
    pytest.param(WIL, "De Commissie kan het register in 2031 openen.", id="wish-to-can"),
    pytest.param(WIL, "De Commissie wil het register in 2032 openen.", id="year-changed"),
    pytest.param(WIL, "De Commissie wil het register niet openen.", id="wish-denied"),
    pytest.param(WIL, "Nederland wil het register van veerboten in 2031 openen.", id="cie-to-nl"),
    pytest.param(WIL, "Het kabinet wil het register in 2031 openen.", id="cie-to-kabinet"),
    pytest.param(WIL, "Het voorzitterschap wil het register in 2031 openen.", id="cie-to-vz"),
    pytest.param(WIL, "Het register van veerboten gaat in 2031 open.", id="speaker-and-wish-gone"),
    pytest.param(KAN, "Nederland moet zich vinden in het voorstel.", id="can-to-must"),
    pytest.param(KAN, "Nederland kan zich niet vinden in het voorstel.", id="can-denied"),
    pytest.param(
        KAN, "De Commissie kan zich vinden in het voorstel voor brievenbussen.", id="can-cie"
    ),
    pytest.param(
        LAND, "Malta en Cyprus spraken zich op 14 juni 2031 uit tegen de tolheffing.", id="day"
    ),
    pytest.param(
        LAND, "Malta en Ierland spraken zich uit tegen de tolheffing op veerboten.", id="one-state"
    ),
    pytest.param(LAND, "Ierland sprak zich uit tegen de tolheffing op veerboten.", id="a-state"),
    pytest.param(
        LAND, "Malta, Cyprus en Nederland spraken zich uit tegen de tolheffing.", id="state-added"
    ),
    pytest.param(
        LAND, "Malta en Cyprus spraken zich niet uit tegen de tolheffing.", id="states-denied"
    ),
    pytest.param(
        GAF_AAN, "Nederland heeft dat de drempel van 5 procent te hoog is.", id="verb-lost"
    ),
    pytest.param(
        GAF_AAN, "De Commissie gaf aan dat de drempel van 5 procent te hoog is.", id="turned-cie"
    ),
    pytest.param(
        GAF_AAN, "Nederland gaf aan dat de drempel van 10 procent te hoog is.", id="percentage"
    ),
    pytest.param(
        GAF_AAN, "Nederland gaf aan dat de drempel van 5 procent niet te hoog is.", id="turned-not"
    ),
    pytest.param(
        LIDSTATEN, "De Commissie wees op het tijdelijke karakter van de maatregel.", id="group-cie"
    ),
    pytest.param(
        LIDSTATEN,
        "Enkele lidstaten, waaronder Duitsland, wezen op het tijdelijke karakter.",
        id="company-changed",
    ),
    pytest.param(
        LIDSTATEN, "Alle lidstaten wezen op het tijdelijke karakter van de maatregel.", id="all"
    ),
    pytest.param(
        LIDSTATEN, "Veel lidstaten wezen op het tijdelijke karakter van de maatregel.", id="many"
    ),
    pytest.param(MOET, "De Commissie vindt dat lidstaten zelf vaartijden moeten kunnen bepalen.",
                 id="finds-cie"),
    pytest.param(MOET, "Het kabinet vindt dat lidstaten zelf vaartijden mogen bepalen.", id="mag"),
    pytest.param(MOET, "Het kabinet vindt dat lidstaten niet zelf de vaartijden moeten bepalen.",
                 id="must-denied"),
    pytest.param(
        VERTELLER, "Het akkoord treedt op 1 januari 2033 in werking.", id="narration-year"
    ),
    pytest.param(
        VERTELLER, "De Commissie stelt dat het akkoord in werking treedt.", id="narration-speaker"
    ),
    pytest.param(
        VERTELLER, "Het akkoord treedt op 1 januari 2032 niet in werking.", id="narration-denied"
    ),
    pytest.param(
        ZONDER, "Nederland vindt de termijn haalbaar.", id="one-of-two-negations-dropped"
    ),
    pytest.param(
        ZONDER,
        "Nederland is niet voor het register, maar vindt de termijn haalbaar.",
        id="negation-moved",
    ),
    pytest.param(
        LAND, "Malta en Cyprus spraken zich op 13 juli 2031 uit tegen de tolheffing.", id="month"
    ),
    pytest.param(WIL, "De Commissie wil het register in maart 2031 openen.", id="month-added"),
    pytest.param(STEUN, "Nederland steunt 40 van de 12 voorstellen.", id="figures-swapped"),
    pytest.param(
        STEUN,
        "Nederland steunt 12 van de 40 voorstellen en rekent op kosten boven 4,5 miljoen euro.",
        id="onder-to-boven",
    ),
    pytest.param(STEUN, "Nederland verwerpt 12 van de 40 voorstellen.", id="verb-turned-round"),
    pytest.param(MITS, "Nederland steunt het voorstel voor een veerdienst.", id="no-condition"),
    pytest.param(
        LAND,
        "Malta en Cyprus spraken zich uit voor de tolheffing op veerboten.",
        id="tegen-to-voor",
    ),
    pytest.param(
        GAF_AAN, "Nederland gaf aan dat de drempel van 5 procent te laag is.", id="hoog-to-laag"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("source", "sentence"), CARRIED)
def test_a_near_copy_is_verified(source: Source, sentence: str, actor_reader: ActorReader):
    assert verify(sentence, [source], actor_reader) == ""


@pytest.mark.parametrize(("source", "sentence"), NOT_CARRIED)
def test_a_changed_fact_is_withheld(source: Source, sentence: str, actor_reader: ActorReader):
    assert verify(sentence, [source], actor_reader) != ""


def test_whom_something_matters_to_is_not_what_it_says(actor_reader: ActorReader):
    source = Source("Daarom is het voor het kabinet van groot belang dat dit lukt.", NEDERLAND, ())

    assert verify("Het kabinet is van groot belang.", [source], actor_reader) != ""
    assert verify(source.text, [source], actor_reader) == ""


def test_a_sentence_without_a_source_is_withheld(actor_reader: ActorReader):
    assert verify(STEUN.text, [], actor_reader) == "er staat geen geldige bron achter"


def test_a_figure_may_come_from_any_of_the_cited_sources(actor_reader: ActorReader):
    sentence = (
        "Nederland steunt 12 van de 40 voorstellen, gaf aan dat de drempel van 5 procent te hoog "
        "is."
    )

    assert verify(sentence, [STEUN, GAF_AAN], actor_reader) == ""
    assert "5" in verify(sentence, [STEUN], actor_reader)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.headings[-1])
def test_every_source_carries_itself(source: Source, actor_reader: ActorReader):
    assert verify(source.text, [source], actor_reader) == ""


@given(
    source=st.sampled_from(SOURCES),
    figure=st.from_regex(r"[0-9]{1,6}([.,][0-9]{1,3})?", fullmatch=True),
    place=st.integers(0, 40),
)
def test_a_sentence_with_a_figure_that_is_not_in_its_source_is_never_verified(
    source: Source, figure: str, place: int, actor_reader: ActorReader
):
    if figure in re.findall(r"\d+(?:[.,]\d+)*", source.text):
        return
    words = source.text.split()
    words.insert(place % len(words), figure)

    assert verify(" ".join(words), [source], actor_reader) != ""
