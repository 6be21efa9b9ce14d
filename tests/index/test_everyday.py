"""Rules for everyday Dutch and the official words it leads to."""

import re
import time
from collections import Counter

import pytest

from index import terms
from index.actors import load_actor_reader
from index.coverage import Coverage
from index.everyday import Everyday, read_everyday, read_lines
from index.lexical import LexicalRanking
from index.ranking import rank_words
from index.terms import STOP_WORDS, Subject, find_subjects, fold

LINES = read_everyday()
MOST_NAMES = 10  # each is scored in every search


def find(question: str) -> dict[str, Subject]:
    """The everyday words in a question."""
    return {each.said: each for each in find_subjects(question) if each.everyday}


def words_of(name: str) -> list[str]:
    return re.findall(r"\w+", fold(name))


def test_there_is_much_everyday_dutch():
    assert len(LINES) > 500


def test_each_line_has_typed_words_and_a_few_official_ones():
    wrong = [line for line in LINES if not (line.typed and line.names + line.related)]
    many = [line.typed[0] for line in LINES if len(line.names + line.related) > MOST_NAMES]

    assert (wrong, many) == ([], [])


def test_no_line_leads_to_itself_only():
    alone = [
        line.typed
        for line in LINES
        if set(map(fold, line.names + line.related)) <= set(map(fold, line.typed[:1]))
        and len(line.typed) == 1
    ]

    assert alone == []


def test_what_is_typed_has_one_line():
    typed = Counter("".join(words_of(name)) for line in LINES for name in line.typed)

    assert [name for name, count in typed.items() if count > 1] == []


def test_an_official_word_stands_once_in_a_line():
    twice = [
        line.typed[0]
        for line in LINES
        if len(set(map(fold, line.names + line.related))) < len(line.names + line.related)
    ]

    assert twice == []


def test_no_words_that_only_ask_are_everyday_words():
    only_ask = [name for line in LINES for name in line.typed if set(words_of(name)) <= STOP_WORDS]

    assert only_ask == []


def test_a_subject_of_the_lexicon_is_not_listed_again():
    lexicon = terms._lexicon()  # pyright: ignore[reportPrivateUsage]
    known = [
        name for line in LINES for name in line.typed if "".join(words_of(name)) in lexicon.by_form
    ]

    assert known == []


def test_who_speaks_is_left_to_the_actors():
    aliases = {fold(alias) for alias, _ in load_actor_reader().aliases}

    assert [name for line in LINES for name in line.typed if fold(name) in aliases] == []


@pytest.mark.parametrize(
    ("question", "official"),
    [
        pytest.param("Hoe bang zijn landen dat criminelen meelezen?", "zorgen", id="bang"),
        pytest.param("Is het te duur?", "kosten", id="duur"),
        pytest.param("Vindt NL het te ingewikkeld?", "complexiteit", id="ingewikkeld"),
        pytest.param(
            "Wil NL de baas blijven over de politie?", "nationale bevoegdheden", id="baas"
        ),
        pytest.param("Zijn er pottenkijkers bij de berichten?", "privacy", id="pottenkijkers"),
        pytest.param("Wie gaat op eigen houtje de grens bewaken?", "unilateraal", id="houtje"),
        pytest.param("Wie houdt dat in de gaten?", "monitoring", id="expression"),
        pytest.param("Moeten zij achter slot en grendel?", "detentie", id="slot-en-grendel"),
        pytest.param("Welk land lag dwars?", "blokkeren", id="strong-verb"),
        pytest.param("Hoe krijgen we dat geld terug?", "terugvordering", id="geld-terug"),
        pytest.param("Wanneer is het klaar?", "afronding", id="klaar"),
    ],
)
def test_everyday_words_lead_to_official_ones(question: str, official: str):
    assert official in {
        name for each in find(question).values() for name in (*each.names, *each.related)
    }


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        pytest.param("Wat gaat dit betekenen?", "betekening van stukken", id="betekenen"),
        pytest.param("Hoe lang is dit geldig?", "financiering", id="geldig"),
        pytest.param("Kunnen wij berichten verwijderen?", "terugkeer", id="verwijderen"),
        pytest.param("Wat wijst daarop?", "wijziging", id="wijzen"),
        pytest.param("Diverse lidstaten spraken", "diversenpunt", id="diverse"),
        pytest.param("Wat kan men ondernemen?", "bedrijven", id="ondernemen"),
        pytest.param("Een korte vergadering", "korting", id="kort"),
    ],
)
def test_words_that_only_look_like_a_name_bring_nothing(question: str, absent: str):
    subjects = find_subjects(question)

    assert absent not in {name for each in subjects for name in (*each.names, *each.related)}


@pytest.mark.parametrize(
    ("question", "said"),
    [
        pytest.param("rechtspraak en politie", ["rechtspraak", "politie"], id="behind"),
        pytest.param("Steekt het rijk er miljarden in?", ["rijk"], id="joined-by-chance"),
        pytest.param("de rechters en de advocaten", ["rechters", "advocaten"], id="between"),
    ],
)
def test_a_name_takes_no_stop_word_with_it(question: str, said: list[str]):
    assert [each.said for each in find_subjects(question)] == said


@pytest.mark.parametrize(
    "sentence",
    """
    Ik wil volgende week graag weten of de fiets gemaakt is.
    Kunt u mij uitleggen hoe dit werkt?
    Wat gaat dit voor ons betekenen?
    Zij onderneemt elk jaar een lange reis.
    Wat wijst erop dat dit klopt?
    Diverse mensen hebben de zaal verlaten.
    Tot wanneer is dit kaartje geldig?
    Wij hebben dit gesprek met aandacht gevolgd.
    Mijn jongere zus is jonger dan zij lijkt.
    De vrijwilliger nam de bus naar huis.
    Wat daar geldt zal ook hier gelden.
    Hoe spannend was de film?
    De vraag is beperkt van belang.
    Wat een gemene streek!
    In de rest van het vervolg lezen we dat.
    Kunt u dit berichtje verwijderen?
    Wie verkiest u boven de ander?
    De hond blaft naar de postbode.
    """.strip().splitlines(),
)
def test_ordinary_sentences_name_no_subject(sentence: str):
    assert [each.said for each in find_subjects(sentence) if not each.everyday] == []


def test_a_subject_wins_from_everyday_words_at_its_place():
    (subject,) = find_subjects("dataretentie")

    assert not subject.everyday


def test_an_expression_around_a_subject_is_one_thing():
    (subject,) = find_subjects("geld terugkrijgen")

    assert (subject.said, subject.everyday) == ("geld terugkrijgen", True)


def test_subjects_come_in_the_order_of_the_question():
    question = "Hoe bang is men voor drugs en wie is de baas?"

    places = [question.lower().index(each.said) for each in find_subjects(question)]

    assert places == sorted(places)


def test_a_line_is_read_as_it_is_written():
    assert list(read_lines("\na, b c: d ~ e\nf: ~ g\n")) == [
        Everyday(("a", "b c"), ("d",), ("e",)),
        Everyday(("f",), (), ("g",)),
    ]


def test_everyday_words_load_within_30_milliseconds():
    seconds: list[float] = []
    for _ in range(5):
        terms._everyday.cache_clear()  # pyright: ignore[reportPrivateUsage]
        start = time.process_time()  # not the clock: other work must not fail this
        find_subjects("bang")
        seconds.append(time.process_time() - start)

    assert min(seconds) < 0.03


def test_an_everyday_word_is_not_missed_where_its_official_word_stands():
    counts = {"zorgen": 8}
    subject = Subject("bang", (), ("zorgen",), everyday=True)

    coverage = Coverage([subject], lambda name: counts.get(name, 0), 10)

    assert coverage.missing == ()
    assert coverage.covered("Lidstaten uitten zorgen") == frozenset()  # near it is no proof


def test_an_everyday_word_in_no_letter_does_not_lift_a_common_official_word():
    passages = [["zorg", "x"], ["zorg", "y"], ["zorg", "drug"], ["z"]]
    ranking = LexicalRanking.build(passages)

    def best(subject: Subject) -> float:
        return max(score for _, score in rank_words(ranking, [subject], 4, 1.0, None).ranking)

    everyday = best(Subject("bang", (), ("zorg",), everyday=True))
    other = best(Subject("bang", (), ("zorg",)))

    assert everyday < other
