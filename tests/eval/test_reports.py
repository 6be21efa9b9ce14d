"""Reports and comparisons say what a run's scores say, to people, without a network."""

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from eval.compare import compare_runs, render_comparison
from eval.errors import RunMismatchError
from eval.experiment import Run, RunFacts, run_questions
from eval.failures import find_failures
from eval.questions import GoldQuestion
from eval.report import make_report
from eval.report_html import render_html
from eval.report_markdown import render_markdown
from eval.results import Result
from gold import make_perfect, make_question, make_unanswerable, make_wrong_actor
from rag.answering import Tools

FACTS = RunFacts("q" * 16, "answer", "g000001", "e" * 16, "", "s" * 16, "c" * 16)
QUESTIONS = (*(make_question(f"v{at}") for at in range(6)), make_unanswerable())


def make_run(
    name: str,
    answer: Callable[[GoldQuestion], Result],
    questions: tuple[GoldQuestion, ...] = QUESTIONS,
) -> Run:
    """A run in which every question gets what ``answer`` gives."""
    results = {question.id: answer(question) for question in questions}
    return Run(name, FACTS, {"peak_memory": 1_500_000_000}, questions, results)


def answer_wrongly(question: GoldQuestion) -> Result:
    """The wrong actor's words, but for one question."""
    return make_perfect(question) if question.id == "v0" else make_wrong_actor(question)


class Strict(HTMLParser):
    """Fails on elements that are not closed, and collects everything that points elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "data")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_points_nowhere_else() -> None:
    report = make_report(make_run("meting", answer_wrongly))
    page = render_html(report)
    parser = Strict()

    parser.feed(page)
    parser.close()

    assert parser.open == []
    assert parser.links == []
    assert "<script" not in page
    assert "@import" not in page
    assert "url(" not in page
    assert page.count("<svg") == 3 + 2 * len(report.headlines)


def test_text_of_letters_and_questions_cannot_become_markup() -> None:
    bad = replace(make_question("v1"), question="<script>alert(1)</script>")

    page = render_html(make_report(make_run("meting", make_wrong_actor, (bad,))))

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_page_lists_what_was_asked_expected_and_got() -> None:
    page = render_html(make_report(make_run("meting", answer_wrongly)))

    assert "VERKEERDE SPREKER" in page
    assert "Nederland steunt 12 voorstellen over dataretentie." in page
    assert "De Commissie acht dataretentie een topprioriteit." in page


def test_every_headline_is_drawn_by_type_and_by_style() -> None:
    report = make_report(make_run("goed", make_perfect))

    page = render_html(report)

    for figure in report.headlines:
        assert page.count(f"<figcaption>{figure.measure.title}") == 2


def test_the_summary_has_figures_with_intervals_by_type_and_style() -> None:
    summary = render_markdown(make_report(make_run("meting", answer_wrongly)))

    assert re.search(r"\| actor-accuracy \| 0\.167 \[0\.000–0\.500\] \(n=6\) \|", summary)
    assert "## Per soort vraag" in summary
    assert "| unanswerable |" in summary
    assert "## Per stijl" in summary
    assert "1.50 GB" in summary


def test_failures_come_gravest_first_and_good_questions_are_no_failures() -> None:
    unanswered = make_question("v9", groups=("1",), must_include=("12",))
    run = make_run("meting", answer_wrongly, (*QUESTIONS, unanswered))
    results = {**run.results, "v9": Result("v9", status="not_in_letters")}

    failures = find_failures(replace(run, results=results))

    assert [failure.question.id for failure in failures][-1] == "v9"
    assert "v0" not in {failure.question.id for failure in failures}
    assert failures[0].reasons[0] in (
        "VERKEERDE SPREKER",
        "zonder voorbehoud beantwoord, maar het staat niet in de brieven",
    )


def test_a_report_of_a_run_that_was_cut_off_says_so() -> None:
    run = make_run("meting", make_perfect)
    half = replace(run, results={"v0": run.results["v0"]})

    summary = render_markdown(make_report(half))

    assert "- met uitkomst: 1" in summary
    assert "er is geen uitkomst" in summary


def test_a_search_run_is_not_judged_on_answers(
    tmp_path: Path, tools: Tools, dev_questions: tuple[GoldQuestion, ...]
) -> None:
    run = run_questions(dev_questions[:2], tools, tmp_path, stage="search")

    summary = render_markdown(make_report(run))

    assert "recall@5" in summary
    assert "must-include" not in summary
    assert "VERKEERDE SPREKER" not in render_html(make_report(run))


def test_the_comparison_names_the_questions_that_got_better_and_worse() -> None:
    before, after = make_run("eerst", answer_wrongly), make_run("nu", make_perfect)

    comparisons = {each.measure.name: each for each in compare_runs(before, after)}
    actors = comparisons["actor-accuracy"]

    assert [change.question.id for change in actors.better] == ["v1", "v2", "v3", "v4", "v5"]
    assert actors.worse == ()
    assert actors.difference.value == pytest.approx(5 / 6)
    # 2 ** 5 swaps of which two are as large: 1/16, not sure by itself
    assert actors.difference.chance == pytest.approx(1 / 16, abs=0.01)
    wrong = comparisons["wrong-actor"]
    assert len(wrong.better) == 5, "lower is better"


def test_the_comparison_is_written_out() -> None:
    before, after = make_run("eerst", make_perfect), make_run("nu", answer_wrongly)

    text = render_comparison(before, after, compare_runs(before, after))

    assert text.startswith("# eerst → nu")
    assert "- slechter (1.00 → 0.00) **v1** Wat vindt NL?" in text


def test_questions_that_were_changed_in_between_are_not_compared() -> None:
    before = make_run("eerst", make_perfect)
    other = replace(QUESTIONS[0], must_include=("iets anders",))
    after = make_run("nu", make_perfect, (other, *QUESTIONS[1:]))

    with pytest.raises(RunMismatchError, match="v0"):
        compare_runs(before, after)


def test_runs_without_a_question_in_common_are_not_compared() -> None:
    before = make_run("eerst", make_perfect, QUESTIONS[:2])
    after = make_run("nu", make_perfect, QUESTIONS[2:])

    with pytest.raises(RunMismatchError, match="geen vraag gemeen"):
        compare_runs(before, after)


def test_a_run_with_only_unanswerable_questions_has_a_report_too() -> None:
    run = make_run("meting", make_perfect, (make_unanswerable(),))

    page = render_html(make_report(run))

    assert not re.search(r"\bnan\b", page)
    assert "abstention-recall" in page


def test_an_empty_run_has_a_report_too() -> None:
    run = replace(make_run("meting", make_perfect), results={}, notes={})

    assert "niet gemeten" in render_html(make_report(run))
