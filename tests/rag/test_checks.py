"""Each check looks at one thing, and says in Dutch what it found."""

from collections.abc import Mapping

import pytest

from index.actors import ActorReader
from index.hit import Hit
from index.letter import Letter, Passage, Sentence, Span
from rag.asked_facts import AskedFact, FactName, find_asked_fact, holds_fact
from rag.checks import Check, Grounds
from rag.checks_actor import check_actor, check_period, check_speaker
from rag.checks_facts import check_count, check_fact
from rag.checks_terms import check_names, check_together, check_words
from rag.evidence import Evidence, Matcher
from rag.premises import check_presupposed, check_stance
from rag.question import understand

FITS, MISSES = 1.8, 0.2


@pytest.fixture
def report(tiny_letters: Mapping[str, Letter]) -> Letter:
    """The made-up report of a council in March 2031."""
    return tiny_letters["verslag"]


def say(letter: Letter, text: str, *actors: str, fit: float = FITS) -> Evidence:
    """Evidence that reads as given, as if it stood in the letter's last section."""
    sentence = Sentence((Span(0, len(text)),), text, len(letter.sections) - 1, actors)
    hit = Hit(1, 1.0, Passage(letter.id, 0, len(text), sentence.section), letter, text, actors)
    return Evidence(sentence, letter, hit, frozenset(), fit, bonus=0.0)


def ground(
    text: str, evidence: list[Evidence], actors: ActorReader, *, nowhere: tuple[str, ...] = ()
) -> Grounds:
    question = understand(text, actors)
    matcher = Matcher(question, lambda name: 0 if name in nowhere else 3, 50)
    return Grounds(question, evidence, matcher, actors)


def failed(check: Check | None) -> bool:
    assert check is not None
    return not check.passed


@pytest.mark.parametrize(
    ("question", "name"),
    [
        pytest.param("Hoeveel euro kost een brug?", "amount", id="euros"),
        pytest.param("kosten brug in mln?", "amount", id="costs-in-millions"),
        pytest.param("Hoe hoog wordt de boete?", "level", id="fine"),
        pytest.param("Hoeveel procent van de bruggen is dicht?", "share", id="percentage"),
        pytest.param("Welke bewaartermijn geldt er?", "duration", id="term"),
        pytest.param("Hoeveel bruggen zijn er?", "number", id="count"),
        pytest.param("Wanneer gaat de brug open?", "day", id="when"),
        pytest.param("Welke lidstaten stemden tegen?", "states", id="which-states"),
        pytest.param("Wie wordt de nieuwe brugwachter?", "person", id="who-becomes"),
    ],
)
def test_a_question_asks_for_a_kind_of_fact(question: str, name: FactName):
    asked = find_asked_fact(question)

    assert asked
    assert asked.name == name


@pytest.mark.parametrize("question", ["Wat zei NL over bruggen?", "Wie noemde bruggen mooi?"])
def test_a_question_for_words_or_a_speaker_asks_for_no_fact(question: str):
    assert find_asked_fact(question) is None


@pytest.mark.parametrize(
    ("name", "text", "holds"),
    [
        pytest.param("amount", "De brug kost 12 miljoen.", True, id="millions"),
        pytest.param("amount", "Er komen 12 bruggen.", False, id="a-count-is-no-amount"),
        pytest.param("level", "De boete is 10% van de omzet.", True, id="a-share-is-a-level"),
        pytest.param("share", "De helft is dicht.", True, id="half"),
        pytest.param("number", "Zie artikel 7 en nr. 964.", False, id="numbers-of-documents"),
        pytest.param("number", "De Raad kwam op 12 juni 2031 bijeen.", False, id="a-day"),
        pytest.param("number", "Een handvol lidstaten was tegen.", True, id="vague"),
        pytest.param("number", "Hoeveel van de 12 bruggen zijn open?", False, id="a-question"),
        pytest.param("day", "De brug gaat eind 2031 open.", True, id="year"),
        pytest.param("person", "Het besluit is van minister Brugmans.", True, id="title"),
        pytest.param("person", "De Europese Commissie besloot.", False, id="body"),
    ],
)
def test_a_fact_is_known_from_what_only_looks_like_it(name: FactName, text: str, holds: bool):
    assert holds_fact(AskedFact(name), text, bool) is holds


def test_a_number_must_stand_near_what_it_counts():
    bridges = AskedFact("number", ("brug",))
    far = f"Er zijn 12 sluizen{', en dat al heel lang' * 8}; een brug is er niet."

    assert holds_fact(bridges, "Er zijn 12 bruggen.", bool, near=True)
    assert not holds_fact(bridges, far, bool, near=True)


def test_an_amount_on_another_subject_is_no_answer(report: Letter, actor_reader: ActorReader):
    subject = say(report, "De Commissie stelde een brug voor.", "Commissie")
    about_it = say(report, "De brug kost 12 miljoen euro.", "Commissie")
    elsewhere = say(report, "De trein kost 12 miljoen euro.", "Commissie", fit=MISSES)
    text = "Hoeveel euro kost de brug?"

    assert not failed(check_fact(ground(text, [subject, about_it], actor_reader)))
    check = check_fact(ground(text, [subject, elsewhere], actor_reader))
    assert check
    assert not check.passed
    assert check.explanation == "Over dit onderwerp staat geen bedrag in de brieven."


def test_a_count_of_other_things_is_doubted(report: Letter, actor_reader: ActorReader):
    others = [say(report, "Er kwamen 12 sluizen bij.", "Commissie")]

    assert failed(check_count(ground("Hoeveel bruggen zijn er?", others, actor_reader)))


def test_doubt_grows_as_the_asked_say_less_of_it_than_others(
    report: Letter, actor_reader: ActorReader
):
    theirs = say(report, "De Commissie wil een brug.", "Commissie")
    ours = say(report, "Nederland wil een trein.", "Nederland", fit=MISSES)
    text = "Wat zei NL over de brug?"

    far, silent, best = (
        check_actor(ground(text, evidence, actor_reader))
        for evidence in (
            [theirs, ours],
            [theirs],
            [say(report, "Nederland wil een brug.", "Nederland"), theirs],
        )
    )

    assert far
    assert silent
    assert best
    assert best.doubt == 0.0 < far.doubt < silent.doubt == 1.0


def test_nobody_asked_means_no_check_of_the_actor(report: Letter, actor_reader: ActorReader):
    evidence = [say(report, "De Commissie wil een brug.", "Commissie")]

    assert check_actor(ground("Wat staat er over bruggen?", evidence, actor_reader)) is None


def test_somebody_unknown_who_is_only_spoken_about_said_nothing(
    report: Letter, actor_reader: ActorReader
):
    spoken_about = [say(report, "De kosten zijn hoger dan die van de Bruggenbond.", "overig")]
    speaking = [say(report, "De Bruggenbond noemde de kosten hoog.", "overig")]
    text = "Wat zei de Bruggenbond over de kosten?"

    assert failed(check_speaker(ground(text, spoken_about, actor_reader)))
    assert not failed(check_speaker(ground(text, speaking, actor_reader)))


def test_what_was_said_at_another_time_is_no_answer(report: Letter, actor_reader: ActorReader):
    evidence = [say(report, "Nederland wil drijvende brievenbussen.", "Nederland")]

    assert failed(
        check_period(ground("Wat zei NL in juli over brievenbussen?", evidence, actor_reader))
    )
    assert not failed(
        check_period(ground("Wat zei NL in maart over brievenbussen?", evidence, actor_reader))
    )


def test_a_year_to_come_is_what_the_question_is_about(report: Letter, actor_reader: ActorReader):
    evidence = [say(report, "De brug is in 2040 klaar.", "verteller")]

    assert check_period(ground("Wat is er in 2040 klaar?", evidence, actor_reader)) is None


def test_the_sentence_that_corrects_a_false_premise_is_named(
    report: Letter, actor_reader: ActorReader
):
    approved = say(report, "Daarom heeft Nederland ingestemd met de brug.", "Nederland")
    refused = say(report, "Nederland kon niet instemmen met de brug.", "Nederland")
    text = "Waarom heeft Nederland tegen de brug gestemd?"

    check = check_stance(ground(text, [approved], actor_reader))

    assert check
    assert not check.passed
    assert check.correction is approved
    assert not failed(check_stance(ground(text, [refused, approved], actor_reader)))


def test_outright_consent_corrects_better_than_praise(report: Letter, actor_reader: ActorReader):
    praised = say(report, "Nederland onderstreepte het belang van de brug.", "Nederland", fit=2.0)
    approved = say(report, "Daarom heeft Nederland instemming verleend.", "Nederland")
    text = "Waarom heeft Nederland tegen de brug gestemd?"

    check = check_stance(ground(text, [praised, approved], actor_reader))

    assert check
    assert check.correction is approved


def test_acting_against_something_is_no_stance_against_a_proposal(
    report: Letter, actor_reader: ActorReader
):
    evidence = [say(report, "Nederland steunt maatregelen tegen smokkel.", "Nederland")]

    assert check_stance(ground("Wat doet NL tegen smokkel?", evidence, actor_reader)) is None


def test_why_somebody_did_what_no_sentence_names_is_doubted(
    report: Letter, actor_reader: ActorReader
):
    evidence = [say(report, "Nederland betaalt de brug.", "Nederland")]

    assert failed(
        check_presupposed(ground("Waarom sloopte Nederland de brug?", evidence, actor_reader))
    )
    assert not failed(
        check_presupposed(ground("Waarom betaalt Nederland de brug?", evidence, actor_reader))
    )


def test_a_name_that_stands_nowhere_is_said(report: Letter, actor_reader: ActorReader):
    evidence = [say(report, "Nederland betaalt de brug.", "Nederland")]
    grounds = ground("Betaalt NL de brug in Brugdam?", evidence, actor_reader, nowhere=("brugdam",))

    check = check_names(grounds)

    assert check
    assert not check.passed
    assert "Brugdam" in check.explanation
    assert "Brugdam" in check_words(grounds).explanation


def test_words_that_never_stand_together_are_doubted(report: Letter, actor_reader: ActorReader):
    apart = [say(report, "De brug is open."), say(report, "De sluis is dicht.")]
    joined = [say(report, "De brug en de sluis zijn dicht.")]
    text = "brug sluis"

    scattered = check_together(ground(text, apart, actor_reader))
    beside = check_together(ground(text, joined, actor_reader))

    assert scattered
    assert beside
    assert scattered.doubt > beside.doubt == 0.0
