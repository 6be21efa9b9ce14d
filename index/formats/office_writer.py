"""Write a word processor's paragraphs, cells and notes down in reading order, with addresses."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from index.formats.extract import Extract, Field
from index.formats.invisible import describe_invisible, invisible_runs
from index.formats.office_look import PAPER
from index.formats.office_text import Hidden, Piece, append_pieces
from index.formats.text_builder import TextBuilder
from index.letter import Format, SpanKind

# The format says what a footnote is. Furniture is not settled: a bullet or a Kamerstuk number that
# somebody typed is found from the text, as in any other letter.
_SETTLED: frozenset[SpanKind] = frozenset({"footnote", "mark"})


class Note(NamedTuple):
    """A footnote or endnote that a paragraph marks."""

    number: str  # as printed at its mark
    place: str  # "" = the text of this note stands nowhere, or was read at an earlier mark
    read: Callable[[], None]  # writes its paragraphs


class OfficeWriter:
    """One document on its way to a text: what surrounds a paragraph decides how it is written.

    A note is written behind the paragraph that marks it, or behind the row of cells if that
    paragraph is one line with the next cell.
    """

    def __init__(self) -> None:
        self.hidden = Hidden()
        self.background = PAPER  # the colour behind text that has none of its own
        self._builder = TextBuilder()
        self._waiting: list[Note] = []
        self._in_note = False
        self._has_headings = True
        self._joins_cells = False
        self._gap = False  # the next paragraph goes on on the line of the last cell

    @property
    def position(self) -> int:
        """Where the next character will stand."""
        return self._builder.position

    @contextmanager
    def on(self, background: str | None) -> Generator[None, None, None]:
        """Write on a background; None = no other than there is."""
        surrounding = self.background
        self.background = surrounding if background is None else background
        yield
        self.background = surrounding

    @contextmanager
    def aside(self, background: str) -> Generator[None, None, None]:
        """Write what stands beside the letter's own text: it has no headings of the letter."""
        had_headings, self._has_headings = self._has_headings, False
        with self.on(background):
            yield
        self._has_headings = had_headings

    @contextmanager
    def cell(self, background: str | None, *, is_label: bool) -> Generator[None, None, None]:
        """Write a cell; a label stands on one line with what it labels in the next cell."""
        surrounding, self._joins_cells = self._joins_cells, is_label
        with self.on(background):
            yield
        self._joins_cells = surrounding

    def end_row(self) -> None:
        """End a row of cells."""
        self._joins_cells = self._gap = False
        self.end_block()

    def mark_furniture(self, start: int) -> None:
        """Say that what was written from ``start`` on is not the letter's running text."""
        self._builder.mark("furniture", start)

    def write(
        self,
        pieces: Sequence[Piece],
        place: str,
        *,
        label: str = "",
        notes: Sequence[Note] = (),
        level: int | None = None,
        may_be_heading: bool = True,
    ) -> None:
        """Write a paragraph that has something to see.

        ``label`` is printed before it; ``level`` is its depth as a heading, 0 = unknown, None =
        none that the file names: then bold lines at its start may be one.
        """
        begins_line = not self._gap
        if self._gap:
            self._builder.space("\t")
            self._gap = False
        start = self._builder.position
        self._builder.append(label, f"{place}/label")
        numbers = [note.number for note in notes]
        lead = append_pieces(self._builder, pieces, place, numbers)
        self._waiting += [note for note in notes if note.place]
        has_headings = self._has_headings and begins_line and not self._joins_cells
        if has_headings and may_be_heading and level is not None:
            self._builder.heading(start, level)
        elif has_headings and may_be_heading and lead.is_heading:
            self._builder.heading(start, 0, end=lead.end)

    def keep_space(self, pieces: Sequence[Piece]) -> None:
        """Keep the space a paragraph ends in: the next one goes on on its line."""
        if pieces[-1].text[-1:].isspace():
            self._builder.space()

    def end_block(self) -> None:
        """End a paragraph, or the label in a cell."""
        if self._joins_cells:
            self._gap = True
            return
        self._builder.paragraph_break()
        while self._waiting and not self._in_note:
            self._write_note(self._waiting.pop(0))

    def extract(self, form: Format, *notices: str, fields: tuple[Field, ...] = ()) -> Extract:
        """Give what was written."""
        self.end_row()
        unseen = describe_invisible(invisible_runs(self._builder.text))
        return self._builder.extract(
            form,
            settled=_SETTLED,
            fields=fields,
            notices=(*self.hidden.notices(), *unseen, *notices),
        )

    def _write_note(self, note: Note) -> None:
        start = self._builder.position
        self._builder.append(note.number, f"{note.place}/label")
        self._builder.space()
        self._in_note = True
        with self.aside(PAPER), self.cell(None, is_label=False):
            note.read()
        self._in_note = False
        self._builder.mark("footnote", start, footnote=note.number)
        self._builder.paragraph_break()
