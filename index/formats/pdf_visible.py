"""What a reader of a PDF page can see of its text: not what is white, unseen or under a scan."""

import ctypes
import struct
from collections.abc import Iterable
from ctypes import c_float, c_uint
from functools import cached_property
from itertools import repeat

from index.formats import pdf_calls
from index.formats.pdf_calls import Handle
from index.formats.pdf_drawing import GreyPage, draw_grey
from index.formats.pdf_library import Page
from index.formats.pdf_measures import Measures

_PATH, _IMAGE, _FORM = 2, 3, 5  # kinds of page object
_FILLED_MODE = 0
_INVISIBLE_MODE = 3  # text that is neither filled nor stroked: the text layer of a scan
_STROKED_MODES = (1, 5)  # the fill colour says nothing
_FAINTEST = 235  # of 255 in every colour: may be white on white
_CONTRAST = 24  # of 255 grey levels; drawn text differs so much from what is around it
_SCAN_SHARE = 0.4  # of the page; a scan covers more
_STAMP_SHARE = 0.02  # of the page; what an image covers at least that may hold text
_DRAWN_TEXT = 150  # paths; letters drawn as lines are as many


class Visibility:
    """Which text objects of a page are seen; also whether the page is a scan."""

    def __init__(self, page: Page, measures: Measures) -> None:
        self._page = page
        self._measures = measures
        self._floats = (c_float * 4)()
        at = ctypes.addressof(self._floats)
        self._bounds_at = (at, at + 4, at + 8, at + 12)
        self._colours = (c_uint * 4)()
        at = ctypes.addressof(self._colours)
        self._colours_at = (at, at + 4, at + 8, at + 12)
        self._grey: GreyPage | None = None
        self._seen: dict[Handle, bool] = {None: True}
        self.uses_unseen = False  # text of the unseen layer over a scan was read

    def sees(self, item: Handle) -> bool:
        """Whether a text object can be seen."""
        if item not in self._seen:
            self._seen[item] = self._is_drawn(item)
        return self._seen[item]

    def is_picture(self, *, has_text: bool) -> bool:
        """Whether an image covers the page, or draws what text it may have."""
        share = self._image_share
        if share >= _SCAN_SHARE:
            return True
        drawn = self._kinds.count(_PATH) >= _DRAWN_TEXT
        return not has_text and (share > _STAMP_SHARE or drawn)

    @cached_property
    def _items(self) -> list[Handle]:
        handle = pdf_calls.address_of(self._page.raw)
        numbers = range(pdf_calls.count_objects(handle))
        return list(map(pdf_calls.page_object, repeat(handle), numbers))

    @cached_property
    def _kinds(self) -> list[int]:
        return list(map(pdf_calls.object_kind, self._items))

    @cached_property
    def _image_share(self) -> float:
        """How much of the page its images cover."""
        width, height = self._measures.width, self._measures.height
        covered = 0.0
        for item, kind in zip(self._items, self._kinds, strict=True):
            if kind in (_IMAGE, _FORM) and (bounds := self._bounds(item)):
                left, bottom, right, top = bounds
                wide = min(right, width) - max(left, 0)
                covered += max(0.0, wide) * max(0.0, min(top, height) - max(bottom, 0))
        return covered / max(1.0, width * height)

    def _is_drawn(self, item: Handle) -> bool:
        mode = pdf_calls.render_mode(item)
        if mode == _INVISIBLE_MODE:
            over_scan = self._image_share >= _SCAN_SHARE
            self.uses_unseen = self.uses_unseen or over_scan
            return over_scan
        if mode in _STROKED_MODES:
            return True
        if not pdf_calls.get_fill(item, *self._colours_at):
            return True
        red, green, blue, alpha = self._colours
        if alpha < 255 - _FAINTEST:
            return False
        return min(red, green, blue) < _FAINTEST or self._stands_out(item)

    def _stands_out(self, item: Handle) -> bool:
        """Whether light letters can be seen on what is drawn under them, as the page is drawn."""
        bounds = self._bounds(item)
        if bounds is None:
            return True
        if self._grey is None:
            self._grey = draw_grey(self._page, 1.0)
        shades = self._grey.shades(*bounds)
        return bool(shades) and max(shades) - min(shades) >= _CONTRAST

    def _bounds(self, item: Handle) -> tuple[float, float, float, float] | None:
        if not pdf_calls.object_bounds(item, *self._bounds_at):
            return None
        left, bottom, right, top = self._floats
        return self._measures.shown((left, bottom, right, top))


def are_plain(found: Iterable[Handle]) -> bool:
    """Whether all these text objects are filled with a colour that shows on white."""
    items = [item for item in found if item]
    if max(map(pdf_calls.render_mode, items), default=0) > _FILLED_MODE:
        return False
    colours = (c_uint * (4 * len(items)))()
    at = ctypes.addressof(colours)
    end = at + 16 * len(items)
    places = [range(start, end, 16) for start in range(at, at + 16, 4)]
    if not all(map(pdf_calls.get_fill, items, *places)):
        return False
    content = bytes(colours)
    if content == content[:16] * len(items):  # mostly there is but one
        content = content[:16]
    return all(
        alpha >= _FAINTEST and min(red, green, blue) < _FAINTEST
        for red, green, blue, alpha in set(struct.iter_unpack("4I", content))
    )
