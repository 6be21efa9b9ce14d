"""How a word processor sets text, and whether a reader can see it."""

from typing import NamedTuple

PAPER = "FFFFFF"
UNKNOWN = ""  # a background that is set elsewhere: nothing is called invisible on it
_SMALLEST = 6  # half points: nobody can read text of less than 3 pt
_NEAR = 15  # of 255 per colour: less than the eye sees between text and paper


class Look(NamedTuple):
    """How a run of text is set; None = left to what surrounds it."""

    bold: bool | None = None
    vanished: bool | None = None
    color: str | None = None
    size: int | None = None  # half points
    background: str | None = None
    highlight: str | None = None

    def over(self, other: "Look") -> "Look":
        """Give this look where it says something, else the other."""
        return Look(
            self.bold if self.bold is not None else other.bold,
            self.vanished if self.vanished is not None else other.vanished,
            self.color if self.color is not None else other.color,
            self.size if self.size is not None else other.size,
            self.background if self.background is not None else other.background,
            self.highlight if self.highlight is not None else other.highlight,
        )

    def is_hidden(self, background: str) -> bool:
        """Whether nobody sees this text in print, on a background."""
        if self.vanished or (self.size is not None and self.size < _SMALLEST):
            return True
        behind = self.highlight or self.background or background
        color = self.color or "auto"
        if color == "auto" and self.highlight:
            color = "000000"  # on dark shading it turns white by itself, on a highlight not
        return _same_color(color, behind)


def _same_color(one: str, other: str) -> bool:
    try:
        pairs = zip(bytes.fromhex(one), bytes.fromhex(other), strict=True)
        return bool(one) and all(abs(left - right) <= _NEAR for left, right in pairs)
    except ValueError:  # "auto", the name of a theme's colour, something unknown
        return False
