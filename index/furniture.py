"""Find what interrupts a reader: running heads, page breaks, footnotes, marks, line-end hyphens.

These are spans over the text, never edits to it. What is seen here is how letters to parliament
look as plain text: footnotes stand at the foot of a page as "3 Kamerstuk ...", their marks are
glued to a word or a point ("jl.3"), and a new page starts behind several blank lines or with a
space at the start of a line.
"""

import re
from collections.abc import Iterator

from index.letter import MarkedSpan

_RUNNING_HEAD = re.compile(
    r"^[ \t]*(?:"
    r"kst-\d[\w-]*"
    r"|ISSN[ ]\d{4}[ ]?-[ ]?\d{3}[\dX]"
    r"|(?:[’']s-Gravenhage[ ]\d{4}[ ])?(?:Eerste|Tweede)[ ]Kamer,[ ]vergaderjaar[ ]"
    r"\d{4}\s?[–-]\s?\d{2,4},[ ][\d\s]+,.*"
    r"|P ?agina[ ]\d+[ ]van[ ]\d+"
    r")[ \t]*$",
    re.MULTILINE,
)
_BULLET = re.compile(r"^[ \t]*([•·▪●◦\uf0b7\ufffd])(?=[ \t])", re.MULTILINE)
# three blank lines, or a line that starts with a space behind a line that holds text
_PAGE_BREAK = re.compile(r"(?:^[ \t]*\n){3,}|(?<=[^\n]\n)(?=[ ]\S)", re.MULTILINE)
_FOOTNOTE_START = re.compile(r"^(\d{1,3})[ \t]+(?=[^\W_])", re.MULTILINE)
# from the start of a word and without a way back: a word of 100,000 letters must not take an hour
_LINE_END_HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]++)(-[ \t]*\n\s*)([^\W\d_]+)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST_WORD = 60  # characters; enough to see what stands before a mark
_VOWELS = frozenset("aeiouyëïöü")
# vowels that would be read as one sound when joined: Dutch keeps a hyphen between them
_CLASHES = frozenset("aa ae ai au ee ei eu ie ii ij oe oi oo ou ui uu".split())


def find_marked(text: str) -> tuple[MarkedSpan, ...]:
    """Find every stretch that readers should not see, ordered, without overlap."""
    found = [*_find_furniture(text), *_find_footnotes(text), *_find_hyphens(text)]
    kept: list[MarkedSpan] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def _find_furniture(text: str) -> Iterator[MarkedSpan]:
    for match in _RUNNING_HEAD.finditer(text):
        yield MarkedSpan("furniture", match.start(), match.end())
    for match in _BULLET.finditer(text):
        yield MarkedSpan("furniture", match.start(1), match.end(1))


def _find_footnotes(text: str) -> Iterator[MarkedSpan]:
    """Footnotes are numbered on through the letter, so the next one is known by its number."""
    page_ends = [match.start() for match in _PAGE_BREAK.finditer(text)] + [len(text)]
    number = 1
    searched = 0  # marks and footnotes of lower numbers stand before this
    block_end = 0
    for match in _FOOTNOTE_START.finditer(text):
        if int(match[1]) != number or not _starts_block(text, match.start(), block_end):
            continue
        mark = _find_mark(text, number, searched, match.start())
        if mark is None:
            continue
        following = re.compile(rf"^{number + 1}[ \t]+(?=[^\W_])", re.MULTILINE)
        page_end = next(end for end in page_ends if end > match.start())
        next_start = following.search(text, match.end(), page_end)
        end = next_start.start() if next_start else page_end
        yield mark
        yield from _find_glued_marks(text, number, mark.end, match.start())
        yield MarkedSpan("footnote", match.start(), end, str(number))
        searched = mark.end
        block_end = end
        number += 1


def _starts_block(text: str, start: int, previous_end: int) -> bool:
    """A footnote follows a blank line or the footnote before it, never a line of running text."""
    if start == previous_end:
        return True
    line_before = text[text.rfind("\n", 0, max(0, start - 1)) + 1 : start]
    return not line_before.strip()


def _find_mark(text: str, number: int, start: int, end: int) -> MarkedSpan | None:
    """A mark is a number glued to a word, a point, a quotation mark or a bracket.

    "aangegeven8," and "jl.3" and "7." behind "leggen7" are marks; "12 en 13 juni" is not.
    """
    pattern = re.compile(rf"(?<=[^\W\d_]|[.,;:)»”’'\"]){number}(?![\d%])(?!\s*(?:juni|juli)\b)")
    matches = [match for match in pattern.finditer(text, start, end) if _is_mark(text, match)]
    if not matches:
        # a mark behind a year: "6 december 20243"
        matches = list(re.compile(rf"(?<=\b[12]\d\d\d){number}(?!\d)").finditer(text, start, end))
    if not matches:
        # some writers leave a space before the mark: "gestuurd 6.", "geïnformeerd 9."
        matches = list(re.compile(rf"(?<=[^\W\d_] ){number}(?=[.,;:])").finditer(text, start, end))
    return (
        MarkedSpan("mark", matches[0].start(), matches[0].end(), str(number)) if matches else None
    )


def _is_mark(text: str, match: re.Match[str]) -> bool:
    word = re.search(r"\S*$", text[max(0, match.start() - _LONGEST_WORD) : match.start()])
    before = word[0] if word else ""
    # figures ("1.000") and codes ("C7", "P5") are not marks
    return not re.search(r"\d[.,:]$", before) and not re.fullmatch(r"[\W_]*[A-Z]{1,3}", before)


def _find_glued_marks(text: str, number: int, start: int, end: int) -> Iterator[MarkedSpan]:
    """The same footnote marked again behind an act: no EU act has a fifth digit ("2018/18061")."""
    searched_from = max(0, start - 5_000)  # the page the footnote stands on
    for match in re.compile(rf"(?<=/\d\d\d\d){number}(?!\d)").finditer(text, searched_from, end):
        yield MarkedSpan("mark", match.start(), match.end(), str(number))


def _find_hyphens(text: str) -> Iterator[MarkedSpan]:
    words = {word.lower() for word in _WORD.findall(_LINE_END_HYPHEN.sub(" ", text))}
    parts = {part for word in words for part in word.split("-")}
    breaks = list(_LINE_END_HYPHEN.finditer(text))
    joined = sum((match[1] + match[3]).lower() in words for match in breaks)
    hyphenated = sum(f"{match[1]}-{match[3]}".lower() in words for match in breaks)
    for match in breaks:
        left, right = match[1], match[3]
        behind = text[match.end() : match.end() + 1]
        if hyphenated > joined:
            # a letter whose words were not broken by its typesetter: every hyphen is its own
            breaks_the_line = (left + right).lower() in words
        else:
            breaks_the_line = _only_breaks_the_line(left, right, behind, words, parts)
        if breaks_the_line:
            yield MarkedSpan("hyphen", match.start(2), match.end(2))
        elif right not in ("en", "of"):
            # the hyphen stays, the line break behind it goes: "EU-brede"
            yield MarkedSpan("hyphen", match.start(2) + 1, match.end(2))


def _only_breaks_the_line(
    left: str, right: str, behind: str, words: set[str], parts: set[str]
) -> bool:
    joined, hyphenated = (left + right).lower(), f"{left}-{right}".lower()
    if joined in words:
        return True
    if hyphenated in words or not right[0].islower() or right in ("en", "of"):
        return False  # "midden- en kleinbedrijf" keeps its space too
    if left.isupper() or not _VOWELS & set(left.lower()) or len(left) == 1 or behind == "-":
        return False  # "EU-brede", "btw-fraude", "e-gates", "veilig-derde-land"
    if left[0].isupper() and right.lower() in parts:
        return False  # "Assad-regime"; but "Belarus-sische" has a half that is no word
    return left[-1] + right[0] not in _CLASHES  # "informatie-uitwisseling" needs its hyphen
