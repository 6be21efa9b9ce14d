"""Cut a letter's reading text into sentences that know where they came from."""

import re
from collections.abc import Iterator, Sequence

from index.actors import ActorReader
from index.display import Display, read_display
from index.letter import MarkedSpan, Section, Sentence, Span
from index.structure import Paragraph

# a point behind one of these does not end a sentence
_ABBREVIATIONS = frozenset(
    "jl nr nrs a.s o.a m.n i.e e.g c.s d.d bijv blz p art lid mr dr prof ir ing drs mw dhr st vgl "
    "zgn resp ca incl excl t.a.v t.b.v i.v.m m.b.t d.w.z o.m e.d e.v ff jo t/m etc mln mld "
    "a.i h.t.l n.a.v i.h.k.v i.p.v m.u.v t.o.v z.s.m ev con pag hfst".split()
)
# these may end a sentence all the same: a capital behind them decides
_MAY_END = frozenset({"jl", "a.s", "c.s", "etc", "e.d", "e.v"})
_END = re.compile(r"[.!?…]+[)\]\"'”’»]*(?=\s+[\"'“‘«(\[]*[A-ZÀ-ÖØ-Þ0-9])")
_ENUMERATION = re.compile(r"(?:^|[\s(])(?:[ivx]+|[a-z]|\d{1,2})\.?\)?$")
_BRACKETS = re.compile(r"\([^()]*\s[^()]*\)$")  # "(p. 5)" numbers nothing
_REACH = 200  # characters before a point that tell whether it ends a sentence
_ORDINAL_OR_INITIAL = re.compile(r"(?:^|[\s(.])[A-Z]$")


def split_sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of a paragraph of reading text, without the white space between them.

    >>> [tuple(span) for span in split_sentences("Op 11 juni jl. sprak NL. Zie art. 5 EVRM.")]
    [(0, 24), (25, 41)]
    """
    start = 0
    for match in _END.finditer(text):
        if _ends_sentence(text, start, match):
            yield Span(start, match.end())
            start = _skip_space(text, match.end())
    if start < len(text):
        yield Span(start, len(text))


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    if match[0][0] != ".":
        return True
    before = text[max(start, match.start() - _REACH) : match.start()]
    word = re.split(r"[\s(]", before)[-1].lower()
    following = text[_skip_space(text, match.end())]
    numbers = _ENUMERATION.search(before) and not _BRACKETS.search(before)
    if _ORDINAL_OR_INITIAL.search(before) or numbers:
        # "D.M. van Weel", "2. Toegang", "i.) het"; but a year or an amount may end a sentence
        return bool(re.search(r"\d{4}$", before)) and not following.isdigit()
    if word in _ABBREVIATIONS:
        return word in _MAY_END and following.isupper() and not before.endswith("nr")
    return not following.isdigit() or not before[-1:].isdigit()


def read_sentences(
    text: str,
    marked: Sequence[MarkedSpan],
    sections: Sequence[Section],
    paragraphs: Sequence[Paragraph],
    actors: ActorReader,
) -> tuple[Sentence, ...]:
    """Read every sentence of the letter, footnotes included, in the order of the text."""
    sentences: list[Sentence] = []
    for paragraph in paragraphs:
        display = read_display(text, marked, paragraph.start, paragraph.end)
        previous: tuple[str, ...] = ()
        for sentence in _cut(display, paragraph.section):
            previous = actors.read(
                sentence.display, previous=previous, headings=sections[paragraph.section].path
            )
            sentences.append(_with_actors(sentence, previous))
    for span in marked:
        if span.kind == "footnote":
            display = read_display(text, marked, span.start, span.end, keep=span)
            section = next(at for at, part in enumerate(sections) if part.end > span.start)
            # a footnote is one unit: its "Kamerstukken II, nr. 4" is no use in halves
            whole = Span(0, len(display.text))
            sentences.append(
                Sentence(
                    display.sources(*whole), display.text, section, ("verteller",), span.footnote
                )
            )
    return tuple(sorted(sentences, key=lambda sentence: sentence.start))


def _cut(display: Display, section: int) -> Iterator[Sentence]:
    for span in split_sentences(display.text):
        yield Sentence(
            display.sources(span.start, span.end), display.text[span.start : span.end], section, ()
        )


def _with_actors(sentence: Sentence, actors: tuple[str, ...]) -> Sentence:
    return Sentence(sentence.spans, sentence.display, sentence.section, actors, sentence.footnote)
