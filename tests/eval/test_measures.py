"""Each measure against a run whose score was worked out by hand."""

import math
from dataclasses import replace

import pytest

from eval.abstention_measures import (
    CurvePoint,
    abstention_curve,
    operating_point,
    separation,
)
from eval.catalogue import MEASURES
from eval.measures import Measure, Score, measure_run, score_questions
from eval.questions import GoldQuestion
from eval.results import Cited, Result, Shown
from eval.speed_measures import measure_durations
from gold import SENTENCES, cite, make_hits, make_perfect, make_question, make_unanswerable

BY_NAME = {measure.name: measure for measure in MEASURES}


def score(name: str, result: Result, question: GoldQuestion | None = None) -> float | None:
    """The score of one question, or None when it is not eligible."""
    found = BY_NAME[name].score(question or make_question(), result)
    return None if found is None else found.value / found.weight


def test_every_measure_has_a_definition_that_says_who_is_eligible() -> None:
    for measure in MEASURES:
        assert "Eligible:" in measure.definition, measure.name


def test_every_measure_that_silence_improves_stands_beside_its_coverage() -> None:
    for measure in MEASURES:
        silent = measure_run([measure], [make_question()], {})[0].estimate
        hidden = math.isnan(silent.value) and measure.name not in ("withheld",)

        if hidden and measure.theme != "abstention":
            assert measure.beside in BY_NAME or measure.name == "others-shown", measure.name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("recall@1", 0.0, id="nothing-at-1"),
        pytest.param("recall@3", 0.5, id="one-of-two-groups-at-3"),
        pytest.param("recall@5", 1.0, id="both-at-5"),
        pytest.param("all-groups@3", 0.0, id="not-all-at-3"),
        pytest.param("all-groups@5", 1.0, id="all-at-5"),
        pytest.param("success@1", 0.0, id="first-is-a-miss"),
        pytest.param("MRR", 0.5, id="first-evidence-at-2"),
        # gains at ranks 2 and 4 out of those at ranks 1 and 2
        pytest.param(
            "nDCG@10",
            (1 / math.log2(3) + 1 / math.log2(5)) / (1 + 1 / math.log2(3)),
            id="ndcg",
        ),
    ],
)
def test_search_measures(name: str, expected: float) -> None:
    # the second passage with group 1 is a repetition and gains nothing
    result = Result("v1", hits=make_hits((), ("1",), ("1",), ("2",), ()))

    assert score(name, result) == pytest.approx(expected)


def test_a_passage_that_carries_two_groups_at_rank_one_is_a_perfect_ranking() -> None:
    result = Result("v1", hits=make_hits(("1", "2"), ()))

    assert score("nDCG@10", result) == pytest.approx(1.0)
    assert score("recall@1", result) == 1.0


def test_evidence_recall_looks_at_sentences_not_passages() -> None:
    result = Result("v1", hits=make_hits(("1", "2")), ranked=make_hits((), ("1",), (), ("2",)))

    assert score("evidence-recall@1", result) == 0.0
    assert score("evidence-recall@3", result) == 0.5
    assert score("evidence-recall@6", result) == 1.0


def test_a_sentence_with_another_figure_is_not_supported() -> None:
    result = replace(
        make_perfect(make_question()),
        sentences=(Shown("Nederland steunt 14 voorstellen over dataretentie.", (1,)),),
    )

    assert score("support-recall", result) == 0.0
    assert score("support-precision", result) == 0.0


def test_a_citation_that_a_sentence_does_not_need_lowers_precision_not_recall() -> None:
    result = replace(make_perfect(make_question()), sentences=(Shown(SENTENCES["1"], (1, 2)),))

    assert score("support-recall", result) == 1.0
    assert score("support-precision", result) == 0.5
    assert score("support-F1", result) == pytest.approx(2 / 3)


def test_a_sentence_that_only_two_citations_carry_together_needs_both() -> None:
    text = "Nederland steunt voorstellen dataretentie grondrechten burgers aandacht"
    result = replace(make_perfect(make_question()), sentences=(Shown(text, (1, 2)),))

    assert score("support-recall", result) == 1.0
    assert score("support-precision", result) == 1.0


def test_a_sentence_without_citation_supports_nothing() -> None:
    result = replace(make_perfect(make_question()), sentences=(Shown(SENTENCES["1"], ()),))

    assert score("support-recall", result) == 0.0
    assert score("support-precision", result) == 0.0
    assert score("without-citation", result) == 1.0


def test_relevance_is_apart_from_support() -> None:
    """A verbatim sentence that is not the gold evidence is supported and irrelevant."""
    text = "Nederland dankt het voorzitterschap."
    perfect = make_perfect(make_question())
    result = replace(
        perfect,
        sentences=(*perfect.sentences[:1], Shown(text, (2,))),
        citations=(cite(1, "1"), Cited(2, "ander.txt", 0, 9, text, right_letter=False)),
    )

    assert score("support-recall", result) == 1.0
    assert score("relevance-precision", result) == 0.5
    assert score("relevance-recall", result) == 0.5
    assert score("relevance-F1", result) == 0.5
    assert score("wrong-letter", result) == 0.5


def test_a_quote_that_is_not_the_letters_text_is_not_exact() -> None:
    result = replace(
        make_perfect(make_question()), citations=(cite(1, "1"), replace(cite(2, "2"), exact=False))
    )

    assert score("quote-exactness", result) == 0.5


def test_must_include_needs_everything_and_takes_any_alternative() -> None:
    perfect = make_perfect(make_question())

    assert score("must-include", perfect) == 1.0
    assert score("must-include", replace(perfect, sentences=perfect.sentences[:1])) == 0.0
    assert score("must-include-share", replace(perfect, sentences=perfect.sentences[:1])) == 0.5


def test_only_the_first_150_words_are_read() -> None:
    padded = Shown("woord " * 150 + SENTENCES["1"])
    perfect = make_perfect(make_question())

    assert score("must-include-share", replace(perfect, sentences=(padded,))) == 0.0


def test_saying_no_with_the_right_sentences_is_not_an_answer() -> None:
    result = replace(make_perfect(make_question()), status="not_in_letters")

    assert score("must-include", result) == 0.0
    assert score("answered", result) == 0.0
    assert score("actor-accuracy", result) == 0.0


def test_must_not_include_counts_violations() -> None:
    question = make_question(must_not_include=("topprioriteit",))
    clean = make_perfect(question)
    bad = replace(clean, sentences=(Shown("Het is een TOPprioriteit.", (1,)),))

    assert score("must-not-include", clean, question) == 0.0
    assert score("must-not-include", bad, question) == 1.0


def test_token_f1_and_rouge_l_differ_by_order_only() -> None:
    question = replace(make_question(), answer="a b c d")
    result = replace(make_perfect(question), sentences=(Shown("d c b a"),))

    assert score("token-F1", result, question) == 1.0
    assert score("ROUGE-L", result, question) == pytest.approx(0.25)


def test_withheld_is_summed_over_sentences() -> None:
    measure = BY_NAME["withheld"]
    questions = [make_question("a"), make_question("b"), make_question("c")]
    results = {
        "a": Result("a", worded=3, withheld=()),
        "b": Result("b", worded=0, withheld=("x",)),
        "c": Result("c"),  # the model wrote nothing: not eligible
    }

    figure = measure_run([measure], questions, results)[0].estimate
    assert figure.value == 0.25
    assert figure.count == 2


def test_the_actor_of_a_sentence_comes_from_the_gold_not_from_the_label() -> None:
    """A Commission sentence labelled as Dutch is still the Commission's."""
    text = "Dataretentie is een topprioriteit."
    mislabelled = Cited(1, "brief.txt", 0, 9, text, ("Nederland",), ("Commissie",))
    result = replace(
        make_perfect(make_question()), sentences=(Shown(text, (1,)),), citations=(mislabelled,)
    )

    assert score("actor-accuracy", result) == 0.0
    assert score("wrong-actor", result) == 1.0
    assert score("actor-label", result) == 0.0


def test_narration_is_nobodys_and_member_states_are_one_family() -> None:
    question = make_question(actors=("lidstaten:kleine minderheid",))
    perfect = make_perfect(question)
    narrated = Cited(1, "brief.txt", 0, 9, "Er is gesproken.", ("verteller",))
    states = Cited(2, "brief.txt", 9, 20, "Enkele lidstaten zijn tegen.", ("lidstaten:enkele",))
    result = replace(
        perfect,
        sentences=(Shown(narrated.text, (1,)), Shown(states.text, (2,))),
        citations=(narrated, states),
    )

    assert score("actor-accuracy", result, question) == 1.0
    assert score("wrong-actor", result, question) == 0.0


def test_abstention_over_a_run() -> None:
    """Two unanswerable of which one is refused, one answerable that is refused: P = R = 1/2."""
    questions = [make_unanswerable("o1"), make_unanswerable("o2"), make_question("v1")]
    results = {
        "o1": Result("o1", status="not_in_letters"),
        "o2": Result("o2", status="answered", sentences=(Shown("Ja."),)),
        "v1": Result("v1", status="not_in_letters"),
    }
    figures = {
        figure.measure.name: figure.estimate.value
        for figure in measure_run(MEASURES, questions, results)
    }

    assert figures["abstention-precision"] == 0.5
    assert figures["abstention-recall"] == 0.5
    assert figures["abstention-F1"] == 0.5
    assert figures["answered-unanswerable"] == 0.5
    assert figures["answered"] == 0.0


def test_the_abstention_curve_runs_over_every_threshold() -> None:
    questions = [make_question("a"), make_question("b"), make_unanswerable("o")]
    results = {
        "a": replace(make_perfect(questions[0]), fit=3.0),
        "b": Result("b", ranked=make_hits(()), fit=1.0),
        "o": Result("o", ranked=make_hits(()), fit=2.0),
    }

    curve = abstention_curve(questions, results)

    assert [point.sureness for point in curve] == [1.0, 2.0, 3.0]
    assert [point.answered for point in curve] == pytest.approx([1, 2 / 3, 1 / 3])
    assert [point.correct for point in curve] == pytest.approx([1 / 3, 1 / 2, 1])
    assert separation(questions, results) == 0.5


def test_doubt_goes_before_fit_and_the_run_stands_on_the_curve() -> None:
    questions = [make_question("a"), make_question("b"), make_unanswerable("o")]
    results = {
        "a": replace(make_perfect(questions[0]), fit=1.0, doubt=0.5),
        "b": Result("b", ranked=make_hits(()), fit=2.0, doubt=1.0, status="partly"),
        "o": Result("o", ranked=make_hits(()), fit=3.0, doubt=4.0, status="not_in_letters"),
    }

    point = operating_point(questions, results)

    assert separation(questions, results) == 1.0
    assert point == CurvePoint(-1.0, 2 / 3, 1 / 2)
    assert point in abstention_curve(questions, results)


def test_durations_leave_out_moments_that_did_not_come() -> None:
    results = [Result(str(at), seconds={"total": float(at)}) for at in range(1, 12)]

    (total,) = measure_durations(results)

    assert total.moment == "total"
    assert total.median.value == 6.0
    assert total.slow.value == pytest.approx(10.5)


def test_a_question_without_a_result_counts_as_zero() -> None:
    measure = Measure("x", "x", "search", BY_NAME["recall@5"].score)

    scores = score_questions(measure, [make_question("a"), make_question("b")], {})

    assert scores == {"a": Score(0.0), "b": Score(0.0)}
