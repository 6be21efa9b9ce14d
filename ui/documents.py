"""The JSON documents that programs outside rely on; keys may be added, none renamed or removed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from index.build import FileReport
from index.collection import find_annexes, missing_references
from index.hit import Hit, Place
from index.letter import Letter
from index.matches import find_matches
from index.meeting_pairs import MeetingPair, pair_meetings
from index.records import meeting_to_record, part_to_record
from index.terms import Subject
from rag.question import Question
from ui.inferred import inferred_document

Document = dict[str, Any]

FILE_STATUSES = ("added", "unchanged", "updated", "duplicate", "ignored", "failed")


def index_document(reports: Sequence[FileReport]) -> Document:
    """What became of every file, how many of each, and the letters whose files are gone."""
    given = [report for report in reports if report.status in FILE_STATUSES]
    gone = [report for report in reports if report.status not in FILE_STATUSES]
    counts = {status: sum(report.status == status for report in given) for status in FILE_STATUSES}
    return {
        "files": [asdict(report) for report in given],
        "counts": counts,
        "missing": [
            {
                "file": report.file,
                "letter_id": report.letter_id,
                "removed": report.status == "removed",
            }
            for report in gone
        ],
    }


def letters_document(letters: Mapping[str, Letter]) -> Document:
    """Every letter's own fields, and the text each was read from."""
    everything = tuple(letters.values())
    return {
        "letters": [letter_summary(letter) for letter in everything],
        "missing_references": [
            {**asdict(each), "name": each.name} for each in missing_references(everything)
        ],
        "meetings": [_meeting_pair(pair, letters) for pair in pair_meetings(everything)],
        "annexes": [asdict(each) for each in find_annexes(everything)],
    }


def letter_summary(letter: Letter) -> Document:
    """One letter without its text."""
    return {
        "letter_id": letter.id,
        "file": letter.file,
        "also_named": list(letter.also_named),
        "kind": letter.kind,
        "chamber": letter.chamber,
        "date": letter.date.isoformat() if letter.date else None,
        "dossier": letter.dossier,
        "number": letter.number,
        "title": letter.title,
        "council": letter.council,
        "parts": [part_to_record(part) for part in letter.parts],
        "signatories": list(letter.signatories),
        "pages": letter.pages,
        "format": letter.format,
        "ministry": letter.ministry,
        "parliamentary_year": letter.parliamentary_year,
        "notices": list(letter.notices),
        "from": dict(letter.sources),
    }


def _meeting_pair(pair: MeetingPair, letters: Mapping[str, Letter]) -> Document:
    agenda, report = letters[pair.agenda_letter], letters[pair.report_letter]
    return {
        "agenda_letter": pair.agenda_letter,
        "report_letter": pair.report_letter,
        "meeting": meeting_to_record(pair.meeting),
        "items": [
            {
                "agenda": list(agenda.sections[item.agenda].path),
                "report": list(report.sections[item.report].path),
                "similarity": round(item.similarity, 3),
            }
            for item in pair.items
        ],
    }


def show_document(letter: Letter, start: int, end: int) -> Document:
    """The whole letter, and the stretch that was asked for."""
    return {
        **letter_summary(letter),
        "text": letter.text,
        "start": start,
        "end": end,
        "sections": [
            {**asdict(section), "path": list(section.path)} for section in letter.sections
        ],
        "sentences": [
            {
                "start": sentence.start,
                "end": sentence.end,
                "spans": [list(span) for span in sentence.spans],
                "display": sentence.display,
                "section": sentence.section,
                "page": letter.page_at(sentence.start),
                "actors": list(sentence.actors),
                "stage": sentence.stage,
                "footnote": sentence.footnote,
            }
            for sentence in letter.sentences
        ],
        "references": [asdict(reference) for reference in letter.references],
        "dates": [{**asdict(named), "day": named.day.isoformat()} for named in letter.dates],
        "items": [asdict(item) for item in letter.items],
    }


@dataclass(frozen=True)
class Found:
    """What a search gave, and how long it took."""

    question: Question
    hits: Sequence[Hit]
    message: str  # why there are no hits, in Dutch; "" where there are
    seconds: float


def search_document(found: Found, *, identifier: object = None) -> Document:
    """The hits of a question and what was inferred from it."""
    question = found.question
    return {
        "id": identifier,
        "question": question.typed or question.text,
        "understood": question.text if question.typed else "",
        "inferred": inferred_document(question),
        "message": found.message,
        "hits": [hit_document(hit, question.subjects) for hit in found.hits],
        "seconds": round(found.seconds, 3),
    }


def hit_document(hit: Hit, subjects: Sequence[Subject] = ()) -> Document:
    """One passage found; ``matched`` says where in ``display`` stands what was asked about."""
    letter, passage = hit.letter, hit.passage
    return {
        "rank": hit.rank,
        "score": hit.score,
        "letter_id": letter.id,
        "file": letter.file,
        "title": letter.title,
        "date": letter.date.isoformat() if letter.date else None,
        "kind": letter.kind,
        "kamerstuk": letter.kamerstuk,
        "section": list(hit.section),
        "page": letter.page_at(passage.start),
        "start": passage.start,
        "end": passage.end,
        "text": hit.text,
        "display": hit.display,
        "actors": list(hit.actors),
        "also_in": [place_document(place) for place in hit.also_in],
        "found_by": {name: round(share, 3) for name, share in asdict(hit.found_by).items()},
        "matched": [match._asdict() for match in find_matches(hit.display, subjects)],
    }


def place_document(place: Place) -> Document:
    """Where a text stands again."""
    return {
        "file": place.file,
        "start": place.start,
        "end": place.end,
        "letter_id": place.letter_id,
    }
