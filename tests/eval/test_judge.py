"""The optional judge grades answers, asks nothing twice, and gets no vote where it says nothing."""

from dataclasses import replace
from pathlib import Path

from eval.experiment import Run, RunFacts
from eval.judge import judge_run, measure_grades
from eval.results import Result
from fakes import FakeGenerator
from gold import SENTENCES, make_perfect, make_question, make_unanswerable

FACTS = RunFacts("q" * 16, "answer", "g000001", "e" * 16, "", "s" * 16, "c" * 16)
ASKED = (make_question("v1"), make_question("v2"), make_question("v3"), make_unanswerable())
RUN = Run(
    "x",
    FACTS,
    {},
    ASKED,
    {
        "v1": make_perfect(ASKED[0]),
        "v2": make_perfect(ASKED[1]),
        "v3": Result("v3", status="not_in_letters"),
    },
)


def test_answers_are_graded_and_silence_is_no_without_asking(tmp_path: Path) -> None:
    judge = FakeGenerator(["Ja", "."], ["de", "els"])

    grades = judge_run(RUN, tmp_path, judge)

    assert grades == {"v1": "ja", "v2": "deels", "v3": "nee"}
    assert measure_grades(RUN, grades).value == 0.5
    assert len(judge.prompts) == 2
    assert SENTENCES["1"] in judge.prompts[0].new[0].content


def test_grades_are_kept_for_the_same_judge(tmp_path: Path) -> None:
    judge_run(RUN, tmp_path, FakeGenerator(["ja"], ["nee"]))

    again = judge_run(RUN, tmp_path, FakeGenerator())

    assert again == {"v1": "ja", "v2": "nee", "v3": "nee"}


def test_a_judge_that_does_not_answer_gives_nothing(tmp_path: Path) -> None:
    grades = judge_run(replace(RUN, questions=ASKED[:1]), tmp_path, FakeGenerator(["Misschien"]))

    assert grades == {"v1": ""}
    assert measure_grades(replace(RUN, questions=ASKED[:1]), grades).value == 0.0
