"""Read the statements of official metadata as they stand there, in either of the two styles."""

from collections.abc import Iterable
from typing import NamedTuple

from index.formats.markup import fold, local_name
from index.formats.xml_tree import Element

# the last part of a namespace -> the prefix that Dublin Core's meta elements have
_PREFIXES = {"dcterms": "dcterms", "terms": "dcterms", "dc": "dc", "meta": "overheidop"}


class Item(NamedTuple):
    """One statement of a metadata file, as it stands there."""

    name: str  # with a lower-case prefix: "dcterms.issued", "overheidop.indiener"
    scheme: str
    value: str
    written: str  # the name as the file writes it


def read_items(elements: Iterable[Element], *, certain: bool = False) -> tuple[Item, ...]:
    """Every statement among these elements, in either style; empty values left out."""
    items = (_read_item(element, certain=certain) for element in elements)
    return tuple(item for item in items if item and item.value)


def _read_item(element: Element, *, certain: bool) -> Item | None:
    tag = local_name(element)
    if tag in ("meta", "metadata"):
        written = element.get("name", "") or ""
        prefix, _, rest = written.partition(".")
        value = fold(element.get("content", "") or "", certain=certain)
        return Item(f"{prefix.lower()}.{rest}", element.get("scheme", "") or "", value, written)
    if not tag or len(element):
        return None
    namespace = str(element.tag).rpartition("}")[0].rstrip("/").rpartition("/")[2]
    prefix = _PREFIXES.get(namespace, "")
    if not prefix and tag.startswith("dcterms."):  # written with a point instead of a colon
        prefix, tag = "dcterms", tag.removeprefix("dcterms.")
    if not prefix:
        return None
    if "standaarden.overheid.nl" in str(element.tag) and namespace == "terms":
        prefix = "overheid"
    value = fold(element.text or "", certain=certain)
    return Item(f"{prefix}.{tag}", element.get("scheme", "") or "", value, f"{prefix}:{tag}")
