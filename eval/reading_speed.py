"""How fast letters are read, per format, beside the plain call of that format's library.

``python -m eval.reading_speed --documents FOLDER... [--out FILE]`` reads every document of more
than ten pages under the folders, or a format's longest one where none has as many. In a format
without pages 3,000 characters of the text we read are one. ``--out`` gets JSON; the table is
printed.

Three things are timed, from the file on disk: the plain call (``eval/plain_readers.py``), the
format's reader (``index.reading.extract``: text, addresses, marks) and the whole letter
(``make_letter``: also structure, metadata, sentences with actors, references). Each is done once
before it counts, so that starting and loading stay out. Then they take turns; in a turn each
reads all of the format's documents, again and again until a tenth of a second has gone by. What
counts is processor time: what else runs on the machine shows less in it than in time by the clock.

Left out, and named: scans (recognising is tesseract's time), old Word files (LibreOffice's), and
what cannot be read.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from eval.intervals import Estimate, estimate_quantile
from eval.plain_readers import PLAIN_READERS
from index.actors import ActorReader, load_actor_reader
from index.errors import UnreadableFileError
from index.formats.kinds import Kind, find_kind, kind_by_name
from index.reading import extract, make_letter

_PAGE = 3_000  # characters; a printed page of a letter holds about as many
_LONG = 10  # pages; of less, opening the file is much of the work
_TURN_SECONDS = 0.1  # a short pause of the machine is a small part of it


class Document(NamedTuple):
    """A file to read, and how many pages its text has."""

    file: Path
    kind: Kind
    pages: float


class Turn(NamedTuple):
    """Seconds for one reading of all documents of a format."""

    plain: float
    reader: float
    letter: float


@dataclass(frozen=True)
class Speed:
    """A format's pages per second, and how many times the plain call's time ours takes."""

    format: str
    documents: int
    pages: float
    plain: Estimate
    reader: Estimate
    letter: Estimate
    reader_ratio: Estimate
    letter_ratio: Estimate


def find_documents(folders: Sequence[Path], left_out: list[str]) -> Iterator[Document]:
    """Yield what can be read under the folders; why others cannot is added to ``left_out``."""
    files = sorted(each for folder in folders for each in folder.rglob("*") if each.is_file())
    for file in files:
        if kind_by_name(file.name) is None:
            continue
        content = file.read_bytes()
        try:
            kind = find_kind(file.name, content)
            if kind not in PLAIN_READERS:
                left_out.append(f"{file.name}: no plain call for {kind}")
                continue
            found = extract(file.name, content)
        except UnreadableFileError as error:
            left_out.append(f"{file.name}: {error.problem}")
            continue
        if found.format == "ocr":
            left_out.append(f"{file.name}: a scan")
        else:
            yield Document(file, kind, len(found.page_starts) or len(found.text) / _PAGE)


def choose_documents(documents: Sequence[Document]) -> dict[Kind, list[Document]]:
    """Per format the documents of more than ten pages, else the longest one."""
    found: dict[Kind, list[Document]] = {}
    for document in documents:
        found.setdefault(document.kind, []).append(document)
    return {
        kind: [each for each in own if each.pages > _LONG]
        or [max(own, key=lambda each: each.pages)]
        for kind, own in found.items()
    }


def measure(documents: Sequence[Document], actors: ActorReader, *, turns: int) -> list[Turn]:
    """Time the three ways of reading, in turns that begin with another one each time."""
    ways: list[Callable[[Path], object]] = [
        PLAIN_READERS[documents[0].kind],
        lambda file: extract(file.name, file.read_bytes()),
        lambda file: make_letter(file.name, file.read_bytes(), actors),
    ]
    for way in ways:
        _time_all(way, documents)
    measured: list[Turn] = []
    for number in range(turns):
        seconds = [0.0] * len(ways)
        for at in range(len(ways)):
            way = (number + at) % len(ways)
            seconds[way] = _time_all(ways[way], documents)
        measured.append(Turn(*seconds))
    return measured


def _time_all(way: Callable[[Path], object], documents: Sequence[Document]) -> float:
    """Seconds of processor time for one reading of all documents, the mean over a turn."""
    begun = time.process_time()
    readings = 0
    while (taken := time.process_time() - begun) < _TURN_SECONDS:
        for document in documents:
            way(document.file)
        readings += 1
    return taken / readings


def summarise(kind: str, pages: float, documents: int, turns: Sequence[Turn]) -> Speed:
    """Medians over the turns with their 95 % intervals; a ratio is taken within a turn.

    >>> speed = summarise("txt", 20, 1, [Turn(0.1, 0.2, 0.4), Turn(0.2, 0.3, 0.8)])
    >>> speed.reader_ratio.value, speed.letter.value
    (1.75, 37.5)
    """
    return Speed(
        kind,
        documents,
        round(pages, 1),
        *(estimate_quantile([pages / turn[at] for turn in turns], 0.5) for at in range(3)),
        *(estimate_quantile([turn[at] / turn.plain for turn in turns], 0.5) for at in (1, 2)),
    )


def render(speeds: Sequence[Speed], load: Sequence[float], turns: int) -> str:
    """A Markdown table of the speeds."""
    lines = [
        f"Pages per second of processor time on one core, median of {turns} turns; times the plain "
        "call's time, median with its 95 % interval. Load of the machine before and after: "
        f"{load[0]:.1f} and {load[1]:.1f}.",
        "",
        "| format | documents | pages | plain call | reader | times | whole letter | times |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {each.format} | {each.documents} | {each.pages:g} | {each.plain.value:,.0f} | "
        f"{each.reader.value:,.0f} | {_ratio(each.reader_ratio)} | {each.letter.value:,.0f} | "
        f"{_ratio(each.letter_ratio)} |"
        for each in speeds
    ]
    return "\n".join(lines) + "\n"


def _ratio(ratio: Estimate) -> str:
    return f"{ratio.value:.2f} [{ratio.low:.2f}–{ratio.high:.2f}]"


def main(arguments: Sequence[str]) -> int:
    """Measure every format that the folders hold, and print the table."""
    parser = argparse.ArgumentParser(prog="python -m eval.reading_speed", description=main.__doc__)
    parser.add_argument("--documents", type=Path, nargs="+", required=True, metavar="FOLDER")
    parser.add_argument("--out", type=Path, metavar="FILE", help="also write the figures as JSON")
    parser.add_argument("--turns", type=int, default=15)
    parser.add_argument("--format", choices=PLAIN_READERS, help="measure only this one")
    options = parser.parse_args(arguments)
    before = os.getloadavg()[0]
    left_out: list[str] = []
    documents = list(find_documents(options.documents, left_out))
    chosen = choose_documents([each for each in documents if options.format in (None, each.kind)])
    actors = load_actor_reader()
    speeds: list[Speed] = []
    for kind, documents in chosen.items():
        turns = measure(documents, actors, turns=options.turns)
        pages = sum(each.pages for each in documents)
        speeds.append(summarise(kind, pages, len(documents), turns))
    load = before, os.getloadavg()[0]
    sys.stdout.write(render(speeds, load, options.turns))
    sys.stdout.write("".join(f"\nLeft out: {each}" for each in left_out) + "\n")
    if options.out:
        record = {
            "load": load,
            "turns": options.turns,
            "characters_per_page": _PAGE,
            "formats": [asdict(speed) for speed in speeds],
            "documents": [
                {"file": each.file.name, "format": kind, "pages": round(each.pages, 1)}
                for kind, documents in chosen.items()
                for each in documents
            ],
            "left_out": left_out,
        }
        options.out.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
