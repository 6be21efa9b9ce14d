"""The law of XML and HTML readers: what is read stands at its address, and all that is visible is.

Both are checked with plain lxml, independently of how the readers walk through a file.
"""

from typing import Any

from hypothesis import strategies as st

from index.formats.extract import Extract


def find_misplaced(extract: Extract, root: Any) -> list[str]:
    """Every run of text that does not stand at its XPath in a freshly parsed file.

    The last character of a run may stand for two to four of the file: one that was encoded twice.
    """
    misplaced: list[str] = []
    nodes: dict[str, str] = {}
    for origin in extract.origins:
        if origin.place not in nodes:
            (node,) = root.xpath(origin.place)
            nodes[origin.place] = str(node)
        run = extract.text[origin.start : origin.end]
        raw = nodes[origin.place][origin.offset :]
        stands = raw.startswith(run[:-1]) and is_read_as(raw[len(run) - 1 :], run[-1])
        if not stands:
            misplaced.append(f"{run!r} at {origin.place}")
    return misplaced


def is_read_as(raw: str, character: str) -> bool:
    """Whether the file's characters begin with this one, or with its bytes read as characters."""
    content = character.encode()
    spelt = (character, content.decode("latin-1"), content.decode("cp1252", "replace"))
    return raw.startswith(spelt)


def find_uncovered(extract: Extract) -> str:
    """The visible characters without an address."""
    covered = {at for origin in extract.origins for at in range(origin.start, origin.end)}
    letters = enumerate(extract.text)
    return "".join(each for at, each in letters if not each.isspace() and at not in covered)


def find_disorder(extract: Extract) -> list[str]:
    """Origins and marked spans that are out of order, overlap, or reach outside the text."""
    disorder: list[str] = []
    for spans in (extract.origins, extract.marked, extract.headings):
        end = 0
        for span in spans:
            if not end <= span.start < span.end <= len(extract.text):
                disorder.append(str(span))
            end = span.end
    return disorder


def without_space(text: str) -> str:
    return "".join(text.split())


def make_trees(tags: str, letters: str) -> st.SearchStrategy[str]:
    """Markup of these tags, in and beside each other, around texts of these letters."""
    return st.recursive(
        st.text(letters, max_size=6),
        lambda inner: st.tuples(st.sampled_from(tags.split()), st.lists(inner, max_size=4)).map(
            lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
        ),
        max_leaves=25,
    )
