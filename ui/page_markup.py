"""HTML by hand: whatever comes from letters, questions or the model passes through ``escape``.

The page is shown by Gradio's Markdown component, which leaves an HTML block alone from its first
tag up to the next blank line. So a block stands on one line, and line breaks are written as
character references; then nothing in it can be read as Markdown. (Gradio's HTML component would be
the obvious choice, but it evaluates a template in the browser, which our content policy forbids.)
"""

import html
from collections.abc import Iterable

# white space would end a block or be folded before it reaches the browser; with percent signs
# Gradio marks the places of formulas, which it then looks for in our text too
_REFERENCES = str.maketrans(
    {"\t": "&#9;", "\n": "&#10;", "\f": "&#12;", "\r": "&#13;", "%": "&#37;"}
)
SPINNER = '<span class="kb-draait" aria-hidden="true"></span>'
_OPENINGS = ("<div ", "<section ")  # what Markdown takes for the start of an HTML block


def escape(text: str) -> str:
    r"""Write text so that the browser shows it character for character, in content or attribute.

    >>> escape('<b>"1"</b>\n')
    '&lt;b&gt;&quot;1&quot;&lt;/b&gt;&#10;'
    """
    return html.escape(text, quote=True).translate(_REFERENCES)


def join_blocks(blocks: Iterable[str]) -> str:
    """Put blocks under each other; an unchanged one keeps its place (and focus) in the browser.

    Raises ``ValueError`` for a block that Markdown would not leave alone.
    """
    joined = [block for block in blocks if block]
    for block in joined:
        if "\n" in block or not block.startswith(_OPENINGS):
            raise ValueError(f"not an HTML block on one line: {block[:60]!r}")
    return "\n\n".join(joined)


def shorten(text: str, limit: int) -> str:
    """Cut text at a word so that it has at most ``limit`` characters, the ellipsis included.

    >>> shorten("Nederland steunt het voorstel", 20)
    'Nederland steunt …'
    """
    if len(text) <= limit:
        return text
    return text[: limit - 2].rsplit(" ", 1)[0] + " …"
