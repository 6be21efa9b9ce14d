"""Draw a page of a PDF: in grey, to look at or to recognise its letters, or as an image for people.

A page is drawn no larger than memory allows, however large it says it is.
"""

import struct
import zlib
from dataclasses import dataclass

from index.formats.pdf_library import Bitmap, Page

_MOST_PIXELS = 40_000_000  # A4 at 400 dots per inch has half of that
_LEAST_SCALE = 1e-4
_PNG_COLOUR = 2  # red, green, blue


@dataclass(frozen=True)
class GreyPage:
    """A page in grey levels, a byte for each pixel, rows from the top."""

    pixels: bytes
    width: int
    height: int
    scale: float  # pixels per point

    def shades(self, left: float, bottom: float, right: float, top: float) -> set[int]:
        """The grey levels in a box, which is in points from the lower left corner."""
        first, end = max(0, int(left * self.scale)), min(self.width, int(right * self.scale) + 1)
        above = max(0, self.height - int(top * self.scale) - 1)
        below = min(self.height, self.height - int(bottom * self.scale))
        found: set[int] = set()
        for row in range(above, below):
            found.update(self.pixels[row * self.width + first : row * self.width + end])
        return found


def draw_grey(page: Page, scale: float) -> GreyPage:
    """Draw a page in grey, ``scale`` pixels per point where it is not too large for that."""
    scale = _fit(page, scale)
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    drawn = GreyPage(b"".join(_take_rows(bitmap)), bitmap.width, bitmap.height, scale)
    bitmap.close()
    return drawn


def draw_png(page: Page, scale: float) -> bytes:
    """Draw a page as people see it, as a PNG image (ISO 15948)."""
    bitmap = page.render(scale=_fit(page, scale), rev_byteorder=True)
    rows = b"".join(b"\0" + row for row in _take_rows(bitmap))  # 0: the row is not filtered
    head = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, _PNG_COLOUR, 0, 0, 0)
    bitmap.close()
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def _take_rows(bitmap: Bitmap) -> list[bytes]:
    """The rows of a bitmap, without what pads them."""
    content, length = bytes(bitmap.buffer), bitmap.width * bitmap.n_channels
    starts = range(0, bitmap.stride * bitmap.height, bitmap.stride)
    return [content[start : start + length] for start in starts]


def _fit(page: Page, scale: float) -> float:
    width, height = page.get_size()
    area = max(1.0, width * height)
    return max(_LEAST_SCALE, min(scale, (_MOST_PIXELS / area) ** 0.5))
