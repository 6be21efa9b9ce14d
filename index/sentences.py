"""Cut a letter's reading text into sentences that know where they came from."""

import bisect
import re
from collections.abc import Iterator, Sequence

from index.actors import NARRATOR, ActorReader
from index.display import read_display
from index.floor import hear
from index.floor_labels import find_floor, find_turns, split_label
from index.letter import MarkedSpan, Section, Sentence, Span
from index.stage import read_stage
from index.structure import Paragraph

# a point behind one of these does not end a sentence
_ABBREVIATIONS = frozenset(
    # before a name, a number or a source
    "nr nrs no art artt p pp pag blz par hfst hst bijl jrg afd vgl jo trb stb stcrt jrb pb mr dr "
    "prof ir ing drs mw mevr dhr hr jhr ds st tel max min ca incl excl resp vnl fig zgn bijv bv "
    "evt dd tk ek kst ibid vs inc ltd o.a m.n i.e e.g d.d m.b.t m.u.v i.v.m i.p.v i.h.k.v i.h.b "
    "i.z i.s.m i.o.m t.a.v t.b.v t.g.v t.n.v t.o.v t/m n.a.v d.m.v d.w.z m.a.w o.b.v o.g.v o.l.v "
    "o.m a.d.h.v u.h.v m.i.v m.m.v b.v w.o d.i "
    # at the end of what they say of a name or a day; these may end a sentence
    "jl j.l l.l a.s a.i c.s e.a e.d e.v e.k ev ff etc mln mld v.a n.v.t z.s.m t.z.t h.t.l a.h.w "
    "o.i.d i.o i.c".split()
)
# some write them without points; "NAV" or "TAV" is a name
_UNPOINTED = frozenset("mbt ivm ipv tav tbv tgv tov nav dmv dwz obv ogv olv ism iom oa mn".split())
_CAPITAL_TITLES = ("DR", "IR", "MR", "NR", "ST")
# a capital behind one of these begins a sentence
_MAY_END = frozenset(
    "jl j.l l.l a.s c.s e.a e.d e.v e.k etc mln mld n.v.t z.s.m t.z.t h.t.l o.i.d".split()
)
_MONTHS = frozenset("jan feb febr mrt apr jun jul aug sep sept okt nov dec".split())
# from the first point and without a way back: a line of 100,000 points must not take a minute
# "gewerkt.7 De" carries the mark of a footnote that was not found
_END = re.compile(
    r"(?<![.!?…])[.!?…]++(?:(?<=[a-z)”’\"][.])\d{1,2}(?=\s++[A-Z]))?[)\]\"'”’»⁰¹²³⁴-⁹]*+"
    r"(?=\s++(?:[\"'“‘„«(\[]*+[A-ZÀ-ÖØ-Þ0-9]|[’']s\s++[A-Z]|eu-L))"
)
# a point behind a letter or a small number that opens a point of an enumeration
_ENUMERATION = re.compile(
    r"(?:^|[\s(])(?:[ivx]+|(?!u)[a-z])\.?\)?$"
    r"|(?:^|[;:,(]\s?|\b(?:en|of)\s)\d{1,2}\.?\)?$|(?<!\w)\d{1,2}\)$"
)
_SECOND_POINT = re.compile(r"[,;] (?:en )?2\. ")  # of "1. Koper, 2. Zink"
_BRACKETS = re.compile(r"\([^()]*\s[^()]*\)$")  # "(p. 5)" numbers nothing
# "bedoeld? 1) 2)" and "overleden’? [1] [2]": marks of notes, not a sentence of their own
_MARKS = re.compile(r"\s*+(?:(?:\[\d{1,2}\]|\(?\d{1,2}\))\s*+)++")
_LONGEST = 3_000  # characters; the longest real sentence seen has 1,400
_REACH = 200  # characters before a point that tell whether it ends a sentence
_INITIAL = re.compile(r"(?:^|[\s(.-])(?:[A-Z]|Ch|Chr|Ph|Th|Tj)$")
_BEFORE_WORD = re.compile(r"^[^\w]+")


def split_sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of a paragraph of reading text, without the white space between them.

    >>> [tuple(span) for span in split_sentences("Op 11 juni jl. sprak NL. Zie art. 5 EVRM.")]
    [(0, 24), (25, 41)]
    """
    start = 0
    for match in _END.finditer(text):
        if _ends_sentence(text, start, match) and not _MARKS.fullmatch(text, match.end()):
            yield from _cut_endless(text, start, match.end())
            start = _skip_space(text, match.end())
    if start < len(text):
        yield from _cut_endless(text, start, len(text))


def _cut_endless(text: str, start: int, end: int) -> Iterator[Span]:
    """A "sentence" longer than any is a table or no text at all: it is cut at a space."""
    while end - start > _LONGEST:
        space = text.rfind(" ", start + 1, start + _LONGEST)
        cut = space if space > start else start + _LONGEST
        yield Span(start, cut)
        start = _skip_space(text, cut)
    if start < end:
        yield Span(start, end)


def _skip_space(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _ends_sentence(text: str, start: int, match: re.Match[str]) -> bool:
    if match[0][0] != ".":
        return True
    before = text[max(start, match.start() - _REACH) : match.start()]
    word = _BEFORE_WORD.sub("", re.split(r"[\s(]", before)[-1])
    following = text[_skip_space(text, match.end())]
    numbers = (_ENUMERATION.search(before) and not _BRACKETS.search(before)) or (
        before.endswith(" 1")
        and " 2. " in (behind := text[match.end() : match.end() + _REACH])
        and _SECOND_POINT.search(behind)
    )
    if _INITIAL.search(before) or numbers:
        # "D.M. van Weel", "2. Toegang", "i.) het"; but a year or an amount may end a sentence
        return bool(re.search(r"\d{4}$", before)) and not following.isdigit()
    if word in _UNPOINTED:
        return False
    if len(word) > 1 and word.isalpha() and word.isupper() and word not in _CAPITAL_TITLES:
        return True  # "ING" and "TK" are names
    word = word.lower()
    if word in _MONTHS:
        return not following.isdigit()
    if word in _ABBREVIATIONS:
        return word in _MAY_END and following.isupper()
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
    turns = find_turns(text)
    previous: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    said = ""
    for before, paragraph in zip([None, *paragraphs], paragraphs, strict=False):
        display = read_display(text, marked, paragraph.start, paragraph.end)
        if not (paragraph.item and before and before.section == paragraph.section):
            # who speaks in the lead-in of an enumeration speaks in its points
            previous, earlier, said = (), (), ""
        for span in split_sentences(display.text):
            shown = display.text[span.start : span.end]
            sources = display.sources(*span)
            label, words = split_label(shown) if turns else ("", shown)
            if label:
                previous, earlier, said = (), (), ""
            read = actors.read(
                words,
                previous=previous,
                headings=sections[paragraph.section].path,
                before=said,
                earlier=earlier,
            )
            floor = find_floor(turns, sources[0].start, sources[-1].end)
            previous, said = hear(read, words, floor) if words else read, words
            # nobody knows whose words an unknown speaker's are, so neither whose the next ones
            earlier = previous if previous != (NARRATOR,) else earlier
            sentences.append(
                Sentence(
                    sources,
                    shown,
                    paragraph.section,
                    previous,
                    stage=read_stage(shown),
                )
            )
    section_ends = [section.end for section in sections]
    for span in marked:
        if span.kind == "footnote":
            display = read_display(text, marked, span.start, span.end, keep=span)
            if not display.text:
                continue
            section = bisect.bisect_right(section_ends, span.start)
            # a footnote is one unit: its "Kamerstukken II, nr. 4" is no use in halves
            whole = Span(0, len(display.text))
            sentences.append(
                Sentence(
                    display.sources(*whole), display.text, section, ("verteller",), span.footnote
                )
            )
    return tuple(sorted(sentences, key=lambda sentence: sentence.start))
