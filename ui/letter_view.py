"""A letter on the terminal: what it is, its sections, who says what, and its footnotes."""

import textwrap
from collections.abc import Iterator, Sequence
from itertools import groupby

from index.letter import Letter, Section, Sentence
from rag.wording import actor_name

_WIDTH = 100  # columns
_STAGES = {"plan": "voornemen", "done": "gebeurd", "": ""}


def render_letter(letter: Letter, start: int, end: int) -> str:
    """The letter in reading text; sentences in ``start:end`` stand between ⟦ and ⟧."""
    lines = [*_head(letter), ""]
    for at, section in enumerate(letter.sections):
        body = [each for each in letter.sentences if each.section == at]
        lines += _section(letter, section, body, start, end)
    return "\n".join(lines).rstrip() + "\n"


def _head(letter: Letter) -> Iterator[str]:
    """Every field that is known, and what a derived one was derived from."""
    yield f"{', '.join((letter.file, *letter.also_named))} ({letter.id})"
    date = letter.date.isoformat() if letter.date else ""
    fields = (
        ("soort", letter.kind, "kind"),
        ("kamer", letter.chamber, "chamber"),
        ("datum", date, "date"),
        ("kamerstuk", letter.kamerstuk, "dossier"),
        ("vergaderjaar", letter.parliamentary_year, "parliamentary_year"),
        ("ministerie", letter.ministry, "ministry"),
        ("bijeenkomst", letter.council, "council"),
        ("titel", letter.title, "title"),
        ("ondertekend", "; ".join(letter.signatories), "signatories"),
        *(("let op", notice, "") for notice in letter.notices),
    )
    for name, value, field in fields:
        kind, _, reason = letter.sources.get(field, "").partition(": ")
        derived = f" (afgeleid: {reason})" if kind == "derived" else ""
        if value:
            yield from _wrap(f"{name + ':':<14}{value}{derived}", indent=" " * 14)


def _section(
    letter: Letter, section: Section, body: Sequence[Sentence], start: int, end: int
) -> Iterator[str]:
    if section.heading:
        heading = section.path[-1] if section.path else section.heading
        page = letter.page_at(section.start)
        yield from _wrap(f"{'#' * (section.level + 1)} {heading}{f' (p. {page})' if page else ''}")
        yield ""
    said = (sentence for sentence in body if not sentence.footnote)
    for (actors, stage), sentences in groupby(said, key=lambda each: (each.actors, each.stage)):
        who = ", ".join(actor_name(actor) for actor in actors) or "spreker onbekend"
        label = "; ".join(filter(None, (who, _STAGES[stage])))
        text = " ".join(_marked(each, start, end) for each in sentences)
        yield from _wrap(f"[{label}] {text}")
        yield ""
    for sentence in body:
        if sentence.footnote:
            yield from _wrap(f"    noot {_marked(sentence, start, end)}", indent=" " * 9)
    if any(sentence.footnote for sentence in body):
        yield ""


def _marked(sentence: Sentence, start: int, end: int) -> str:
    chosen = start < end and sentence.start < end and sentence.end > start
    return f"⟦{sentence.display}⟧" if chosen else sentence.display


def _wrap(text: str, *, indent: str = "") -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
