"""What the command line prints for people: Dutch, plain text, citations under the answer."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from index.build import FileReport
from index.collection import find_annexes, missing_references
from index.hit import Hit
from index.letter import Letter
from index.meeting_pairs import pair_meetings
from models.selftest import CheckResult
from models.weights import WeightState
from rag.answer import Answer, Citation
from rag.wording import actor_name
from ui.documents import Document
from ui.page_text import count

_WIDTH = 96  # characters; fits a terminal of 100
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


def render_answer(answer: Answer) -> str:
    """The answer, its sources, and what was held back.

    A message goes first, the letters' own sentences only where no worded ones are shown.
    """
    lines: list[str] = []
    if answer.message:
        lines += _wrap(answer.message)
    if answer.message and answer.sentences:
        lines.append("")
    for sentence in answer.sentences:
        marks = "".join(f" [{number}]" for number in sentence.citations)
        lines += _wrap(f"{sentence.text}{marks}", first="- ", rest="  ")
    used = {number for sentence in answer.sentences for number in sentence.citations}
    shown = [citation for citation in answer.citations if citation.number in used]
    if shown:
        lines += ["", "Bronnen"]
        for citation in shown:
            lines += render_citation(citation)
    if not shown and answer.evidence:
        lines += ["", "Dichtstbijzijnde passages"]
        for hit in answer.evidence[:3]:
            lines += render_hit(hit)
    if answer.withheld:
        number = count(len(answer.withheld), "zin", "zinnen")
        lines += ["", f"{number} van het taalmodel ingehouden:"]
        for withheld in answer.withheld:
            lines += _wrap(f"{withheld.text} ({withheld.reason})", first="  - ", rest="    ")
    lines += ["", *_wrap(_footer(answer))]
    if answer.notice:
        lines += _wrap(answer.notice)
    return "\n".join(lines) + "\n"


def render_citation(citation: Citation) -> list[str]:
    """Where a citation stands, who says it, and its words."""
    source = ", ".join(
        part
        for part in (citation.kamerstuk or citation.file, citation.date, _last(citation.section))
        if part
    )
    also = (
        f"; ook in {', '.join(place.file for place in citation.also_in)}"
        if citation.also_in
        else ""
    )
    speakers = ", ".join(actor_name(actor) for actor in citation.actors) or "onbekend"
    return [
        *_wrap(f"[{citation.number}] {source} (spreker: {speakers}{also})", rest="    "),
        *_wrap(f"“{citation.display}”", first="    ", rest="    "),
        f"    {citation.file}, tekens {citation.start}-{citation.end}",
    ]


def render_hits(hits: Sequence[Hit]) -> str:
    """The passages found, best first."""
    if not hits:
        return "Geen passages gevonden.\n"
    return "\n".join(line for hit in hits for line in render_hit(hit)) + "\n"


def render_hit(hit: Hit) -> Iterator[str]:
    """Where a passage stands, and its text."""
    letter = hit.letter
    date = letter.date.isoformat() if letter.date else "zonder datum"
    speakers = ", ".join(actor_name(actor) for actor in hit.actors)
    also = f"; ook in {', '.join(place.file for place in hit.also_in)}" if hit.also_in else ""
    name = f"{letter.kamerstuk or letter.file}, {date}, {_last(hit.section)}"
    yield from _wrap(f"{hit.rank}. {name} (sprekers: {speakers}{also})", rest="   ")
    yield from _wrap(textwrap.shorten(hit.display, 400, placeholder=" …"), first="   ", rest="   ")


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
        lines += _wrap(
            f"Agenda en verslag van dezelfde bijeenkomst: {names[pair.agenda_letter]} en "
            f"{names[pair.report_letter]} ({count(len(pair.items), 'agendapunt', 'agendapunten')})"
        )
    for annex in find_annexes(letters):
        lines += _wrap(f"Bijlage: {names[annex.annex_letter]} hoort bij {names[annex.letter]}")
    if missing := missing_references(letters):
        lines += ["", "Genoemd in deze brieven, maar niet in de verzameling:"]
    for each in missing:
        where = dict.fromkeys(names[place.letter] for place in each.places)
        lines += _wrap(f"- {each.name} (in {'; '.join(where)})", rest="  ")
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


def _footer(answer: Answer) -> str:
    searched = answer.searched
    period = f" van {searched.first_date} tot {searched.last_date}" if searched.first_date else ""
    terms = f"; gezocht op: {', '.join(searched.terms)}" if searched.terms else ""
    return f"Doorzocht: {count(searched.letters, 'brief', 'brieven')}{period}{terms}."


def _last(section: Sequence[str]) -> str:
    return section[-1] if section else ""


def _wrap(text: str, *, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )
