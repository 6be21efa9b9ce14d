"""Run gold questions through the assistant and keep every result; an interrupted run goes on.

A run is a folder: ``run.json`` (what it was made with), ``questions.jsonl`` (what was asked) and
``results.jsonl`` (one line per question, in order). Nothing else is needed to report on it.
"""

import dataclasses
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eval.errors import QuestionsUnusableError, RunMismatchError, RunMissingError
from eval.observing import Observer, Stage
from eval.places import GoldMap, letters_not_indexed
from eval.questions import GoldQuestion, hash_questions, read_questions, write_questions
from eval.results import Result, result_from_record, result_to_record
from rag.answering import Tools
from rag.receipts import hash_code

RUN, QUESTIONS, RESULTS = "run.json", "questions.jsonl", "results.jsonl"
_NAMES = {
    "questions": "de vragen",
    "stage": "--stage",
    "store": "de index",
    "embedder": "het zoekmodel",
    "generator": "het taalmodel",
    "settings": "de instellingen",
    "code": "de programmatekst",
}


@dataclass(frozen=True)
class RunFacts:
    """What a run is made with; two halves of one run must agree on all of it."""

    questions: str  # fingerprint of what is asked
    stage: Stage
    store: str  # the generation of the index
    embedder: str
    generator: str  # "" = without a model
    settings: str
    code: str  # fingerprint of the folders models, index and rag


@dataclass(frozen=True)
class Run:
    """A run as it stands: all its questions, and the results there are."""

    name: str
    facts: RunFacts
    notes: Mapping[str, Any]  # for the reader: split, letters, settings, memory, evidence not found
    questions: tuple[GoldQuestion, ...]
    results: Mapping[str, Result]  # by question

    @property
    def is_complete(self) -> bool:
        """Whether every question has its result."""
        return all(question.id in self.results for question in self.questions)


def run_questions(
    questions: Sequence[GoldQuestion],
    tools: Tools,
    folder: Path,
    *,
    stage: Stage,
    progress: Callable[[int, int], None] = lambda done, total: None,
    memory: Callable[[], int] = lambda: 0,
) -> Run:
    """Ask every question that has no result yet; give the whole run.

    Each result is on disk before the next question is asked. ``memory`` gives the peak in bytes so
    far. Raises ``QuestionsUnusableError`` when a letter with evidence is not indexed, and
    ``RunMismatchError`` when the folder holds a run that was made with other things.
    """
    letters = tuple(tools.searcher.index.letters.values())
    if absent := letters_not_indexed(questions, letters):
        raise QuestionsUnusableError(
            f"Deze vragen gaan over brieven die niet in de index staan: {', '.join(absent[:5])}.",
            "Voer 'kamerbrief index MAP' uit met die brieven.",
        )
    gold = GoldMap(questions, letters)
    facts = _facts(questions, tools, stage)
    settings = asdict(tools.settings)
    del settings["data_folder"], settings["page"]  # they change no answer, and name a user's disk
    notes = {
        "letters": {letter.file: letter.id for letter in letters},
        "settings": settings,
        "evidence_not_found": [f"{question}/{group}" for question, group in gold.missing],
    }
    done = _open_folder(folder, facts, notes, questions)
    observer = Observer(tools, gold)
    progress(len(done), len(questions))
    with (folder / RESULTS).open("a", encoding="utf-8") as stream:
        for question in questions:
            if question.id in done:
                continue
            result = observer.observe(question, stage=stage)
            stream.write(json.dumps(result_to_record(result), ensure_ascii=False) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
            done.add(question.id)
            progress(len(done), len(questions))
    _note_memory(folder, memory())
    return read_run(folder)


def read_run(folder: Path) -> Run:
    """Read a run, finished or not; raises ``RunMissingError``."""
    try:
        record = json.loads((folder / RUN).read_text("utf-8"))
        facts = RunFacts(**record["facts"])
        questions = read_questions(folder / QUESTIONS)
    except (OSError, KeyError, TypeError, ValueError, QuestionsUnusableError) as error:
        raise RunMissingError(
            f"In {folder} staat geen meting ({error}).",
            "Geef de map die achter --out van 'kamerbrief eval run' stond.",
        ) from error
    results = {result.id: result for result in _read_results(folder / RESULTS)}
    return Run(folder.resolve().name, facts, record["notes"], questions, results)


def _facts(questions: Sequence[GoldQuestion], tools: Tools, stage: Stage) -> RunFacts:
    generator = tools.generator.fingerprint if tools.generator and stage == "answer" else ""
    return RunFacts(
        questions=hash_questions(questions),
        stage=stage,
        store=tools.searcher.index.name,
        embedder=tools.embedder.fingerprint,
        generator=generator,
        settings=tools.settings.fingerprint,
        code=hash_code(),
    )


def _open_folder(
    folder: Path, facts: RunFacts, notes: Mapping[str, Any], questions: Sequence[GoldQuestion]
) -> set[str]:
    """Begin a run, or find what one has done already."""
    folder.mkdir(parents=True, exist_ok=True)
    if (folder / RUN).exists():
        begun = read_run(folder)
        mine, theirs = asdict(facts), asdict(begun.facts)
        if changed := [_NAMES[name] for name in mine if mine[name] != theirs[name]]:
            raise RunMismatchError(
                f"In {folder} staat een meting die met iets anders is begonnen: anders zijn nu "
                f"{', '.join(changed)}.",
                "Kies een andere map achter --out, of verwijder deze.",
            )
        _drop_torn_line(folder / RESULTS)
        return set(begun.results)
    write_questions(folder / QUESTIONS, questions)
    (folder / RESULTS).unlink(missing_ok=True)
    # last, and whole: a folder with it holds everything that must be there before the first result
    _write_whole(folder / RUN, {"facts": asdict(facts), "notes": notes})
    return set()


def _note_memory(folder: Path, peak: int) -> None:
    record = json.loads((folder / RUN).read_text("utf-8"))
    record["notes"]["peak_memory"] = max(peak, record["notes"].get("peak_memory", 0))
    _write_whole(folder / RUN, record)


def _write_whole(file: Path, record: Mapping[str, Any]) -> None:
    draft = file.with_suffix(".draft")
    draft.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", "utf-8")
    draft.replace(file)


def _drop_torn_line(file: Path) -> None:
    """Cut off what a killed run had not finished writing."""
    if file.exists():
        content = file.read_bytes()
        os.truncate(file, content.rfind(b"\n") + 1)


def _read_results(file: Path) -> list[Result]:
    if not file.exists():
        return []
    whole, _, _torn = file.read_text("utf-8", errors="replace").rpartition("\n")
    known = {field.name for field in dataclasses.fields(Result)}
    records = (json.loads(line) for line in whole.splitlines() if line.strip())
    return [result_from_record({name: record[name] for name in known}) for record in records]
