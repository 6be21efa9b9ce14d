"""Find in a sentence the figure, the date or the name a question asks for, so that it stands out.

Only what the question's own words point at is marked; where several could be meant all of them
are, and where none is of the kind asked, none: nothing is guessed.
"""

import re
from collections.abc import Iterable, Sequence

from index.actors import NARRATOR, ActorReader
from index.cues import MONTHS
from index.letter import Span
from index.terms import fold, stem_words
from rag.question import Question

_MONTH = "|".join(MONTHS)
_DAY = (
    rf"\d{{1,2}}(?:(?: ?[-–] ?| en | tot | t/m | tot en met )\d{{1,2}})? (?:{_MONTH})(?: 20\d\d)?"
)
# from the most exact to the least: "30 oktober 2026", "het vierde kwartaal van 2026", "eind 2025"
_DATE = re.compile(
    rf"\b(?:{_DAY}|(?:{_MONTH}) 20\d\d"
    r"|(?:(?:eerste|tweede|derde|vierde|laatste) (?:kwartaal|helft)(?: \(Q[1-4]\))?|Q[1-4])"
    r"(?: van)? (?:20\d\d|dit jaar|volgend jaar)"
    r"|(?:begin|medio|eind|einde van|het einde van) (?:20\d\d|(?:het|dit|volgend) jaar)"
    rf"|(?:{_MONTH})(?: jl\.| a\.s\.)?|20\d\d)(?!\w)"
)
_NUMBER_WORD = (
    r"(?:één|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien"
    r"|twintig|dertig|veertig|vijftig|honderd|duizend|de helft|een kwart|een derde)"
)
_UNIT = (
    r"(?: ?%| procent(?:punten)?| (?:duizend|miljoen|miljard))?"
    r"(?: (?:euro|dollar|jaar|maanden|weken|dagen|uur|kilometer))?"
)
_FIGURE = re.compile(
    rf"(?<![\w.,/(-])(?:(?:€|EUR) ?)?(?:\d[\d.,]*(?<![.,])|{_NUMBER_WORD}\b){_UNIT}"
)
# figures that only name something: a Kamerstuk, an act, an article, a section, a year, a day
_NAMING = re.compile(
    r"(?:[Kk]amerstuk\w*|[Nn]rs?\.|COM\(|[Aa]rt(?:ikel|\.)|[Rr]ichtlijn|[Vv]erordening|punt|pijler"
    r"|fase|sessie|[Bb]ijlage|Pb)[\s\d.,()/-]*$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEHIND = 3  # words; what is counted stands right behind its number: "24 (van de) lidstaten"
_MONEY, _SHARE = re.compile(r"€|EUR|euro|miljoen|miljard"), re.compile(r"%|procent")
# what a question counts in, and what a figure must then hold
_ASKED_UNITS = (
    (re.compile(r"\b(?:geld|bedrag|euro|kost\w*|budget|mln|miljoen|boete|fair share)\b"), _MONEY),
    (re.compile(r"\b(?:procent|percentage|aandeel|deel)\b"), _SHARE),
)
_NAME = re.compile(
    r"(?<![.!?] )(?<!^)\b[A-ZÀ-Þ][\w’'-]+(?: (?:(?:van|de|der|den) )*[A-ZÀ-Þ][\w’'-]+)*"
)


def find_emphasis(
    question: Question, text: str, speakers: Sequence[str], actors: ActorReader
) -> tuple[Span, ...]:
    """The stretches of a sentence that are what is asked for; ordered, never overlapping.

    () for a question that asks for no figure, date or name.
    """
    if question.kind == "figure":
        return _figures(question, text)
    if question.kind == "date":
        return tuple(Span(*match.span()) for match in _most_exact(_DATE.finditer(text)))
    if question.kind == "person":
        return _names(text, set(speakers) - {NARRATOR}, actors)
    return ()


def _figures(question: Question, text: str) -> tuple[Span, ...]:
    dates = [match.span() for match in _DATE.finditer(text)]
    found = [
        match
        for match in _FIGURE.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end in dates)
        and not _NAMING.search(text[: match.start()])
        and not _YEAR.fullmatch(match[0])
    ]
    asked = fold(question.text)
    for words, unit in _ASKED_UNITS:
        if words.search(asked):
            found = [match for match in found if unit.search(match[0])]
    terms = {stem for term in question.terms for stem in stem_words(term)}
    counted = [match for match in found if terms & _stems_behind(text, match.end())]
    return tuple(Span(*match.span()) for match in counted or found)


def _stems_behind(text: str, end: int) -> set[str]:
    return set(stem_words(" ".join(re.findall(r"\w+", text[end:])[:_BEHIND])))


def _most_exact(found: Iterable[re.Match[str]]) -> Sequence[re.Match[str]]:
    """The dates with a day where there is one: the year of another thing is not asked for."""
    dates = list(found)
    days = [match for match in dates if re.match(r"\d{1,2}\D", match[0])]
    longer = [match for match in dates if not _YEAR.fullmatch(match[0])]
    return days or longer or dates


def _names(text: str, speakers: set[str], actors: ActorReader) -> tuple[Span, ...]:
    """Where the sentence names who speaks in it; of narration, every name that stands there."""
    said = [
        Span(mention.start, mention.end)
        for mention in actors.find_mentions(text)
        if mention.actor in speakers
    ]
    names = said or [Span(*match.span()) for match in _NAME.finditer(text)]
    kept: list[Span] = []
    for span in sorted(names):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)
