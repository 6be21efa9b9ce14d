"""What the assistant did with one question: enough to score it without letters or models."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, cast


@dataclass(frozen=True)
class Found:
    """A passage or sentence found, and the groups of gold evidence it carries."""

    file: str
    start: int
    end: int
    text: str = ""  # kept for sentences only
    actors: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cited:
    """One citation of the answer, held against the letters and the gold evidence."""

    number: int
    file: str
    start: int
    end: int
    text: str  # as it is read
    actors: tuple[str, ...] = ()  # as the reader is told
    gold_actors: tuple[str, ...] = ()  # as the gold of any question says; empty = nobody looked
    groups: tuple[str, ...] = ()
    exact: bool = True  # the quote is the letter's own text between start and end
    right_letter: bool = True  # the letter, or one that holds the same sentence, has gold evidence


@dataclass(frozen=True)
class Shown:
    """One sentence that was shown, and the numbers of its citations."""

    text: str
    citations: tuple[int, ...] = ()
    worded: bool = False  # by the model, not the letter's own


@dataclass(frozen=True)
class Result:
    """Everything about one question of a run; one line of results.jsonl."""

    id: str
    hits: tuple[Found, ...] = ()  # passages, best first
    ranked: tuple[Found, ...] = ()  # evidence sentences, best first
    fit: float = 0.0  # of the best evidence sentence
    doubt: float | None = None  # of all checks together; what a threshold cuts on
    status: str = ""  # "" = nothing was answered
    message: str = ""
    sentences: tuple[Shown, ...] = ()
    citations: tuple[Cited, ...] = ()
    worded: int = 0  # sentences of the model that were shown
    withheld: tuple[str, ...] = ()  # sentences of the model that were not
    seconds: Mapping[str, float] = field(default_factory=dict[str, float])
    error: str = ""

    @property
    def answered(self) -> bool:
        """Whether the letters were said to hold an answer, in full or in part, and it was shown."""
        return self.status in ("answered", "partly") and bool(self.sentences)

    def cited_by(self, sentence: Shown) -> tuple[Cited, ...]:
        """What a sentence rests on; numbers that lead nowhere give nothing."""
        return tuple(each for each in self.citations if each.number in sentence.citations)


def result_to_record(result: Result) -> dict[str, Any]:
    """One JSON object."""
    return asdict(result)


def result_from_record(record: Mapping[str, Any]) -> Result:
    """The result that ``result_to_record`` was given."""
    return Result(
        id=record["id"],
        hits=tuple(Found(**_tuples(each)) for each in record["hits"]),
        ranked=tuple(Found(**_tuples(each)) for each in record["ranked"]),
        fit=record["fit"],
        doubt=record.get("doubt"),  # runs from before the checks have none
        status=record["status"],
        message=record["message"],
        sentences=tuple(Shown(**_tuples(each)) for each in record["sentences"]),
        citations=tuple(Cited(**_tuples(each)) for each in record["citations"]),
        worded=record["worded"],
        withheld=tuple(record["withheld"]),
        seconds=dict(record["seconds"]),
        error=record["error"],
    )


def _tuples(record: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: tuple(cast("list[Any]", value)) if isinstance(value, list) else value
        for name, value in record.items()
    }
