"""Show where in a PDF a quotation stands: boxes on a page, and the page as an image."""

from collections.abc import Generator
from contextlib import contextmanager

from index.formats.pdf_drawing import draw_png
from index.formats.pdf_library import Page, open_document
from index.formats.pdf_line import Box
from index.formats.pdf_measures import Measures

_SAME_LINE = 0.5  # of a character's height; characters of one line overlap more than that


def find_boxes(content: bytes, page: int, first: int, end: int) -> list[Box]:
    """The boxes, one for each line, around PDFium's characters ``first`` up to ``end`` of a page.

    ``page`` counts from 1. Boxes are left, bottom, right and top in points from the lower left
    corner of the page as it is shown. Raises ``PdfiumError`` for what PDFium cannot open.
    """
    boxes: list[Box] = []
    with _open_page(content, page) as opened:
        measures = Measures(opened)
        for at in range(max(0, first), min(end, measures.count)):
            box = measures.character_box(at)
            if box is None or box[2] <= box[0]:
                continue
            if boxes and _is_same_line(boxes[-1], box):
                boxes[-1] = _join(boxes[-1], box)
            else:
                boxes.append(box)
    return boxes


def render_page(content: bytes, page: int, scale: float = 2.0) -> bytes:
    """A page, counted from 1, as a PNG image with ``scale`` pixels per point."""
    with _open_page(content, page) as opened:
        return draw_png(opened, scale)


@contextmanager
def _open_page(content: bytes, page: int) -> Generator[Page]:
    document = open_document(content)
    try:
        opened = document[page - 1]
        try:
            yield opened
        finally:
            opened.close()
    finally:
        document.close()


def _is_same_line(one: Box, other: Box) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    height = min(one[3] - one[1], other[3] - other[1])
    return shared >= _SAME_LINE * height and other[2] > one[0]


def _join(one: Box, other: Box) -> Box:
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )
