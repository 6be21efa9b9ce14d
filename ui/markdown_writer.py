"""Write a document as Markdown with footnotes; nothing a letter says can become markup."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ui.taken import Block, Kind, Mark, Run, TakenDocument

_PREFIXES: dict[Kind, str] = {
    "title": "# ",
    "heading": "## ",
    "subheading": "### ",
    "question": "> ",
}
# everything that opens or closes markup anywhere on a line, in CommonMark and its common dialects
_MARKUP = re.compile(r"[\\`*_{}\[\]<>#+!|~$^&=@]")
_ADDRESS = re.compile(r"(?i):(?=//)|(?<=www)\.")  # what is made a link without any brackets
_AFTER_MARK = re.compile(r"(?<=\])(?=[:(])")  # would make a note or a link of our own mark
_BLOCK_START = re.compile(r"(?P<number>\d+)?(?P<sign>(?(number)[.)]|[-:]))")


def write_markdown(document: TakenDocument) -> bytes:
    """The document in UTF-8: footnotes as ``[^1]``, defined at the end."""
    blocks = [_write_block(block) for block in document.blocks]
    notes = [f"[^{note.number}]: {_write_line([note.run])}" for note in document.notes]
    return ("\n\n".join(filter(None, (*blocks, *notes))) + "\n").encode()


def escape(text: str) -> str:
    r"""Text that stands for itself inside a line.

    >>> print(escape("[klik](https://x.nl) & 5 * 3"))
    \[klik\](https\://x.nl) \& 5 \* 3
    """
    return _ADDRESS.sub(lambda sign: f"\\{sign[0]}", _MARKUP.sub(r"\\\g<0>", text))


def _write_block(block: Block) -> str:
    pieces = _set_bold(block.pieces) if block.kind == "status" else block.pieces
    line = _write_line(pieces)
    return f"{_PREFIXES.get(block.kind, '')}{line}" if line else ""


def _set_bold(pieces: Sequence[Run | Mark]) -> tuple[Run | Mark, ...]:
    return tuple(replace(each, bold=True) if isinstance(each, Run) else each for each in pieces)


def _write_line(pieces: Sequence[Run | Mark]) -> str:
    """The pieces as one line that begins no list, table or block of code."""
    line = _AFTER_MARK.sub(r"\\", "".join(_write_pieces(pieces)).strip())
    start = _BLOCK_START.match(line)
    return f"{line[: start.start('sign')]}\\{line[start.start('sign') :]}" if start else line


def _write_pieces(pieces: Sequence[Run | Mark]) -> Iterator[str]:
    there = (each for each in pieces if isinstance(each, Mark) or each.text)
    for is_bold, group in groupby(there, lambda piece: isinstance(piece, Run) and piece.bold):
        text = "".join(_write_piece(piece) for piece in group)
        # signs of emphasis beside spaces or punctuation would show as asterisks, and neighbours in
        # bold are one text: "**a****b**" shows them too
        yield f"**{text}**" if is_bold and text[:1].isalnum() and text[-1:].isalnum() else text


def _write_piece(piece: Run | Mark) -> str:
    return escape(piece.text) if isinstance(piece, Run) else f"[^{piece.number}]"
