"""What was inferred from a question, for programs and on the terminal."""

from collections.abc import Iterator
from typing import Any

from index.cues import MONTHS, Period
from rag.question import Question
from rag.wording import actor_name

_NAMES_SHOWN = 2  # of a subject: who knows "AVG" needs no ten other names for it
_KINDS = {
    "figure": "een getal",
    "date": "een datum",
    "person": "wie het was",
    "reason": "een reden",
    "yes_no": "ja of nee",
    "list": "een opsomming",
    "position": "een standpunt",
    "comparison": "een vergelijking",
    "timeline": "een verloop in de tijd",
    "definition": "wat het is",
    "letter": "welke brief",
}


def inferred_document(question: Question) -> dict[str, Any]:
    """Everything that was inferred, as the JSON documents give it."""
    period, meeting = question.period, question.meeting
    return {
        "actors": list(question.actors),
        "terms": list(question.terms),
        "expansions": list(question.expansions),
        "months": list(period.months),
        "years": list(period.years),
        "fact": question.fact,
        "kind": question.kind,
        "since": period.since.isoformat() if period.since else None,
        "until": period.until.isoformat() if period.until else None,
        "meeting": {
            "place": meeting.place,
            "informal": meeting.informal,
            "days": list(meeting.days),
        },
        "document": {"dossier": question.document.dossier, "number": question.document.number},
        "item": {
            "part": question.item.part,
            "number": question.item.number,
            "heading": question.item.heading,
        },
        "letter_kind": question.letter_kind,
        "understood": question.text if question.typed else "",
        "carried": list(question.carried),
        "corrections": [
            {"typed": each.typed, "meant": each.meant} for each in question.corrections
        ],
    }


def say_inferred(question: Question) -> Iterator[str]:
    """The same in lines for people; what was not inferred is not named."""
    yield from say_reading(question)
    if said := say_inferences(question):
        yield said
    if question.subjects:
        yield f"Gezocht op: {say_subjects(question)}."


def say_reading(question: Question) -> Iterator[str]:
    """How the question was completed and mended, where it was."""
    if question.carried:
        yield f"Begrepen als: {question.text}"
    for typed, meant in question.corrections:
        yield f"Bedoeld: {meant} (getypt: {typed})"


def say_inferences(question: Question) -> str:
    """Who, when and which letter the question is taken to be about; "" where it names none."""
    listed = list_inferences(question)
    return f"Afgeleid uit de vraag: {listed}." if listed else ""


def list_inferences(question: Question) -> str:
    """The same without a sentence around it."""
    parts = [
        *(f"spreker {actor_name(actor)}" for actor in question.actors),
        *_say_period(question.period),
        *_say_letter(question),
    ]
    if question.kind:
        parts.append(f"gevraagd: {_KINDS[question.kind]}")
    return "; ".join(parts)


def say_subjects(question: Question) -> str:
    """What was searched for, each with two or three names at most."""
    said: list[str] = []
    for subject, typed in zip(
        question.subjects,
        question.as_typed(subject.said for subject in question.subjects),
        strict=True,
    ):
        others = [name for name in subject.names if name != subject.said][:_NAMES_SHOWN]
        said.append(f"{typed} ({', '.join(others)})" if others else typed)
    return ", ".join(said)


def _say_period(period: Period) -> Iterator[str]:
    months = ", ".join(MONTHS[month - 1] for month in period.months)
    years = ", ".join(str(year) for year in period.years)
    if months or years:
        yield f"periode {' '.join(filter(None, (months, years)))}"
    if period.since:
        yield f"vanaf {period.since.isoformat()}"
    if period.until:
        yield f"tot en met {period.until.isoformat()}"


def _say_letter(question: Question) -> Iterator[str]:
    meeting, document, item = question.meeting, question.document, question.item
    if meeting:
        kind = {True: "informele ", False: "formele ", None: ""}[meeting.informal]
        days = " en ".join(str(day) for day in meeting.days)
        where = f" in {meeting.place.capitalize()}" if meeting.place else ""
        yield f"{kind}bijeenkomst{where}{f' op dag {days}' if days else ''}"
    if document:
        number = f"nr. {document.number}" if document.number else ""
        yield f"stuk {', '.join(filter(None, (document.dossier, number)))}"
    if item:
        number = ".".join(filter(None, (item.part.upper(), item.number)))
        yield f"agendapunt {item.heading or number}"
    if question.letter_kind:
        yield f"soort {question.letter_kind}"
