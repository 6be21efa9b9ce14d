"""Let a language model grade answers against the reference: an optional second opinion.

No figure of a report depends on it unless it was asked for. The judge sees the question, the
reference and the shown text, never who wrote it or what was cited.
"""

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Literal

from eval.experiment import Run
from eval.intervals import Estimate, estimate
from eval.questions import GoldQuestion
from eval.shown_text import shown_text
from models.interfaces import Generator, Message, Prompt

JUDGED = "judged.jsonl"
Grade = Literal["ja", "deels", "nee", ""]  # "" = the judge gave no grade
_WORTH: dict[Grade, float] = {"ja": 1.0, "deels": 0.5, "nee": 0.0, "": 0.0}
_TOKENS = 4  # room for one word
FIXED = (
    Message(
        "system",
        "Je beoordeelt antwoorden streng. Je krijgt een vraag, een juist voorbeeldantwoord en een "
        "gegeven antwoord. Zegt het gegeven antwoord hetzelfde als het voorbeeldantwoord, van "
        "dezelfde spreker? Antwoord met één woord: ja, deels of nee.",
    ),
    Message("user", "Vraag: Wie was voor?\nVoorbeeld: De Commissie.\nGegeven: Nederland was voor."),
    Message("assistant", "nee"),
    Message("user", "Vraag: Wanneer?\nVoorbeeld: Op 3 juni.\nGegeven: Dat was op 3 juni 2025."),
    Message("assistant", "ja"),
)


def judge_run(
    run: Run,
    folder: Path,
    judge: Generator,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> dict[str, Grade]:
    """Grade every answered answerable question; grades of the same judge are kept and not redone.

    An answerable question that was not answered is graded "nee" without asking.
    """
    grades = read_grades(folder, judge.fingerprint)
    questions = _eligible(run.questions)
    with (folder / JUDGED).open("a", encoding="utf-8") as stream:
        for done, question in enumerate(questions, start=1):
            if question.id not in grades:
                result = run.results.get(question.id)
                answered = result is not None and result.answered
                text = shown_text(result) if result and answered else ""
                grade = grade_answer(question, text, judge) if text else "nee"
                grades[question.id] = grade
                record = {"id": question.id, "grade": grade, "judge": judge.fingerprint}
                stream.write(json.dumps(record, ensure_ascii=False) + "\n")
                stream.flush()
                os.fsync(stream.fileno())
            progress(done, len(questions))
    return grades


def grade_answer(question: GoldQuestion, text: str, judge: Generator) -> Grade:
    """Ask the judge for one word."""
    new = Message(
        "user", f"Vraag: {question.question}\nVoorbeeld: {question.answer}\nGegeven: {text}"
    )
    with closing(judge.generate(Prompt(FIXED, (new,)), max_tokens=_TOKENS)) as stream:
        said = "".join(stream).casefold()
    match = re.search(r"\b(ja|deels|nee)\b", said)
    grades: dict[str, Grade] = {"ja": "ja", "deels": "deels", "nee": "nee"}
    return grades[match[1]] if match else ""


def read_grades(folder: Path, judge: str) -> dict[str, Grade]:
    """The grades that this judge has given so far, by question."""
    file = folder / JUDGED
    if not file.exists():
        return {}
    whole, _, torn = file.read_text("utf-8").rpartition("\n")
    if torn:
        os.truncate(file, file.stat().st_size - len(torn.encode()))
    records = (json.loads(line) for line in whole.splitlines() if line)
    return {record["id"]: record["grade"] for record in records if record["judge"] == judge}


def measure_grades(run: Run, grades: Mapping[str, Grade]) -> Estimate:
    """Mean grade (ja 1, deels 1/2, nee 0) over answerable questions with a reference.

    One without a grade counts as zero.
    """
    worths = [_WORTH[grades.get(question.id, "")] for question in _eligible(run.questions)]
    return estimate(worths, [1.0] * len(worths))


def _eligible(questions: Iterable[GoldQuestion]) -> list[GoldQuestion]:
    return [question for question in questions if question.answerable and question.answer]
