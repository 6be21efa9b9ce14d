"""Read the questions of a command: one from the arguments, or many from a JSONL file."""

import datetime
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from index.actors import NARRATOR, ActorReader
from index.search import Filters
from models.errors import FixableError
from rag.errors import QuestionError
from rag.follow_up import Turn
from rag.understanding import INFERENCES

FILTERS = ("actor", "since", "until", "kind", "dossier")
_FORM = 'Schrijf per regel {"id": …, "question": "…"}.'


@dataclass(frozen=True)
class Asked:
    """A question as it came in, or what is wrong with its line."""

    id: object  # given back as it is
    text: str = ""
    filters: Filters | None = None
    history: tuple[Turn, ...] = ()
    ignored: tuple[str, ...] = ()
    problem: FixableError | None = None


def read_questions(
    question: str | None,
    file: Path | None,
    given: Mapping[str, str],
    actors: ActorReader,
    *,
    ignored: Sequence[str] = (),
) -> Iterator[Asked]:
    """Yield the question, or each line of the file; "-" is the standard input.

    The filters of a line win over ``given``. Raises ``QuestionError`` for a file that cannot be
    read and for filters of the arguments that cannot be.
    """
    common = make_filters(given, actors)
    if question is not None:
        yield Asked(None, question, common, (), tuple(ignored))
        return
    for number, line in enumerate(_read_lines(file), start=1):
        if line.strip():
            yield _read_line(line, number, given, actors, ignored)


def _read_lines(file: Path | None) -> list[str]:
    try:
        # not splitlines(): JSON may hold line separators that it would split at
        if file is None or str(file) == "-":
            return sys.stdin.read().split("\n")
        return file.read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise QuestionError(
            f"{file} kan niet worden gelezen ({error.strerror}).", "Controleer het pad."
        ) from error
    except UnicodeDecodeError as error:
        raise QuestionError(f"{file} is geen UTF-8.", "Geef een JSONL-bestand in UTF-8.") from error


def _read_line(
    line: str, number: int, given: Mapping[str, str], actors: ActorReader, ignored: Sequence[str]
) -> Asked:
    try:
        record: Any = json.loads(line)
    except (ValueError, RecursionError):  # ValueError: no JSON, or a number of thousands of digits
        return Asked(None, problem=QuestionError(f"Regel {number} is geen JSON.", _FORM))
    if not isinstance(record, dict):
        return Asked(None, problem=QuestionError(f"Regel {number} is geen JSON-object.", _FORM))
    fields = cast("dict[str, Any]", record)
    identifier = fields.get("id")
    text = fields.get("question")
    if not isinstance(text, str):
        problem = QuestionError(f"Regel {number} heeft geen 'question' met tekst.", _FORM)
        return Asked(identifier, problem=problem)
    try:
        own = _read_filters(fields.get("filters"), number)
        return Asked(
            identifier,
            text,
            make_filters({**given, **own}, actors),
            read_history(fields.get("history"), number),
            _read_ignored(fields.get("ignore"), number) or tuple(ignored),
        )
    except QuestionError as error:
        return Asked(identifier, problem=error)


def read_history(history: Any, number: int) -> tuple[Turn, ...]:
    """The questions and answers before the question of a line, oldest first."""
    if history is None:
        return ()
    form = 'Schrijf \'history\' als [{"question": "…", "answer": "…"}].'
    if not isinstance(history, list):
        raise QuestionError(f"Regel {number} heeft een 'history' die geen lijst is.", form)
    turns: list[Turn] = []
    for each in cast("list[Any]", history):
        turn = cast("dict[str, Any]", each) if isinstance(each, dict) else {}
        question, answer = turn.get("question"), turn.get("answer")
        if not isinstance(question, str) or not isinstance(answer, str | None):
            raise QuestionError(f"Regel {number} heeft een 'history' zonder vraag.", form)
        turns.append(Turn(question, answer or ""))
    return tuple(turns)


def _read_ignored(ignored: Any, number: int) -> tuple[str, ...]:
    if ignored is None:
        return ()
    names = cast("list[Any]", ignored) if isinstance(ignored, list) else [ignored]
    if not all(isinstance(name, str) for name in names):
        raise QuestionError(
            f"Regel {number} heeft een 'ignore' die geen lijst namen is.",
            f"Kies uit: {', '.join(INFERENCES)}.",
        )
    return tuple(str(name) for name in names)


def _read_filters(filters: Any, number: int) -> dict[str, str]:
    if filters is None:
        return {}
    known = f"Kies uit: {', '.join(FILTERS)}."
    if not isinstance(filters, dict):
        raise QuestionError(f"Regel {number} heeft 'filters' die geen object zijn.", known)
    given = cast("dict[str, Any]", filters)
    for name, value in given.items():
        if name not in FILTERS:
            raise QuestionError(f"Regel {number} heeft een onbekend filter '{name}'.", known)
        if isinstance(value, bool) or not isinstance(value, str | int | None):
            raise QuestionError(f"Regel {number}: filter '{name}' is geen tekst.", "Geef tekst.")
    return {name: str(value) for name, value in given.items() if value}


def make_filters(given: Mapping[str, str], actors: ActorReader) -> Filters | None:
    """Filters as search takes them, or None when none is given.

    An actor may go by any alias of the lexicon. Raises ``QuestionError``.
    """
    values = {name: given.get(name, "") for name in FILTERS}
    if not any(values.values()):
        return None
    for name in ("since", "until"):
        if values[name]:
            values[name] = _read_date(values[name])
    if values["actor"]:
        values["actor"] = _find_actor(values["actor"], actors)
    return Filters(**values)


def _read_date(text: str) -> str:
    try:
        # "20250623" and "2025-W26-1" are ISO dates too; dates are compared as they are printed here
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise QuestionError(
            f"'{text}' is geen datum.", "Schrijf een datum als 2025-06-23."
        ) from error


def _find_actor(name: str, actors: ActorReader) -> str:
    known = (
        {actor for _, actor in actors.aliases} | {actor for actor, _ in actors.names} | {NARRATOR}
    )
    if name in known:
        return name
    for alias, actor in actors.aliases:
        if alias == name.strip().lower():
            return actor
    raise QuestionError(
        f"De spreker '{name}' is onbekend.", "Kies bijvoorbeeld Nederland, Commissie of Litouwen."
    )
