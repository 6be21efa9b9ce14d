"""What the command line prints for people: Dutch, plain text, lines that fit a terminal."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from index.build import FileReport
from index.collection import find_annexes, missing_references
from index.hit import Hit
from index.letter import Letter
from index.matches import Match, find_matches
from index.meeting_pairs import pair_meetings
from index.terms import Subject
from models.selftest import CheckResult
from models.weights import WeightState
from rag.wording import actor_name
from ui.documents import Document, Found
from ui.inferred import say_inferred
from ui.page_text import count

# stand in for the codes of a terminal while lines are broken, so that those do not count as text
BOLD, PLAIN = "\ue000", "\ue001"
CODES = str.maketrans({BOLD: "\x1b[1m", PLAIN: "\x1b[22m"})
NO_CODES = str.maketrans({BOLD: None, PLAIN: None})
_WIDTH = 96  # characters; fits a terminal of 100
_SHOWN = 400  # characters of a passage; enough to see what it is about
_RANKINGS = {"words": "woorden", "pieces": "woorddelen", "meaning": "betekenis"}
_TOO_LITTLE = 0.05  # of the score: a ranking that gave less did not find the passage
_STATUS_NAMES = {
    "added": "toegevoegd",
    "unchanged": "ongewijzigd",
    "updated": "bijgewerkt",
    "duplicate": "dubbel",
    "ignored": "overgeslagen",
    "failed": "mislukt",
    "missing": "verdwenen",
    "removed": "verdwenen en weggehaald",
}
_WEIGHT_NAMES = {"present": "aanwezig", "missing": "ontbreekt", "damaged": "BESCHADIGD"}


def render_found(found: Found, *, bold: bool = False) -> str:
    """What was understood, and the passages found, best first.

    ``bold`` sets off what was asked about, for a terminal that can show it.
    """
    lines = [line for said in say_inferred(found.question) for line in wrap(said)]
    if lines:
        lines.append("")
    lines += wrap(found.message)
    for hit in found.hits:
        lines += render_hit(hit, found.question.subjects)
    return ("\n".join(lines) + "\n").translate(CODES if bold else NO_CODES)


def render_hit(hit: Hit, subjects: Sequence[Subject] = ()) -> Iterator[str]:
    """Where a passage stands, its text with what was asked about set off, and what found it."""
    letter = hit.letter
    date = letter.date.isoformat() if letter.date else "zonder datum"
    speakers = ", ".join(actor_name(actor) for actor in hit.actors)
    also = f"; ook in {', '.join(place.file for place in hit.also_in)}" if hit.also_in else ""
    name = f"{letter.kamerstuk or letter.file}, {date}, {_last(hit.section)}"
    yield from wrap(f"{hit.rank}. {name} (sprekers: {speakers}{also})", rest="   ")
    text = _set_off(hit.display, find_matches(hit.display, subjects))
    shown = textwrap.shorten(text, _SHOWN, placeholder=" …")
    yield from wrap(_close(shown), first="   ", rest="   ")
    if said := _say_found_by(hit):
        yield from wrap(f"gevonden op: {said}", first="   ", rest="   ")


def render_letters(letters: Sequence[Letter]) -> str:
    """One line per letter, then the meetings they share and the documents they lack."""
    lines = ["identificatie     datum       kamerstuk        soort                 bestand"]
    for letter in letters:
        date = letter.date.isoformat() if letter.date else "-"
        lines.append(
            f"{letter.id}  {date:<10}  {letter.kamerstuk or '-':<15}  {letter.kind or '-':<20}  "
            f"{', '.join((letter.file, *letter.also_named))}"
        )
    names = {letter.id: letter.kamerstuk or letter.file for letter in letters}
    for pair in pair_meetings(letters):
        lines += wrap(
            f"Agenda en verslag van dezelfde bijeenkomst: {names[pair.agenda_letter]} en "
            f"{names[pair.report_letter]} ({count(len(pair.items), 'agendapunt', 'agendapunten')})"
        )
    for annex in find_annexes(letters):
        lines += wrap(f"Bijlage: {names[annex.annex_letter]} hoort bij {names[annex.letter]}")
    if missing := missing_references(letters):
        lines += ["", "Genoemd in deze brieven, maar niet in de verzameling:"]
    for each in missing:
        where = dict.fromkeys(names[place.letter] for place in each.places)
        lines += wrap(f"- {each.name} (in {'; '.join(where)})", rest="  ")
    return "\n".join(lines) + "\n"


def render_reports(reports: Sequence[FileReport]) -> str:
    """What became of each file that is not simply unchanged, and the totals."""
    lines: list[str] = []
    for report in reports:
        if report.status in ("failed", "ignored"):
            why = f"{report.reason} {report.remedy}".rstrip()
            if not why.startswith(report.file):  # an error names its file, a reason does not
                why = f"{report.file}: {why}"
            lines.append(f"{_STATUS_NAMES[report.status]}: {why}")
        elif report.status in ("missing", "removed"):
            lines.append(f"{_STATUS_NAMES[report.status]}: {report.file}")
    if any(report.status == "missing" for report in reports):
        lines.append("Verdwenen brieven blijven in de index; met --prune gaan ze eruit.")
    totals = ", ".join(
        f"{number} {name}"
        for status, name in _STATUS_NAMES.items()
        if (number := sum(report.status == status for report in reports))
    )
    return "\n".join([*lines, f"Klaar: {totals}."]) + "\n"


def render_weights(states: Iterable[WeightState]) -> str:
    """One line per role: whether its weights are there."""
    return "".join(
        f"{_WEIGHT_NAMES[state.status]:10}  {state.weights.role:16} {state.weights.title} "
        f"({state.weights.licence})\n"
        for state in states
    )


def render_checks(results: Iterable[CheckResult]) -> str:
    """One line per proof that a model works."""
    return "".join(
        f"{'goed' if result.ok else 'FOUT'}  {result.name}: {result.detail} "
        f"({result.seconds:.1f} s)\n"
        for result in results
    )


def render_status(status: Document) -> str:
    """What ``kamerbrief status`` found, a line each."""
    letters = count(status["letters"], "brief", "brieven")
    index = f"{status['index']}, {letters}, {count(status['passages'], 'passage', 'passages')}"
    lines = [
        f"gegevensmap: {status['data_folder']}",
        f"map van de index: {status['store']}",
        f"index: {index if status['index'] else 'geen'}",
        *([status["notice"]] if status["notice"] else []),
        *(f"model {role}: {_WEIGHT_NAMES[state]}" for role, state in status["weights"].items()),
    ]
    return "".join(f"{line}\n" for line in lines)


def _set_off(text: str, matches: Sequence[Match]) -> str:
    for start, end, _ in reversed(matches):
        text = f"{text[:start]}{BOLD}{text[start:end]}{PLAIN}{text[end:]}"
    return text


def _close(text: str) -> str:
    """The text with its last sign closed, where it was cut off."""
    return f"{text}{PLAIN}" if text.count(BOLD) > text.count(PLAIN) else text


def _say_found_by(hit: Hit) -> str:
    shares = sorted(asdict(hit.found_by).items(), key=lambda each: -each[1])
    return ", ".join(
        f"{_RANKINGS[name]} {share:.0%}" for name, share in shares if share >= _TOO_LITTLE
    )


def _last(section: Sequence[str]) -> str:
    return section[-1] if section else ""


def wrap(text: str, *, first: str = "", rest: str = "") -> list[str]:
    """The text in lines that fit a terminal."""
    return textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )
