"""Gold questions: what is asked, what a good answer holds, and where in the letters it stands."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import Any, cast

from eval.errors import QuestionsUnusableError


@dataclass(frozen=True)
class GoldEvidence:
    """A verbatim stretch of a letter; those with the same group are alternatives of each other."""

    file: str
    quote: str
    group: str
    also_in: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()


@dataclass(frozen=True)
class GoldQuestion:
    """One gold question; the format is open to files of others."""

    id: str
    question: str
    type: str
    answerable: bool
    answer: str = ""
    actors: tuple[str, ...] = ()
    must_include: tuple[str, ...] = ()  # all are needed; "a|b" = any of them
    must_not_include: tuple[str, ...] = ()
    evidence: tuple[GoldEvidence, ...] = ()
    split: str = ""  # "dev" or "test"; outside files have none
    style: str = ""
    sections: tuple[str, ...] = ()  # of the letters; no section lies in both splits
    note: str = ""  # why a question is unanswerable
    others: tuple[GoldEvidence, ...] = ()  # who did speak, where the one asked about did not
    history: tuple[str, ...] = ()  # the questions before it, where it is asked as a follow-up

    @property
    def groups(self) -> dict[str, tuple[GoldEvidence, ...]]:
        """The evidence by group; every group is needed."""
        groups: dict[str, tuple[GoldEvidence, ...]] = {}
        for each in self.evidence:
            groups[each.group] = (*groups.get(each.group, ()), each)
        return groups


def gold_file() -> Path:
    """The questions about the sample letters that come with the program."""
    return Path(str(resources.files("eval") / "questions" / "jbz.jsonl"))


def read_questions(
    file: Path, *, split: str = "", as_typed: bool = False
) -> tuple[GoldQuestion, ...]:
    """Read a question file (JSONL), or only the questions of one split.

    A line with ``turns`` is a dialogue; each turn becomes a question of type ``followup``: in its
    self-contained form, or ``as_typed`` with the questions before it. Raises
    ``QuestionsUnusableError`` naming the line that is wrong.
    """
    questions: list[GoldQuestion] = []
    seen: set[str] = set()
    for number, line in enumerate(_read_lines(file), start=1):
        if not line.strip():
            continue
        try:
            for question in _make_all(cast("dict[str, Any]", json.loads(line)), as_typed=as_typed):
                if question.id in seen:
                    raise ValueError(f"id {question.id} komt twee keer voor")
                seen.add(question.id)
                questions.append(question)
        except (KeyError, TypeError, AttributeError, ValueError) as error:
            raise QuestionsUnusableError(
                f"Regel {number} van {file.name} is geen vraag ({error}).",
                "Verbeter of verwijder die regel.",
            ) from error
    chosen = tuple(each for each in questions if not split or each.split == split)
    if not chosen:
        raise QuestionsUnusableError(
            f"{file.name} bevat geen vragen{f' van het deel {split}' if split else ''}.",
            "Controleer het bestand, of laat --split weg.",
        )
    return chosen


def write_questions(file: Path, questions: Sequence[GoldQuestion]) -> None:
    """Write questions so that ``read_questions`` gives the same ones."""
    lines = (json.dumps(_to_record(each), ensure_ascii=False) for each in questions)
    file.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def hash_questions(questions: Sequence[GoldQuestion]) -> str:
    """Sixteen hex digits over everything the questions hold."""
    content = json.dumps([_to_record(each) for each in questions], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _to_record(question: GoldQuestion) -> dict[str, Any]:
    """Without a history where there is none: most questions have none, and older runs knew none."""
    record = asdict(question)
    if not question.history:
        del record["history"]
    return record


def _read_lines(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsUnusableError(
            f"{file} kan niet worden gelezen ({error}).", "Geef een JSONL-bestand in UTF-8."
        ) from error


def _make_all(record: Mapping[str, Any], *, as_typed: bool) -> Iterator[GoldQuestion]:
    if "turns" not in record:
        yield _make(record)
        return
    asked: list[str] = []
    for number, turn in enumerate(record["turns"], start=1):
        whole = turn.get("standalone") or turn["question"]
        yield _make(
            {
                **turn,
                "id": f"{record['id']}.{number}",
                "question": turn["question"] if as_typed else whole,
                "history": asked if as_typed else [],
                "type": "followup",
                "split": record.get("split", ""),
            }
        )
        asked = [*asked, turn["question"]]


def _make(record: Mapping[str, Any]) -> GoldQuestion:
    if not isinstance(record["question"], str) or not isinstance(record["answerable"], bool):
        raise TypeError("question moet tekst zijn en answerable true of false")
    return GoldQuestion(
        id=str(record["id"]),
        question=record["question"],
        type=str(record.get("type", "")),
        answerable=record["answerable"],
        answer=str(record.get("answer") or ""),
        actors=_texts(record, "actors"),
        must_include=_texts(record, "must_include"),
        must_not_include=_texts(record, "must_not_include"),
        evidence=_evidence(record, "evidence"),
        split=str(record.get("split") or ""),
        style=str(record.get("style") or ""),
        sections=_texts(record, "sections"),
        note=str(record.get("note") or ""),
        others=_evidence(record, "others"),
        history=_texts(record, "history"),
    )


def _texts(record: Mapping[str, Any], name: str) -> tuple[str, ...]:
    values = record.get(name) or ()
    if isinstance(values, str):  # its letters would each become a text
        raise TypeError(f"{name} is geen lijst")
    return tuple(str(value) for value in values)


def _evidence(record: Mapping[str, Any], name: str) -> tuple[GoldEvidence, ...]:
    return tuple(
        GoldEvidence(
            str(each["file"]),
            str(each["quote"]),
            str(each.get("group", at)),
            _texts(each, "also_in"),
            _texts(each, "actors"),
        )
        for at, each in enumerate(record.get(name) or ())
    )
