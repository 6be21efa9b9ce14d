"""How WordprocessingML names things, and its small values."""

from index.formats.xml_tree import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def value_of(element: Element | None, name: str) -> str:
    """The ``w:val`` of a child; "" where there is none."""
    child = element.find(W + name) if element is not None else None
    return "" if child is None else child.get(W + "val", "")


def is_on(element: Element | None, name: str) -> bool | None:
    """A switch: ``<w:b/>`` is on, ``<w:b w:val="0"/>`` off; None where it is not set."""
    child = element.find(W + name) if element is not None else None
    return None if child is None else child.get(W + "val", "1") not in ("0", "false", "off", "none")


def read_number(value: str) -> int:
    """A whole number; 0 where a file holds something else.

    >>> read_number("12"), read_number("kapot")
    (12, 0)
    """
    digits = value[1:] if value.startswith("-") else value
    return int(value) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0
