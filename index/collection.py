"""Relate letters to each other: what one says of another, whose annex it is, what is missing.

Everything here is a pure function over letters; nothing is read from disk. What a letter does not
print itself is filled in only when another one names it beyond doubt.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath

from index.councils import read_council, same_meeting
from index.display import read_display
from index.kamerstukken import kamerstuk_id, kamerstuk_name
from index.letter import Letter, Reference

# what is numbered within a parliamentary year, and has no dossier
_SERIES = {"antwoord op Kamervragen": "ah", "handelingen": "h"}
_CONTEXT = 250  # characters before a reference in which the meeting or the day of the letter stands
_ANNEX_HEAD = 400  # characters; an annex says in its first lines whose it is
_ANNEX_OF = re.compile(r"\bbijlage\b[^.\n]{0,40}\b(?:bij|behorende? bij|van)\b", re.IGNORECASE)
_ANNEX_HEADING = re.compile(r"^\s*bijlagen?\s+(\d{1,2})\b", re.IGNORECASE | re.MULTILINE)
_ANNEX_NAME = re.compile(r"[-_ .]*(?:bijlage|annex|blg)[-_ .]*(\d{0,8})", re.IGNORECASE)
_NUMBERED = re.compile(r"kst-\d{4,5}(?:-(?:\d\d|[IVX]+[A-E]?|[A-J]))?-(?:\d+[a-z]?|[A-Z]{1,3})")
_DOSSIER = re.compile(r"kst-(?:21501-\d\d|\d{5}-[IVX]+[A-E]?)")  # a part of one, without number


@dataclass(frozen=True)
class Annex:
    """A letter that is an annex of another one."""

    annex_letter: str  # id
    letter: str  # id of the letter it belongs to
    number: str  # "4", or "" when it has none
    source: str  # the words, or the file name, that say so


@dataclass(frozen=True)
class Place:
    """Where a document is named."""

    letter: str  # id
    file: str
    start: int
    end: int
    text: str  # as it is read there


@dataclass(frozen=True)
class MissingReference:
    """A document that letters name and that is not among them."""

    id: str  # "kst-32317-978"; of an annex "bijlage-4", which is one per letter
    kind: str
    places: tuple[Place, ...]  # never empty

    @property
    def name(self) -> str:
        """What parliament calls it, however the letters wrote it; else as the first wrote it."""
        if self.id.startswith("kst-"):
            return kamerstuk_name(self.id)
        return self.id.replace("-", " ") if self.kind == "bijlage" else self.places[0].text


def document_id(letter: Letter) -> str:
    """Give the identifier under which other letters name this one; "" when it has no number.

    >>> document_id(Letter("0", "brief.txt", "", dossier="32 317", number="964"))
    'kst-32317-964'
    """
    series = _SERIES.get(letter.kind)
    if series and not letter.dossier:
        years = letter.parliamentary_year.replace("-", "")
        chamber = "ek" if letter.chamber == "Eerste Kamer" else "tk"
        return f"{series}-{chamber}-{years}-{letter.number}" if years and letter.number else ""
    return kamerstuk_id(letter.dossier, letter.number) if letter.dossier and letter.number else ""


def derive(letters: Sequence[Letter]) -> tuple[Letter, ...]:
    """Fill in the dossier of a letter that prints only its number, where another one names both.

    The other letter must name the same meeting, or the day of the letter, beside the reference, and
    all that do must agree. The source of the field says which letter that was, and how.
    """
    named: dict[str, list[tuple[Letter, Reference]]] = defaultdict(list)
    for letter in letters:
        for reference in letter.references:
            if reference.id.startswith("kst-"):
                named[reference.id.rpartition("-")[2]].append((letter, reference))
    return tuple(_derive_dossier(letter, named.get(letter.number, ())) for letter in letters)


def _derive_dossier(letter: Letter, named: Sequence[tuple[Letter, Reference]]) -> Letter:
    if letter.dossier or not letter.number or letter.kind in _SERIES:
        return letter
    found = [
        (other, reference)
        for other, reference in named
        if other.id != letter.id and _means(other, reference, letter)
    ]
    dossiers = {reference.id.rpartition("-")[0].removeprefix("kst-") for _, reference in found}
    if len(dossiers) != 1:
        return letter
    other, reference = found[0]
    source = f"derived: genoemd als '{reference.text}' in {other.file}"
    return replace(
        letter,
        dossier=_write_dossier(dossiers.pop()),
        sources={**letter.sources, "dossier": source},
    )


def _means(other: Letter, reference: Reference, letter: Letter) -> bool:
    """Whether what stands before the reference fits the letter: its meeting, or its date."""
    start = max(0, reference.start - _CONTEXT)
    context = read_display(other.text, other.marked, start, reference.start).text
    meetings = [part.meeting for part in letter.parts if part.meeting]
    for sentence in (context, re.split(r"[.;] (?=[A-Z])", context)[-1]):
        council = read_council(sentence, day=other.date)
        if council and any(same_meeting(council, meeting) for meeting in meetings):
            return True
    if letter.date is None:
        return False
    return any(
        named.day == letter.date and start <= named.start < reference.start for named in other.dates
    )


def _write_dossier(normalised: str) -> str:
    """Write a dossier as letters print it.

    >>> _write_dossier("32317"), _write_dossier("21501-02"), _write_dossier("36410-VI")
    ('32 317', '21 501-02', '36 410 VI')
    """
    base, _, addition = normalised.partition("-")
    spaced = f"{base[:2]} {base[2:]}" if len(base) == 5 else base
    if not addition:
        return spaced
    return f"{spaced}-{addition}" if addition.isdigit() else f"{spaced} {addition}"


def find_annexes(letters: Sequence[Letter]) -> tuple[Annex, ...]:
    """Find the letters that are annexes of others: by what they say, or by their file name."""
    by_number = {document_id(letter): letter for letter in letters if document_id(letter)}
    by_stem = {PurePath(letter.file).stem.lower(): letter for letter in letters}
    found = (_annex_of(letter, by_number, by_stem) for letter in letters)
    return tuple(annex for annex in found if annex)


def _annex_of(
    letter: Letter, by_number: Mapping[str, Letter], by_stem: Mapping[str, Letter]
) -> Annex | None:
    head = letter.text[:_ANNEX_HEAD]
    heading = _ANNEX_HEADING.search(head)
    number = heading[1] if heading else ""
    if said := _ANNEX_OF.search(head):
        for reference in letter.references:
            owner = by_number.get(reference.id)
            if owner and owner.id != letter.id and said.start() < reference.start < _ANNEX_HEAD:
                words = letter.text[said.start() : reference.end]
                return Annex(letter.id, owner.id, number, " ".join(words.split()))
    stem = PurePath(letter.file).stem.lower()
    for match in _ANNEX_NAME.finditer(stem):
        owner = by_stem.get(stem[: match.start()])
        if owner and owner.id != letter.id:
            return Annex(letter.id, owner.id, match[1] or number, letter.file)
    return None


def missing_references(letters: Sequence[Letter]) -> tuple[MissingReference, ...]:
    """List the Kamerstukken and annexes that letters name and that are not among them.

    Each comes with every place where it is named, in the order of the letters.
    """
    present = {document_id(letter) for letter in letters}
    annexes = {(annex.letter, annex.number) for annex in find_annexes(letters)}
    places: dict[tuple[str, str, str], list[Place]] = defaultdict(list)
    for letter in letters:
        inside = set(_ANNEX_HEADING.findall(letter.text))  # annexes printed in the letter itself
        for reference in letter.references:
            if reference.id in present or not _is_numbered(reference):
                continue
            owner = ""
            if reference.kind == "bijlage":
                number = reference.id.removeprefix("bijlage-")
                if number in inside or (letter.id, number) in annexes:
                    continue
                owner = letter.id
            places[owner, reference.id, reference.kind].append(
                Place(letter.id, letter.file, reference.start, reference.end, reference.text)
            )
    # one document may be called a motion here and a Kamerstuk there: the first name stands
    missing: dict[tuple[str, str], MissingReference] = {}
    for (owner, identifier, kind), named in places.items():
        known = missing.get((owner, identifier))
        missing[owner, identifier] = MissingReference(
            identifier,
            known.kind if known else kind,
            (*(known.places if known else ()), *named),
        )
    return tuple(missing.values())


def _is_numbered(reference: Reference) -> bool:
    """A whole dossier, a motion without number or an EU act is not missed."""
    if reference.id.startswith("kst-"):
        return bool(_NUMBERED.fullmatch(reference.id)) and not _DOSSIER.fullmatch(reference.id)
    return reference.id.startswith(("ah-", "bijlage-"))


def same_number(letters: Sequence[Letter]) -> tuple[tuple[Letter, ...], ...]:
    """Group the letters that carry the same number in parliament although their bytes differ."""
    groups: dict[str, list[Letter]] = defaultdict(list)
    for letter in letters:
        if identifier := document_id(letter):
            groups[identifier].append(letter)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)
