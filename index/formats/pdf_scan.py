"""Recognise the pages of a PDF that are pictures of text, where tesseract is installed."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from index.formats.ocr import (
    OcrWord,
    UnrecognisedPageError,
    count_hopeless,
    find_tesseract,
    recognise_page,
    recognised_text,
)
from index.formats.pdf_drawing import draw_grey
from index.formats.pdf_library import Document

_SCALE = 300 / 72  # pixels per point: 300 dots per inch, what tesseract was trained on
_MOST_PAGES = 100  # each takes some seconds
REMEDY = (
    "Installeer tekstherkenning (apt-get install tesseract-ocr tesseract-ocr-nld), of vraag het "
    "bestand op met tekst."
)


class Scan(NamedTuple):
    """The words on scanned pages, and the pages that could not be read, with the reason."""

    words: dict[int, Sequence[OcrWord]]  # by page, counted from 0
    unread: dict[int, str]

    def has_text(self) -> bool:
        """Whether a word was recognised."""
        return any(recognised_text(words, page=1, start=0)[0] for words in self.words.values())

    def describe(self) -> Iterator[str]:
        """Dutch notices: the pages that were not read, and words that were left out."""
        for reason in dict.fromkeys(self.unread.values()):
            pages = [at for at, each in self.unread.items() if each == reason]
            yield f"{name_pages(pages)} niet gelezen (scan): {reason}."
        if hopeless := sum(map(count_hopeless, self.words.values())):
            yield f"Bij het herkennen zijn {hopeless} onleesbare woorden weggelaten."


def describe_recognised(pages: Sequence[int], total: int) -> Iterator[str]:
    """The notice that these pages, counted from 0, hold recognised text."""
    if len(pages) == total and pages:
        yield "Tekst herkend uit een scan (OCR); controleer citaten."
    elif pages:
        yield f"{name_pages(pages)}: tekst herkend uit een scan (OCR); controleer citaten."


def name_pages(pages: Sequence[int]) -> str:
    """Name pages, counted from 0, as people count them.

    >>> name_pages([2]), name_pages([0, 1, 2, 5])
    ('Bladzijde 3', 'Bladzijde 1-3, 6')
    """
    ranges: list[list[int]] = []
    for page in pages:
        if ranges and ranges[-1][-1] == page - 1:
            ranges[-1] = [ranges[-1][0], page]
        else:
            ranges.append([page])
    names = ("-".join(str(page + 1) for page in each) for each in ranges)
    return f"Bladzijde {', '.join(names)}"


def recognise_pages(document: Document, pages: Sequence[int]) -> Scan:
    """Recognise these pages, counted from 0."""
    words: dict[int, Sequence[OcrWord]] = {}
    unread: dict[int, str] = {}
    program = find_tesseract() if pages else None
    for count, number in enumerate(pages):
        if program is None:
            unread[number] = "tekstherkenning (tesseract, Nederlands) is niet geïnstalleerd"
            continue
        if count >= _MOST_PAGES:
            unread[number] = f"er zijn meer dan {_MOST_PAGES} gescande bladzijden"
            continue
        page = document[number]
        try:
            drawn = draw_grey(page, _SCALE)
        finally:
            page.close()
        try:
            words[number] = recognise_page(
                program, drawn.pixels, drawn.width, drawn.height, scale=drawn.scale
            )
        except UnrecognisedPageError as error:
            unread[number] = str(error)
    return Scan(words, unread)
