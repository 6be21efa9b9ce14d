"""Find what interrupts a reader: running heads, page breaks, footnotes, marks, line-end hyphens.

These are spans over the text, never edits to it. What a file's format marked is kept as it is; the
rest is found as letters to parliament look in plain text: footnotes stand at the foot of a page as
"3 Kamerstuk ...", their marks are glued to a word or a point ("jl.3"), and a new page starts behind
several blank lines, a form feed, or with a space at the start of a line.
"""

import bisect
import re
from collections.abc import Iterator, Sequence

from index.footnotes import find_footnotes
from index.hyphens import find_hyphens
from index.letter import MarkedSpan, SpanKind
from index.running_heads import PageLine, fold_numbers, is_running

_PAGE_OF = r"P ?a ?g ?i ?n ?a[ ]{1,3}\d+(?:[ ]{1,3}v ?a ?n[ ]{1,3}\d+)?"
# as scans recognise it: "SDU uitgevenj '", with the place and the year on the next line perhaps
_IMPRINT = (
    r"S[Dd][Uu] [Uu]itge\w{4,6}(?: Plantijnstraat)?"
    r"(?: [’'‘´-]?(?:\s{0,3}s[ -]Gravenhage[ ]\d{4})?)?"
)
_RUNNING_HEAD = re.compile(
    r"^[ \t]*(?:"
    r"(?:kst|ah|h|blg)-(?:[a-z]{2}-)?\d[\w-]*"
    rf"|(?:\d{{5,6}} ?[A-Z] )?ISSN[ ]?\d{{4}}[ ]?[-•·]?[ ]?\d{{3}}[\dX](?:[ ]{{1,3}}{_IMPRINT})?"
    rf"|\d{{5,6}} ?[A-Z] {_IMPRINT}"
    r"|(?:[’'‘´]\s?s-Gravenhage[ ]\d{4}[ ]{0,40})?(?:Eerste|Tweede)[ ][Kk]amer,[ ]{1,3}"
    r"(?:vergaderjaar|zitting)[ ]\d{4}\s?[–—-]{1,2}\s?\d{2,4},[ ]?"
    r"(?:[\d\s-]{1,20}(?:\(R ?\d+\))?(?:(?:hoofdstuk )?[IVX]+[A-E]?)?,.{0,200}"
    r"|Aanhangsel(?:[ ]\d{0,6})?)"
    r"|[’'‘´]\s?s-Gravenhage[ ]\d{4}"
    rf"|{_PAGE_OF}|[-–] ?\d{{1,4}} ?[-–]"
    r")[ \t]*$",
    re.MULTILINE,
)
_BULLET = re.compile(
    r"^[ \t]*([•·▪●◦○■□►➢➤‣\uf0a7\uf0b7\uf0d8\uf0fc\ufffd](?=\s|\Z)|o(?=[ \t]+\S)"
    r"|[-–—*](?=[ \t]+\S|[ \t]*$))",
    re.MULTILINE,
)
# characters that no reader sees: zero-width, direction marks, tags
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\U000e0000-\U000e007f]+")
_SENTENCE_GOES_ON = re.compile(r"[^\s.:;,!?…)]\s*\Z")
_LONE_NUMBER = re.compile(r"\s*+(?<=\n)(\d{1,4})[ \t]*+(?:\n\s*+|\Z)")
_HEAD_REACH = 600  # characters; no letter's head is longer
_LIST_REACH = 800  # characters; so far apart two items of one list may stand
_PAGE_EDGE = 6  # lines; a running head takes no more at the top or the foot of a page
_LONGEST_HEAD = 120  # characters
_COLUMN_GAP = re.compile(r" {3,}(?=\S)")
_LONGEST_CELL = 45  # characters; "Overheidsidentificatienummer" and an address are shorter
_FEWEST_LINES = 8  # a page with fewer lines of text does not show how wide its column is


def find_marked(
    text: str,
    marked: Sequence[MarkedSpan] = (),
    settled: frozenset[SpanKind] = frozenset(),
) -> tuple[MarkedSpan, ...]:
    """Find every stretch that readers should not see, ordered, without overlap.

    ``marked`` is what the file's format says, and stays; of the kinds in ``settled`` it holds all.
    """
    given = sorted(marked, key=lambda span: span.start)
    found: list[MarkedSpan] = []
    heads = [span for span in given if span.kind == "furniture" and _is_line(text, span)]
    if "furniture" not in settled:
        own = [*_find_running_heads(text), *_find_repeated(text), *_find_letterhead(text)]
        own += _find_lone_numbers(text, [*heads, *own])
        heads += own
        found += [*own, *_find_bullets(text)]
    if "hidden" not in settled:
        found += [
            MarkedSpan("hidden", match.start(), match.end()) for match in _UNSEEN.finditer(text)
        ]
    if "footnote" not in settled:
        found += find_footnotes(text, heads)
    kept = _merge(given, found)
    if "hyphen" not in settled:
        kept = _merge(kept, list(find_hyphens(text, kept)))
    return tuple(kept)


def _is_line(text: str, span: MarkedSpan) -> bool:
    """Whether the span is longer than a bullet."""
    return len(text[span.start : span.end].strip()) > 1


def _merge(given: Sequence[MarkedSpan], found: Sequence[MarkedSpan]) -> list[MarkedSpan]:
    """Add what was found, where nothing stands yet; of two that overlap the first one stays."""
    starts = [span.start for span in given]
    added: list[MarkedSpan] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if span.start >= span.end or (added and span.start < added[-1].end):
            continue
        at = bisect.bisect_right(starts, span.start)
        if at and given[at - 1].end > span.start:
            continue
        if at < len(given) and given[at].start < span.end:
            if span.kind != "footnote":
                continue
            span = MarkedSpan(span.kind, span.start, given[at].start, span.footnote)
        added.append(span)
    return sorted([*given, *added], key=lambda span: span.start)


def _find_running_heads(text: str) -> Iterator[MarkedSpan]:
    for match in _RUNNING_HEAD.finditer(text):
        yield MarkedSpan("furniture", match.start(), match.end())


def _find_lone_numbers(text: str, heads: Sequence[MarkedSpan]) -> Iterator[MarkedSpan]:
    """A page's number between two running heads, or a paper's ("3235") under the first ones.

    Anywhere else a number on a line of its own may be a table's.
    """
    starts = {head.start for head in heads}
    for head in heads:
        match = _LONE_NUMBER.match(text, head.end)
        if match and (match.start(1) < _HEAD_REACH or match.end() in starts):
            yield MarkedSpan("furniture", match.start(1), match.end(1))


def _find_bullets(text: str) -> Iterator[MarkedSpan]:
    """A bullet is always one; a dash or a star only where no sentence goes on over the line end."""
    lasts: dict[str, int] = {}
    for match in _BULLET.finditer(text):
        before = text[max(0, match.start() - 100) : match.start()]
        goes_on = _SENTENCE_GOES_ON.search(before) and not before.endswith("\n\n")
        last = lasts.get(match[1], -_LIST_REACH)
        if match[1] in "-–—*" and goes_on and match.start() - last >= _LIST_REACH:
            continue
        lasts[match[1]] = match.start()
        yield MarkedSpan("furniture", match.start(1), match.end(1))


def _pages(text: str) -> Iterator[list[tuple[int, str]]]:
    """The lines of every page that a form feed ends, with where they start."""
    start = 0
    for page in text.split("\f"):
        lines: list[tuple[int, str]] = []
        for line in page.split("\n"):
            lines.append((start, line))
            start += len(line) + 1
        yield lines


def _find_repeated(text: str) -> Iterator[MarkedSpan]:
    """Lines at the top or the foot of most pages, whose figures stay or count with the pages."""
    if text.count("\f") < 2:
        return
    same: dict[str, list[tuple[int, PageLine]]] = {}
    count = 0
    for page, lines in enumerate(_pages(text)):
        count += 1
        full = [(start, line) for start, line in lines if line.strip()]
        for start, line in dict([*full[:_PAGE_EDGE], *full[-_PAGE_EDGE:]]).items():
            if len(line.strip()) <= _LONGEST_HEAD:
                same.setdefault(fold_numbers(line), []).append((start, PageLine(page, line)))
    often = max(3, count // 2)
    for found in same.values():
        lines = [line for _, line in found]
        if len({line.page for line in lines}) >= often and is_running(lines):
            for start, line in found:
                yield MarkedSpan("furniture", start, start + len(line.text))


def _find_letterhead(text: str) -> Iterator[MarkedSpan]:
    """The narrow column beside the text ("Ons kenmerk"), where no line of text reaches."""
    for lines in _pages(text):
        cells = [(start, line, [0, *_cell_starts(line)]) for start, line in lines if line.strip()]
        widths = [len(line.rstrip()) for _, line, at in cells if len(at) == 1 and line[0] != " "]
        if len(widths) < _FEWEST_LINES:
            continue
        width = max(widths)
        column = [
            (start + at[-1], start + len(line.rstrip()))
            for start, line, at in cells
            if at[-1] > width and len(line.rstrip()) - at[-1] <= _LONGEST_CELL
        ]
        if len(column) >= 3:  # fewer are no column
            for start, end in column:
                yield MarkedSpan("furniture", start, end)


def _cell_starts(line: str) -> list[int]:
    return [match.end() for match in _COLUMN_GAP.finditer(line)]
