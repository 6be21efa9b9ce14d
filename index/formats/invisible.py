"""Find characters that no reader can see: zero-width, steering the direction of writing, or tags.

They can carry a whole text past a reader's eyes, so they are never shown and people are told.
"""

import re
from collections.abc import Sequence

from index.letter import MarkedSpan

_TAGS = "\U000e0000-\U000e007f"
# zero-width characters and joiners, directions, invisible operators, fillers, variation selectors
INVISIBLE = re.compile(
    "[\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    f"\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb{_TAGS}\U000e0100-\U000e01ef]+"
)
SOFT_HYPHEN = re.compile("\u00ad(?:[ \t]*\n[ \t]*)?")
_TAG_TEXT = re.compile(f"[{_TAGS}]")
_TURNING = re.compile("[\u202d\u202e\u2066-\u2068]")  # overrides and isolates
_FLAG = re.compile(f"\U0001f3f4[{_TAGS}]+")  # the flags of Scotland and Wales hold tags
# a run this long, or this many in one file, is no leftover of a word processor
_LONG_RUN = 8
_MANY = 200


def find_invisible(text: str) -> tuple[MarkedSpan, ...]:
    """Every run of characters that cannot be seen, and every soft hyphen; ordered."""
    if text.isascii():
        return ()
    found = [MarkedSpan("hidden", *match.span()) for match in INVISIBLE.finditer(text)]
    found += [MarkedSpan("hyphen", *match.span()) for match in SOFT_HYPHEN.finditer(text)]
    return tuple(sorted(found, key=lambda span: span.start))


def describe_invisible(runs: Sequence[str]) -> tuple[str, ...]:
    """Dutch notices about runs of invisible characters; none for what is common and harmless.

    >>> describe_invisible(["\u200b"])
    ()
    """
    notices: list[str] = []
    tags = sum(len(_TAG_TEXT.findall(run)) for run in runs)
    longest = max((len(run) for run in runs), default=0)
    total = sum(map(len, runs))
    if tags:
        notices.append(
            f"Het bestand bevat een onzichtbare tekst van {tags} tekens (Unicode-tags); die is "
            "buiten beschouwing gelaten."
        )
    elif longest >= _LONG_RUN or total >= _MANY:
        notices.append(
            f"Het bestand bevat {total} onzichtbare tekens; die zijn buiten beschouwing gelaten."
        )
    if any(_TURNING.search(run) for run in runs):
        notices.append(
            "Het bestand bevat tekens die de leesrichting omkeren; lees de zinnen na in de bron."
        )
    return tuple(notices)


def invisible_runs(text: str) -> list[str]:
    """The runs themselves, without the tags that belong to a flag."""
    return [] if text.isascii() else INVISIBLE.findall(_FLAG.sub("", text))
