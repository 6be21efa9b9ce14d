"""Word and ODT files made for a test, and the character that stands at an address in them.

What an address means is worked out here a second time, from its definition at the head of
``index/formats/docx.py`` and ``index/formats/odt.py``, with nothing of the readers themselves.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, cast

from lxml import etree as _lxml_etree  # pyright: ignore

from index.formats.extract import Extract

etree = cast("Any", _lxml_etree)  # lxml brings no types
_OOXML = "http://schemas.openxmlformats.org"
W = f"{{{_OOXML}/wordprocessingml/2006/main}}"
_M = f"{{{_OOXML}/officeDocument/2006/math}}"
_MC = f"{{{_OOXML}/markup-compatibility/2006}}"
_NAMES = (
    f'xmlns:w="{W[1:-1]}" xmlns:mc="{_MC[1:-1]}" xmlns:m="{_M[1:-1]}" '
    f'xmlns:r="{_OOXML}/officeDocument/2006/relationships" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    f'xmlns:a="{_OOXML}/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_ODT_NAMES = " ".join(
    f'xmlns:{prefix}="{_ODF}{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("draw", "drawing"), ("meta", "meta"), ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
_TEXT = f"{{{_ODF}text:1.0}}"


def paragraph(*runs: str, properties: str = "") -> str:
    """A Word paragraph; a run that is no XML becomes a run of that text."""
    inner = "".join(run if run.startswith("<") else text_run(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inner}</w:p>"


def text_run(text: str, properties: str = "") -> str:
    """A run of text in Word."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def word_file(body: str, **parts: str) -> bytes:
    """A .docx of these paragraphs; ``parts``: the inside of styles, numbering, footnotes, ..."""
    roots = {"header": "hdr"}
    members = {
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations({part: f"{part}.xml" for part in parts}),
    }
    for part, inside in parts.items():
        root = roots.get(part, part)
        members[f"word/{part}.xml"] = f"<w:{root} {_NAMES}>{inside}</w:{root}>"
    return zip_file(members)


def odt_file(body: str, *, automatic: str = "", styles: str = "", meta: str = "") -> bytes:
    """An .odt of these paragraphs, with automatic styles, named styles and metadata."""
    return zip_file(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {_ODT_NAMES}><office:automatic-styles>"
            f"{automatic}</office:automatic-styles><office:body><office:text>{body}"
            "</office:text></office:body></office:document-content>",
            "styles.xml": f"<office:document-styles {_ODT_NAMES}>{styles}</office:document-styles>",
            "meta.xml": f"<office:document-meta {_ODT_NAMES}><office:meta>{meta}</office:meta>"
            "</office:document-meta>",
        }
    )


def zip_file(
    members: Mapping[str, str | bytes], *, compression: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """A zip of these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def check_addresses(extract: Extract, texts: Mapping[str, str]) -> None:
    """The law: every visible character stands at its address, in one of these paragraphs."""
    covered = 0
    for origin in extract.origins:
        assert origin.start >= covered, "origins overlap"
        assert not extract.text[covered : origin.start].strip(), "a character without an address"
        covered = origin.end
        read = extract.text[origin.start : origin.end]
        if re.search(r"/(?:label|mark\[\d+\])$", origin.place):  # has a text of its own
            assert origin.offset == 0
            continue
        stored = texts[origin.place][origin.offset : origin.offset + len(read)]
        assert [each for each in read if not each.isspace()] == [
            each for at, each in enumerate(stored) if not read[at].isspace()
        ], origin
    assert not extract.text[covered:].strip(), "a character without an address"


def word_paragraphs(content: bytes) -> dict[str, str]:
    """Every paragraph of a Word file by its address."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        texts: dict[str, str] = {}
        for member in archive.namelist():
            if match := re.fullmatch(r"word/(document|footnotes|endnotes|header\d*)\.xml", member):
                root = etree.fromstring(archive.read(member))
                if match[1] == "document":
                    texts.update(_word_blocks(root.find(W + "body"), "body"))
                elif match[1].startswith("header"):  # whichever of them it is that was read
                    for kind in ("first", "default"):
                        for place, text in _word_blocks(root, f"header[{kind}]"):
                            texts[place] = max(texts.get(place, ""), text, key=len)
                else:
                    texts.update(_word_blocks(root, match[1]))
    return texts


def odt_paragraphs(content: bytes) -> dict[str, str]:
    """Every paragraph of an ODT file by its address."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = etree.fromstring(archive.read("content.xml"))
        texts = dict(_odt_blocks(root.find(f".//{{{_ODF}office:1.0}}text"), "body"))
        styles = etree.fromstring(archive.read("styles.xml"))
        for name in ("header", "header-first"):
            for header in styles.iter(f"{{{_ODF}style:1.0}}{name}"):
                texts.update(_odt_blocks(header, name))
    return texts


def _relations(targets: Mapping[str, str]) -> str:
    inside = "".join(
        f'<Relationship Id="{kind}" Type="{_OOXML}/x/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return f'<Relationships xmlns="{_OOXML}/package/2006/relationships">{inside}</Relationships>'


def _steps(parent: Any, place: str) -> Iterator[tuple[Any, str]]:
    counts: dict[str, int] = {}
    for child in parent:
        name = etree.QName(child).localname
        counts[name] = counts.get(name, 0) + 1
        yield child, f"{place}/{name}" + ("" if name == "sdtContent" else f"[{counts[name]}]")


def _word_blocks(parent: Any, place: str) -> Iterator[tuple[str, str]]:
    for child, step in _steps(parent, place):
        if child.tag == W + "p":
            parts = list(_word_parts(child))
            yield step, "".join(part for part in parts if isinstance(part, str))
            boxes = [part for part in parts if not isinstance(part, str)]
            for number, box in enumerate(boxes, start=1):
                yield from _word_blocks(box, f"{step}/textbox[{number}]")
        else:
            yield from _word_blocks(child, step)


def _word_parts(parent: Any) -> Iterator[Any]:
    """The characters of a paragraph, and the text boxes in it."""
    for child in parent:
        name = child.tag
        if name == W + "txbxContent":
            yield child
        elif name in (W + "pPr", W + "rPr", W + "del", W + "moveFrom"):
            continue
        elif name in (W + "t", _M + "t"):
            yield child.text or ""
        elif name in (W + "tab", W + "ptab", W + "br", W + "cr"):
            yield " "
        elif name == W + "noBreakHyphen":
            yield "-"
        elif name == W + "sym":
            yield chr(int(child.get(W + "char"), 16))
        elif name == _MC + "AlternateContent":
            told = [each for each in child if any(text.text for text in each.iter(W + "t"))]
            yield from _word_parts(told[0] if told else ())
        else:
            yield from _word_parts(child)


def _odt_blocks(parent: Any, place: str) -> Iterator[tuple[str, str]]:
    for child, step in _steps(parent, place):
        if child.tag in (_TEXT + "p", _TEXT + "h"):
            parts = list(_odt_parts(child))
            yield step, "".join(part for part in parts if isinstance(part, str))
            notes = [part for part in parts if not isinstance(part, str) and "note" in part.tag]
            for number, note in enumerate(notes, start=1):
                yield from _odt_blocks(note.find(_TEXT + "note-body"), f"{step}/note[{number}]")
            boxes = [part for part in parts if not isinstance(part, str) and "box" in part.tag]
            for number, box in enumerate(boxes, start=1):
                yield from _odt_blocks(box, f"{step}/text-box[{number}]")
        else:
            yield from _odt_blocks(child, step)


def _odt_parts(parent: Any) -> Iterator[Any]:
    yield parent.text or ""
    for child in parent:
        name = etree.QName(child).localname
        if name in ("note", "text-box"):
            yield child
        elif name == "s":
            yield " " * int(child.get(_TEXT + "c", "1"))
        elif name in ("tab", "line-break"):
            yield " "
        elif name != "annotation":
            yield from _odt_parts(child)
        yield child.tail or ""
