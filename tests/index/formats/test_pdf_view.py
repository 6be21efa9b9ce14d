"""Rules for showing where in a PDF a quotation stands."""

import struct

import pytest

from index.formats.pdf import read_pdf
from index.formats.pdf_view import find_boxes, render_page
from pdf_files import HEIGHT, WIDTH, Shown, make_pages

_CONTENT = make_pages(
    [Shown("Eerste.")], [Shown("Nederland steunt"), Shown("het voorstel.", y=686)]
)


def test_a_quotation_has_a_box_for_each_of_its_lines():
    extract = read_pdf("brief.pdf", _CONTENT)
    origins = [origin for origin in extract.origins if origin.place == "page 2"]

    boxes = find_boxes(_CONTENT, 2, origins[0].offset, origins[1].offset + len("het"))

    assert len(boxes) == 2
    assert boxes[0] == pytest.approx((70, 698, 146, 708), abs=2)
    assert boxes[1] == pytest.approx((70, 686, 85, 693), abs=2)


def test_a_box_of_one_word_is_a_part_of_its_lines_box():
    (line,) = find_boxes(_CONTENT, 2, 0, len("Nederland steunt"))
    (word,) = find_boxes(_CONTENT, 2, 0, len("Nederland"))

    assert word[0] == line[0]
    assert word[2] < line[2]


def test_a_page_is_shown_as_an_image_of_its_size():
    image = render_page(_CONTENT, 1, 0.5)

    assert image.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", image[16:24]) == pytest.approx((WIDTH / 2, HEIGHT / 2), abs=1)


def test_a_page_of_kilometres_is_drawn_smaller():
    huge = _CONTENT.replace(b"[0 0 595 842]", b"[0 0 14400 14400]")

    image = render_page(huge, 1, 4.0)

    width, height = struct.unpack(">II", image[16:24])
    assert width * height <= 41_000_000
