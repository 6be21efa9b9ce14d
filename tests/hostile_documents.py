"""Small good letters in every format that is read, made here from nothing."""

import io
import shutil
import textwrap
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from itertools import accumulate

import docx

from old_word_file import make_doc

PARAGRAPHS = (
    "Geachte voorzitter,",
    "Hierbij zend ik u de geannoteerde agenda van de Raad van 12 juni 2031 te Luxemburg.",
    "Nederland steunt het voorstel van de Commissie. De Commissie zal in juli met een voorstel "
    "komen. Enkele lidstaten vroegen om meer tijd.",
    "De minister van Vliegende Fietsen,",
)
_COLUMNS = 90  # characters of eleven points that fit on a page


def make_good_files() -> dict[str, bytes]:
    """Letters that must be read, whatever else is read in the same batch."""
    return {
        f"goed-{number}.{kind}": content
        for number in range(1, 6)
        for kind, content in make_letters(number).items()
        # LibreOffice takes seconds to start, where it is installed
        if kind != "doc" or (number == 1 and shutil.which("soffice"))
    }


def make_letters(number: int) -> dict[str, bytes]:
    """The same letter in every format, by extension."""
    lines = [*PARAGRAPHS[:3], f"Dit is letter {number} van de proef.", PARAGRAPHS[3]]
    packed = "\n\n".join([*lines, "Uit een archief."]).encode()
    return {
        "txt": "\n\n".join(lines).encode(),
        "md": "\n\n".join(["# Brief", *lines]).encode(),
        "pdf": make_pdf(lines),
        "docx": make_docx(lines),
        "odt": make_odt(lines),
        "doc": make_doc(lines),
        "html": make_html(lines),
        "xml": make_xml(lines),
        "zip": make_zip({f"in-archief-{number}.txt": packed}),
    }


def make_pdf(lines: Sequence[str], *, pages: int = 1) -> bytes:
    """A PDF with these lines on each page."""
    printed = [part for line in lines for part in textwrap.wrap(line, _COLUMNS) or [""]]
    shown = "".join(f"({_escape(line)}) Tj 0 -16 Td\n" for line in printed)
    content = f"BT /F1 11 Tf 60 780 Td\n{shown}ET".encode("cp1252")
    return assemble_pdf([content] * pages)


def assemble_pdf(
    contents: Sequence[bytes],
    *,
    filters: str = "",
    extra: Sequence[bytes] = (),
    resources: str = "",
) -> bytes:
    """A PDF of one page per content stream; ``extra`` objects follow, the first is number 4."""
    first_page = 4 + len(extra)
    kids = " ".join(f"{first_page + 2 * number} 0 R" for number in range(len(contents)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(contents)} /Kids [{kids}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        *extra,
    ]
    for content in contents:
        own = len(objects) + 2
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {own} 0 R "
            f"/Resources << /Font << /F1 3 0 R >> {resources} >> >>"
        )
        objects += [page.encode(), make_stream(content, filters=filters)]
    return number_objects(objects)


def make_stream(content: bytes, *, filters: str = "", entries: str = "") -> bytes:
    """A stream object."""
    head = f"<< /Length {len(content)} {filters} {entries} >>\nstream\n".encode()
    return head + content + b"\nendstream"


def number_objects(objects: Sequence[bytes]) -> bytes:
    """A whole PDF of these objects; the first is the catalogue."""
    parts = [b"%PDF-1.7\n"]
    parts += [b"%d 0 obj\n%b\nendobj\n" % (number, body) for number, body in enumerate(objects, 1)]
    *offsets, start = accumulate(map(len, parts))
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    )
    return b"".join(parts) + end.encode()


def make_docx(lines: Sequence[str]) -> bytes:
    """A Word file with a heading, the lines, and a table."""
    document = docx.Document()
    document.add_heading("Brief", level=1)
    for line in lines:
        document.add_paragraph(line)
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "In een tabel"
    stream = io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as archive:
        return make_zip({name: archive.read(name) for name in archive.namelist()})


def make_docx_of(body: bytes, *, before: bytes = b"") -> bytes:
    """A Word file with this as its body; ``before`` stands before the root element."""
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kinds = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    members = {
        "[Content_Types].xml": f'<Types xmlns="{kinds}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{kinds}/relationships"><Relationship Id="rId1" '
        f'Type="{office}" Target="word/document.xml"/></Relationships>',
    }
    document = b'<w:document xmlns:w="%b"><w:body>%b</w:body></w:document>' % (main.encode(), body)
    return make_zip(
        {name: text.encode() for name, text in members.items()}
        | {"word/document.xml": b"<?xml version='1.0'?>" + before + document}
    )


def make_odt(lines: Sequence[str]) -> bytes:
    """An OpenDocument text with these lines."""
    body = "".join(f"<text:p>{_markup(line)}</text:p>" for line in lines)
    return make_odt_of(f'<text:h text:outline-level="1">Brief</text:h>{body}'.encode())


def make_odt_of(body: bytes, *, before: bytes = b"") -> bytes:
    """An OpenDocument text with this as its body; ``before`` stands before the root element."""
    namespaces = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"'
        for prefix in ("office", "text", "table", "style")
    )
    content = (
        b"<?xml version='1.0' encoding='UTF-8'?>%b<office:document-content %b office:version='1.2'>"
        b"<office:body><office:text>%b</office:text></office:body></office:document-content>"
    ) % (before, namespaces.encode(), body)
    manifest = (
        b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        b'<manifest:file-entry manifest:full-path="/" '
        b'manifest:media-type="application/vnd.oasis.opendocument.text"/></manifest:manifest>'
    )
    mime = b"application/vnd.oasis.opendocument.text"  # the first member, and not packed
    return make_zip({"mimetype": mime, "content.xml": content, "META-INF/manifest.xml": manifest})


def make_html(lines: Sequence[str]) -> bytes:
    """A web page with these lines."""
    body = "".join(f"<p>{_markup(line)}</p>\n" for line in lines)
    return (
        '<!DOCTYPE html>\n<html lang="nl"><head><meta charset="utf-8"><title>Brief</title></head>'
        f"<body><h1>Brief</h1>\n{body}</body></html>"
    ).encode()


def make_xml(lines: Sequence[str]) -> bytes:
    """An official publication with these lines."""
    body = "".join(f"<al>{_markup(line)}</al>\n" for line in lines)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<officiele-publicatie><kamerstuk><kamerstukkop>'
        "<tekstregel>Tweede Kamer der Staten-Generaal</tekstregel></kamerstukkop><stuk>"
        f"<titel>Brief</titel><vrije-tekst><tekst>{body}</tekst></vrije-tekst></stuk>"
        "</kamerstuk></officiele-publicatie>"
    ).encode()


def make_zip(members: Mapping[str, bytes]) -> bytes:
    """A ZIP archive, packed but for what must not be; the same bytes every time."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            member = zipfile.ZipInfo(name)  # without the time
            packing = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(member, content, packing)
    return stream.getvalue()


def deflate(piece: bytes, times: int) -> bytes:
    """A piece repeated, packed without ever holding it unpacked."""
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(piece) for _ in range(times)), packer.flush()])


def _escape(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _markup(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
