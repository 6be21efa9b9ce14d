"""The gate lets through what is as good as it was, and stops what is worse than by luck."""

from dataclasses import replace

from eval.compare import compare_runs
from eval.experiment import Run, RunFacts, read_run
from eval.gate import BASELINE, find_losses, render_gate
from eval.questions import GoldQuestion, gold_file, read_questions
from eval.results import Result
from gold import make_hits, make_perfect, make_question

FACTS = RunFacts("q" * 16, "search", "g000001", "e" * 16, "", "s" * 16, "c" * 16)
ASKED = tuple(make_question(f"v{at}") for at in range(20))


def make_run(missed: int) -> Run:
    """A search run in which the first so many questions find nothing."""

    def search(at: int, question: GoldQuestion) -> Result:
        if at < missed:
            return Result(question.id, hits=make_hits((), ()), ranked=make_hits((), ()))
        return replace(make_perfect(question), status="", sentences=(), citations=())

    results = {question.id: search(at, question) for at, question in enumerate(ASKED)}
    return Run("x", FACTS, {}, ASKED, results)


def test_the_same_run_passes() -> None:
    assert find_losses(compare_runs(make_run(4), make_run(4))) == ()


def test_a_loss_within_the_interval_passes() -> None:
    assert find_losses(compare_runs(make_run(4), make_run(5))) == ()


def test_a_loss_beyond_the_interval_is_stopped_and_names_the_questions() -> None:
    comparisons = compare_runs(make_run(4), make_run(12))

    losses = {each.measure.name for each in find_losses(comparisons)}
    text = render_gate(comparisons)

    assert {"recall@5", "recall@10", "nDCG@10", "MRR"} <= losses
    assert "SLECHTER  recall@5" in text
    assert "slechter: v4 Wat vindt NL?" in text


def test_a_gain_passes() -> None:
    assert find_losses(compare_runs(make_run(12), make_run(4))) == ()


def test_the_committed_baseline_is_a_whole_run_over_the_questions_as_they_are_now() -> None:
    """After a change of the questions: python -m eval.gate --update."""
    baseline = read_run(BASELINE)

    assert baseline.is_complete
    assert baseline.facts.stage == "search"
    assert baseline.questions == read_questions(gold_file(), split="dev")
