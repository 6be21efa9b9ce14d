"""What is used of pypdfium2, with its types: it brings none."""

from collections.abc import Sequence
from typing import Protocol, cast

import pypdfium2

PdfiumError = pypdfium2.PdfiumError
_PASSWORD, _UNKNOWN_ENCRYPTION = 4, 5  # PDFium's numbers of errors


class Bitmap(Protocol):
    """A page that was drawn."""

    buffer: Sequence[int]
    width: int
    height: int
    stride: int  # bytes in a row
    n_channels: int

    def close(self) -> None: ...  # noqa: D102


class TextPage(Protocol):
    """The text of a page; it is closed with the page."""

    raw: object


class Page(Protocol):
    """A page of an open document."""

    raw: object

    def get_textpage(self) -> TextPage: ...  # noqa: D102
    def get_bbox(self) -> tuple[float, float, float, float]: ...  # noqa: D102
    def get_rotation(self) -> int: ...  # noqa: D102
    def get_size(self) -> tuple[float, float]: ...  # noqa: D102
    def render(  # noqa: D102
        self,
        *,
        scale: float,
        grayscale: bool = False,
        rev_byteorder: bool = False,
        may_draw_forms: bool = True,
    ) -> Bitmap: ...
    def close(self) -> None: ...  # noqa: D102


class Document(Protocol):
    """An open document."""

    def __len__(self) -> int: ...
    def __getitem__(self, number: int) -> Page: ...
    def close(self) -> None: ...  # noqa: D102


def open_document(content: bytes) -> Document:
    """Open a PDF; raises ``PdfiumError``, whose ``err_code`` tells why."""
    return cast("Document", pypdfium2.PdfDocument(content))


def is_locked(error: PdfiumError) -> bool:
    """Whether a document could not be opened because it has a password, or unknown encryption."""
    return getattr(error, "err_code", None) in (_PASSWORD, _UNKNOWN_ENCRYPTION)
