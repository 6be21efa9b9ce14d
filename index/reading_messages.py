"""What the program and a reading process say to each other: frames of a JSON header and bytes."""

import json
import struct
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, TypeAlias

_LENGTHS = struct.Struct(">II")  # of the header and of the body, in bytes


@dataclass(frozen=True)
class Job:
    """A file to read: its name, its bytes and those of the metadata file beside it."""

    name: str
    content: bytes
    metadata: bytes = b""


@dataclass(frozen=True)
class Ready:
    """The process has loaded its libraries; ``memory`` is its address space in bytes."""

    memory: int


@dataclass(frozen=True)
class Busy:
    """Another program runs for this job and may take that many seconds more."""

    seconds: float


@dataclass(frozen=True)
class Refused:
    """The file cannot be read; both sentences are Dutch. ``last`` = the process ends."""

    problem: str
    remedy: str
    last: bool


@dataclass(frozen=True)
class Read:
    """The letter, as ``index/records.py`` writes it, in JSON. ``last`` = the process ends."""

    record: bytes
    last: bool


Reply: TypeAlias = Ready | Busy | Refused | Read


def encode_job(job: Job) -> bytes:
    """Give the frame of a job."""
    header = {"name": job.name, "content": len(job.content)}
    return _frame(header, job.content + job.metadata)


def encode_reply(reply: Reply) -> bytes:
    """Give the frame of a reply."""
    if isinstance(reply, Read):
        return _frame({"is": "Read", "last": reply.last}, reply.record)
    return _frame({"is": type(reply).__name__, **asdict(reply)}, b"")


def read_jobs(stream: BinaryIO) -> Iterator[Job]:
    """Give the jobs that come in, until the stream ends; a torn one is left out."""
    while len(lengths := stream.read(_LENGTHS.size)) == _LENGTHS.size:
        header_length, body_length = _LENGTHS.unpack(lengths)
        header: dict[str, Any] = json.loads(stream.read(header_length))
        body = stream.read(body_length)
        if len(body) < body_length:
            return
        size: int = header["content"]
        yield Job(header["name"], body[:size], body[size:])


def take_reply(received: bytearray) -> Reply | None:
    """Take the first whole reply off what was received; None when there is none yet.

    >>> received = bytearray(encode_reply(Busy(30)) + b"...")
    >>> take_reply(received), received
    (Busy(seconds=30), bytearray(b'...'))
    """
    if len(received) < _LENGTHS.size:
        return None
    header_length, body_length = _LENGTHS.unpack_from(received)
    end = _LENGTHS.size + header_length + body_length
    if len(received) < end:
        return None
    header: dict[str, Any] = json.loads(received[_LENGTHS.size : _LENGTHS.size + header_length])
    body = bytes(received[_LENGTHS.size + header_length : end])
    del received[:end]
    match header.pop("is"):
        case "Ready":
            return Ready(**header)
        case "Busy":
            return Busy(**header)
        case "Refused":
            return Refused(**header)
        case "Read":
            return Read(body, **header)
        case unknown:
            raise ValueError(f"no such reply: {unknown}")


def _frame(header: dict[str, Any], body: bytes) -> bytes:
    head = json.dumps(header).encode()
    return _LENGTHS.pack(len(head), len(body)) + head + body
