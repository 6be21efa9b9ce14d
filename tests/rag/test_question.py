"""What a question asks, of whom, and about when."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.actors import ActorReader
from rag.errors import QuestionError
from rag.question import LONGEST_QUESTION, FactKind, understand

NL, CIE, VZ, EP, RAAD = "Nederland", "Commissie", "voorzitterschap", "EP", "Raad"
STATES = "lidstaten:alle"

ASKED: list[tuple[str, list[str]]] = [
    ("Wat zei NL over dataretentie?", [NL]),
    ("wat vindt NL v. dataretentie", [NL]),
    ("stp NL uitbreiding mandaat EOM?", [NL]),
    ("Hoe reageerden wij op de sancties?", [NL]),
    ("Wat vindt Den Haag van nieuwe strafregels?", [NL]),
    ("Wat wil ons kabinet met de binnengrenzen?", [NL]),
    ("Wat doen we in Oekraïne?", [NL]),
    ("Nederlandse inzet zwaar vuurwerk", [NL]),
    ("What is the Dutch position on Europol?", [NL]),
    ("Volgens Nederland wat moet er met bad hosting?", [NL]),
    ("Is het kabinet voornemens de motie uit te voeren?", [NL]),
    ("Wat wil de minister met de solidariteitspool?", [NL]),
    ("Waarom is Nederland tegen het mandaat?", [NL]),
    ("welk bedrag draagt Nederland bij aan de pool?", [NL]),
    ("Bijdrage NL solidariteitspool", [NL]),
    ("steun aan Oekraïne NL", [NL]),
    ("geann agenda jan 2025 vuurwerk NL", [NL]),
    ("Wat vond Nederland van het voorstel van de Commissie?", [NL]),
    ("Wat vindt het kabinet van het standpunt van Duitsland?", [NL]),
    ("wat zei nl over de sancties van de VS tegen het ICC", [NL]),
    ("inzet Cie drones", [CIE]),
    ("Cie over terugkeerhubs", [CIE]),
    ("standpunt Commissie AVG", [CIE]),
    ("wat wil de Cie met ETIAS", [CIE]),
    ("Wil Brussel nieuwe bewaarplichtregels?", [CIE]),
    ("What did the Commission say about drones?", [CIE]),
    ("Wat zei de Commissie over de Nederlandse inzet?", [CIE]),
    ("Wat zei Duitsland over grenscontroles?", ["lidstaat:Duitsland"]),
    ("Duitsland over grenscontroles", ["lidstaat:Duitsland"]),
    ("Hoe reageerde Litouwen op het voorstel?", ["lidstaat:Litouwen"]),
    ("Wat bracht het EOM in over btw-fraude?", ["agentschap:EOM"]),
    ("wat zei Europol over drugshandel", ["agentschap:Europol"]),
    ("Wat zeiden de andere lidstaten over encryptie?", [STATES]),
    ("Wat vonden sommige lidstaten van de termijn?", [STATES]),
    ("Wat zei het voorzitterschap over het tijdpad?", [VZ]),
    ("vz over tijdpad solidariteitspool", [VZ]),
    ("prioriteiten Pools voorzitterschap", [VZ]),
    ("Wat vindt het Europees Parlement van de verordening?", [EP]),
    ("Wat zei de Raad over het EPPO-mandaat?", [RAAD]),
    ("Wat zei de EU CTC over radicalisering?", ["EU CTC"]),
    ("Wat zei de VS over het visum?", ["derde land:Verenigde Staten"]),
    ("NL en Cie over de terugkeerverordening", [NL, CIE]),
    ("Wat vonden Nederland en Duitsland van de kosten?", [NL, "lidstaat:Duitsland"]),
    # who is named is what the question is about, not who is asked
    ("sancties VS tegen ICC", []),
    ("uitbreiding mandaat EOM", []),
    ("rol Europol bij drugshandel", []),
    ("grenscontroles Duitsland", []),
    ("Hoe verliep de samenwerking met Frontex?", []),
    ("Onderhandelingen met Marokko over terugkeer", []),
    ("verdrag tussen de EU en de VS", []),
    ("Welke steun krijgt Oekraïne?", []),
    ("Hoeveel geld gaat er naar Oekraïne?", []),
    ("Nederlandse gevangenissen capaciteit", []),
    ("Hoeveel Nederlandse grensposten zijn er?", []),
    # who it was is the very question
    ("welke landen waren tegen de solidariteitspool?", []),
    ("Welke lidstaten steunden het voorstel?", []),
    ("Waarom stemden lidstaten tegen?", []),
    ("Hoeveel lidstaten doen mee aan het EOM?", []),
]

SUBJECTS = [
    ("Wat zei NL over dataretentie?", ["dataretentie"]),
    ("stp NL uitbreiding mandaat EOM?", ["uitbreiding", "mandaat", "eom"]),
    ("geann agenda jan 2025 vuurwerk NL", ["vuurwerk"]),
    ("wat wil de Cie met ETIAS", ["etias"]),
    ("Wat bracht het EOM in over btw-fraude?", ["btw", "fraude"]),
    ("What did the Commission say about drones?", ["drones"]),
    ("Wat zei de Commissie over encryptie? encryptie!", ["encryptie"]),
]

PERIODS = [
    ("Wat zei NL in juni 2025 over de HLG?", (6,), (2025,)),
    ("nl dec 2025 drones", (12,), (2025,)),
    ("geann agenda jan 2025 vuurwerk NL", (1,), (2025,)),
    ("Mag de politie in mei 2026 al meekijken?", (5,), (2026,)),
    ("drones in juni en december", (6, 12), ()),
    ("cijfers 2024 en 2025", (), (2024, 2025)),
    ("What was said in June 2025?", (6,), (2025,)),
    ("Wat zei NL over dataretentie?", (), ()),
]

FACTS: list[tuple[str, FactKind]] = [
    ("Hoeveel geld gaat er naar Oekraïne?", "figure"),
    ("welk bedrag draagt Nederland bij?", "figure"),
    ("aantal lidstaten EOM", "figure"),
    ("Wanneer gaat ETIAS van start?", "date"),
    ("tot wanneer loopt het mandaat", "date"),
    ("Waarom stemden lidstaten tegen?", "reason"),
    ("wie noemde dataretentie een topprioriteit", "person"),
    ("Wat zei NL over dataretentie?", ""),
]


@pytest.mark.parametrize(("text", "actors"), ASKED, ids=lambda value: str(value))
def test_who_is_asked_is_told_from_what_is_asked_about(
    text: str, actors: list[str], actor_reader: ActorReader
):
    assert list(understand(text, actor_reader).actors) == actors


@pytest.mark.parametrize(("text", "terms"), SUBJECTS, ids=lambda value: str(value))
def test_the_subject_is_what_remains(text: str, terms: list[str], actor_reader: ActorReader):
    assert list(understand(text, actor_reader).terms) == terms


@pytest.mark.parametrize(("text", "months", "years"), PERIODS, ids=lambda value: str(value))
def test_months_and_years_are_the_period(
    text: str, months: tuple[int, ...], years: tuple[int, ...], actor_reader: ActorReader
):
    period = understand(text, actor_reader).period

    assert (period.months, period.years) == (months, years)


@pytest.mark.parametrize(("text", "kind"), FACTS, ids=lambda value: str(value))
def test_the_kind_of_fact_follows_from_how_is_asked(
    text: str, kind: FactKind, actor_reader: ActorReader
):
    assert understand(text, actor_reader).fact == kind


def test_an_abbreviation_is_known_by_its_other_names(actor_reader: ActorReader):
    question = understand("stp NL uitbreiding mandaat EOM?", actor_reader)

    assert "europees openbaar ministerie" in question.expansions
    assert any("europees openbaar ministerie" in each.names for each in question.cues.subjects)


@pytest.mark.parametrize("text", ["", "   ", "\n\t"], ids=["empty", "blanks", "white-space"])
def test_an_empty_question_is_refused(text: str, actor_reader: ActorReader):
    with pytest.raises(QuestionError, match=r"leeg\. Typ een vraag"):
        understand(text, actor_reader)


def test_a_pasted_letter_is_refused(actor_reader: ActorReader):
    with pytest.raises(QuestionError, match="10000 tekens lang"):
        understand("a" * 10_000, actor_reader)


def test_half_a_character_is_refused(actor_reader: ActorReader):
    with pytest.raises(QuestionError, match="UTF-8"):
        understand("Wat zei \udcff?", actor_reader)


@given(text=st.text(st.characters(exclude_categories=["Cs"]), max_size=LONGEST_QUESTION))
def test_any_text_is_understood_or_refused_as_empty(text: str, actor_reader: ActorReader):
    try:
        question = understand(text, actor_reader)
    except QuestionError:
        assert not text.split()
    else:
        assert question.text == " ".join(text.split())
        assert set(question.named) <= set(question.terms)


def test_how_high_asks_for_a_figure_not_for_what_is_high(actor_reader: ActorReader):
    question = understand("Hoe hoog is de solidariteitspool voor hoog risico?", actor_reader)

    assert question.terms == ("solidariteitspool", "risico")
