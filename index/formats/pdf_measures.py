"""What PDFium measures on one page: its text, and where and how each character stands."""

import ctypes
import math
import re
from collections import deque
from collections.abc import Iterable, Sequence
from ctypes import c_double, c_float, c_ushort
from itertools import chain, islice, pairwise, repeat
from typing import NamedTuple

from index.formats import pdf_calls
from index.formats.pdf_calls import Handle
from index.formats.pdf_library import Page
from index.formats.pdf_line import Box

_MOST_RUNS = 4096  # of one line; nobody reads more than the first of them
_BOLD_NAME = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_ITALIC_NAME = re.compile(r"italic|oblique|kursiv", re.IGNORECASE)
_ITALIC_FLAG, _FORCE_BOLD_FLAG = 1 << 6, 1 << 18
_BOLD_WEIGHT = 600
_SPACE = re.compile(r"(?<=\S) (?=\S)")
_SAMPLE = 40


class Style(NamedTuple):
    """How a font looks."""

    bold: bool
    italic: bool


class Run(NamedTuple):
    """Characters of one line that were drawn at once, and where."""

    first: int
    end: int
    item: Handle  # the text object
    box: Box


class Look(NamedTuple):
    """How a run stands and looks."""

    baseline: float
    size: float
    style: Style


class Looks(NamedTuple):
    """For some characters: the text objects they belong to, baselines, sizes and styles."""

    items: list[Handle]
    drawn: list[float]  # baselines in the file's own terms
    baselines: list[float]
    sizes: list[float]
    styles: list[Style]


class Measures:
    """Measures one page; keeps the memory that PDFium writes its answers to.

    Positions and boxes are those of the page as it is shown: cropped, and turned.
    """

    def __init__(self, page: Page) -> None:
        self._text_page = page.get_textpage()  # closed with the page
        self.handle = pdf_calls.address_of(self._text_page.raw)
        left, bottom, right, top = page.get_bbox()
        self._bounds = (left, bottom, right, top)
        self._rotation = page.get_rotation()
        self._upright = not self._rotation and not left and not bottom
        turned = self._rotation in (90, 270)
        self.width = top - bottom if turned else right - left
        self.height = right - left if turned else top - bottom
        self.count = max(0, pdf_calls.count_characters(self.handle))
        self._fonts: dict[Handle, Style] = {None: Style(False, False)}
        self._rects = (c_double * (4 * _MOST_RUNS))()
        self._loose = (c_float * 8)()
        self._loose_at = ctypes.addressof(self._loose)
        at = ctypes.addressof(self._rects)
        end = at + 32 * _MOST_RUNS
        self._at = (at, at + 8, at + 16, at + 24)
        self._places = tuple(range(start, end, 32) for start in self._at)

    def read_text(self) -> str:
        """All characters of the page, as PDFium numbers them."""
        if not self.count:
            return ""
        buffer = (c_ushort * (2 * self.count + 2))()
        written = pdf_calls.get_text(self.handle, 0, self.count, ctypes.addressof(buffer))
        content = bytes(buffer)[: 2 * max(0, written - 1)]
        text = content.decode("utf-16-le", "surrogatepass")
        # characters that the font does not name were left out of it
        return text if len(text) == self.count else self.characters(0, self.count)

    def characters(self, first: int, end: int) -> str:
        """PDFium's characters ``first`` up to ``end``."""
        places = range(max(0, first), min(end, self.count))
        codes = map(pdf_calls.get_unicode, repeat(self.handle), places)
        return "".join(chr(code) if 0 <= code < 0x110000 else "\0" for code in codes)

    def items(self, places: Iterable[int]) -> list[Handle]:
        """The text objects that characters belong to."""
        return list(map(pdf_calls.text_object, repeat(self.handle), places))

    def looks(self, places: Sequence[int]) -> Looks:
        """How the characters at these places look."""
        handle, count = self.handle, len(places)
        items = self.items(places)
        origins = (c_double * (2 * count))()
        at = ctypes.addressof(origins)
        _call(
            pdf_calls.get_origin,
            repeat(handle),
            places,
            range(at, at + 16 * count, 16),
            range(at + 8, at + 8 + 16 * count, 16),
        )
        matrices = (c_float * (6 * count))()
        at = ctypes.addressof(matrices)
        _call(pdf_calls.get_matrix, repeat(handle), places, range(at, at + 24 * count, 24))
        sizes = (c_float * count)()
        at = ctypes.addressof(sizes)
        _call(pdf_calls.font_size, items, range(at, at + 4 * count, 4))
        scales = map(math.hypot, matrices[2::6], matrices[3::6])
        drawn = origins[1::2]
        if self._upright:
            baselines = drawn
        else:
            points = zip(origins[0::2], drawn, strict=True)
            baselines = [self.shown((x, y, x, y))[1] for x, y in points]
        return Looks(
            items,
            drawn,
            baselines,
            [abs(size) * scale for size, scale in zip(sizes, scales, strict=True)],
            self.styles(items),
        )

    def look(self, run: Run) -> Look:
        """How a run looks; fewer steps than ``looks`` takes for one."""
        pdf_calls.get_origin(self.handle, run.first, self._at[0], self._at[1])
        baseline = self._rects[1]
        if not self._upright:
            x = self._rects[0]
            baseline = self.shown((x, baseline, x, baseline))[1]
        pdf_calls.get_matrix(self.handle, run.first, self._loose_at)
        scale = math.hypot(self._loose[2], self._loose[3])
        pdf_calls.font_size(run.item, self._loose_at)
        font = pdf_calls.font_of(run.item)
        if font not in self._fonts:
            self._fonts[font] = _read_style(font)
        return Look(baseline, abs(self._loose[0]) * scale, self._fonts[font])

    def styles(self, items: Sequence[Handle]) -> list[Style]:
        """Whether the fonts of these text objects are bold or italic."""
        fonts = list(map(pdf_calls.font_of, items))
        for font in {*fonts} - self._fonts.keys():
            self._fonts[font] = _read_style(font)
        return [self._fonts[font] for font in fonts]

    def rects(self, first: int, length: int) -> list[float]:
        """Left, top, right and bottom of each run of these characters, in the file's own terms."""
        count = min(pdf_calls.count_rects(self.handle, first, length), _MOST_RUNS)
        if count == 1:
            pdf_calls.get_rect(self.handle, 0, *self._at)
        elif count:
            _call(pdf_calls.get_rect, repeat(self.handle), range(count), *self._places)
        return self._rects[: 4 * count]

    def box(self, first: int, length: int) -> Box | None:
        """The box around characters of one line; None when nothing is drawn."""
        rects = self.rects(first, length)
        if not rects:
            return None
        box = min(rects[0::4]), min(rects[3::4]), max(rects[2::4]), max(rects[1::4])
        return box if self._upright else self.shown(box)

    def character_box(self, at: int) -> Box | None:
        """The box of what one character draws."""
        one, two, three, four = self._at
        if not pdf_calls.get_box(self.handle, at, one, two, three, four):
            return None
        left, right, bottom, top = self._rects[:4]
        return self.shown((left, bottom, right, top))

    def runs(self, first: int, items: Sequence[Handle], rects: Sequence[float]) -> list[Run]:
        """The runs of a line from ``first`` on, of its characters' text objects and its rects."""
        # an inferred space belongs to what it stands behind
        changes = (
            at
            for at, (before, item) in enumerate(pairwise(items), start=1)
            if item != before and item
        )
        starts: list[int] = []
        last: Handle = None
        for at in chain((0,), changes):
            if items[at] != last:
                starts.append(at)
                last = items[at]
        ends = [*starts[1:], len(items)]
        boxes: Iterable[Box | None]
        if 4 * len(starts) == len(rects):
            sides = zip(rects[0::4], rects[3::4], rects[2::4], rects[1::4], strict=True)
            boxes = map(self.shown, sides)
        else:  # an object draws nothing, or comes back
            spans = zip(starts, ends, strict=True)
            boxes = [self.box(first + start, end - start) for start, end in spans]
        return [
            Run(first + start, first + end, items[start], box)
            for start, end, box in zip(starts, ends, boxes, strict=True)
            if box
        ]

    def gap(self, before: int, after: int) -> float:
        """How far two characters stand apart, the space that each takes for itself left out."""
        pdf_calls.get_loose_box(self.handle, before, self._loose_at)
        pdf_calls.get_loose_box(self.handle, after, self._loose_at + 16)
        return self._loose[4] - self._loose[2]

    def draws_spaces(self, text: str) -> bool:
        """Whether the page draws its spaces, as opposed to leaving gaps; judged by some of them."""
        some = [match.start() for match in islice(_SPACE.finditer(text), _SAMPLE)]
        return 2 * sum(map(self.is_inferred, some)) < len(some)

    def is_inferred(self, space: int) -> bool:
        """Whether PDFium inferred a space from a gap."""
        return bool(pdf_calls.is_generated(self.handle, space))

    def shown(self, box: Box) -> Box:
        """A box in the file's own terms, as the page is shown."""
        if self._upright:
            return box
        left, bottom, right, top = box
        x, y, far_x, far_y = self._bounds
        match self._rotation:
            case 90:
                return bottom - y, far_x - right, top - y, far_x - left
            case 180:
                return far_x - right, far_y - top, far_x - left, far_y - bottom
            case 270:
                return far_y - top, left - x, far_y - bottom, right - x
            case _:
                return left - x, bottom - y, right - x, top - y

    def is_outside(self, box: Box) -> bool:
        """Whether nothing of a box is on the page."""
        left, bottom, right, top = box
        return left >= self.width or right <= 0 or bottom >= self.height or top <= 0

    def is_inside(self, box: Box) -> bool:
        """Whether all of a box is on the page, give or take a point."""
        left, bottom, right, top = box
        return left > -1 and right < self.width + 1 and bottom > -1 and top < self.height + 1


def _call(*arguments: object) -> None:
    """Call a function with one after the other of each of the arguments."""
    deque(map(*arguments), maxlen=0)  # pyright: ignore[reportArgumentType, reportCallIssue]


def _read_style(font: Handle) -> Style:
    buffer = ctypes.create_string_buffer(200)
    pdf_calls.font_name(font, ctypes.addressof(buffer), 200)
    name = buffer.value.decode("utf-8", "replace")
    flags = max(0, pdf_calls.font_flags(font))
    bold = bool(_BOLD_NAME.search(name)) or bool(flags & _FORCE_BOLD_FLAG)
    return Style(
        bold or pdf_calls.font_weight(font) >= _BOLD_WEIGHT,
        bool(_ITALIC_NAME.search(name)) or bool(flags & _ITALIC_FLAG),
    )
