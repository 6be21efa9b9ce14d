"""The footnotes or the endnotes of a Word document: found by id, counted as they are marked."""

from typing import NamedTuple

from index.formats.docx_names import W, read_number, value_of
from index.formats.labels import format_number
from index.formats.xml_tree import Element

_FORMS = {
    "lowerRoman": "i", "upperRoman": "I", "lowerLetter": "a", "upperLetter": "A",
}  # fmt: skip


class FoundNote(NamedTuple):
    """A note's text and where it stands."""

    element: Element
    place: str  # "footnotes/footnote[3]", counted in the file: its separators count too


class Notes:
    """All notes of one kind ("footnote" or "endnote")."""

    def __init__(
        self, root: Element | None, settings: Element | None, kind: str, form: str
    ) -> None:
        """``form`` is how they are numbered (as ``format_number``) where the document is silent."""
        notes = [each for each in root if each.tag == W + kind] if root is not None else []
        self._found = {
            note.get(W + "id"): FoundNote(note, f"{kind}s/{kind}[{number}]")
            for number, note in enumerate(notes, start=1)
        }
        properties = settings.find(f"{W}{kind}Pr") if settings is not None else None
        chosen = value_of(properties, "numFmt")
        self._form = _FORMS.get(chosen, "1") if chosen else form
        self._count = read_number(value_of(properties, "numStart") or "1") - 1

    def next_number(self) -> str:
        """The number at the next mark that has none of its own."""
        self._count += 1
        return format_number(self._count, self._form)

    def take(self, identifier: str) -> FoundNote | None:
        """A note, once: a second mark may name the same one."""
        return self._found.pop(identifier, None)
