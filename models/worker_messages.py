"""What the program and the model's process say to each other: one JSON object a line."""

import json
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias, cast

from models.interfaces import Message

FinishReason: TypeAlias = Literal["stop", "length", "abort"]


@dataclass(frozen=True)
class Load:
    """The first request: which model, and how."""

    model: str
    sha256: str  # "" = the file is the user's own and taken on trust
    chat_format: str
    context_tokens: int
    threads: int
    fixed: tuple[Message, ...]  # evaluated at once, so that the first question need not wait


@dataclass(frozen=True)
class Count:
    """Asks for the number of tokens of plain text; answered while another request runs."""

    id: int
    text: str


@dataclass(frozen=True)
class Generate:
    """Asks to continue these messages, the first ``fixed`` of which every question shares."""

    id: int
    messages: tuple[Message, ...]
    fixed: int
    max_tokens: int


@dataclass(frozen=True)
class Abort:
    """Stops the request with this id, whether it runs or waits."""

    id: int


@dataclass(frozen=True)
class Shutdown:
    """Ends the process."""


Request: TypeAlias = Load | Count | Generate | Abort | Shutdown


@dataclass(frozen=True)
class Ready:
    """The model is loaded."""

    sha256: str
    seconds: float


@dataclass(frozen=True)
class LoadFailed:
    """The model cannot be loaded, for a reason a person can do something about."""

    error: str  # the name of the class in models/errors.py
    problem: str
    remedy: str


@dataclass(frozen=True)
class Counted:
    """The answer to ``Count``."""

    id: int
    tokens: int


@dataclass(frozen=True)
class TooLong:
    """Prompt and answer do not fit the context; the model was not called."""

    id: int
    prompt_tokens: int
    context_tokens: int


@dataclass(frozen=True)
class Evaluated:
    """A sign of life while a prompt is read: one batch more is done."""

    id: int


@dataclass(frozen=True)
class Written:
    """A piece of the answer, in whole characters; may be empty."""

    id: int
    text: str


@dataclass(frozen=True)
class Finished:
    """The end of an answer; seconds count from the moment the request's turn came."""

    id: int
    finish_reason: FinishReason
    prompt_tokens: int
    evaluated_tokens: int
    generated_tokens: int
    seconds_to_first_token: float | None
    seconds: float


Event: TypeAlias = Ready | LoadFailed | Counted | TooLong | Evaluated | Written | Finished


def encode(message: Request | Event) -> bytes:
    """Write a message as one line of ASCII JSON, line end included."""
    return json.dumps({"kind": type(message).__name__, **asdict(message)}).encode() + b"\n"


def decode_request(line: bytes) -> Request:
    """Read what ``encode`` made of a request."""
    values = _read(line)
    kind = values.pop("kind")
    match kind:
        case "Load":
            return Load(fixed=_read_turns(values.pop("fixed")), **values)
        case "Generate":
            return Generate(messages=_read_turns(values.pop("messages")), **values)
        case "Count":
            return Count(**values)
        case "Abort":
            return Abort(**values)
        case "Shutdown":
            return Shutdown()
        case _:
            raise ValueError(f"not a request: {kind}")


def decode_event(line: bytes) -> Event:
    """Read what ``encode`` made of an event."""
    values = _read(line)
    kind = values.pop("kind")
    kinds = (Ready, LoadFailed, Counted, TooLong, Evaluated, Written, Finished)
    for event in kinds:
        if event.__name__ == kind:
            return event(**values)
    raise ValueError(f"not an event: {kind}")


def _read(line: bytes) -> dict[str, Any]:
    return cast("dict[str, Any]", json.loads(line))


def _read_turns(values: list[dict[str, Any]]) -> tuple[Message, ...]:
    return tuple(Message(**value) for value in values)
