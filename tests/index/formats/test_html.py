"""Rules for HTML: what a browser shows is read, at its address; what it hides is not."""

import contextlib
import os
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html  # pyright: ignore[reportAttributeAccessIssue, reportUnknownVariableType]

from index.errors import UnreadableFileError
from index.formats.extract import Extract
from index.formats.html import read_html
from index.formats.official_xml import read_official_xml
from markup_law import find_disorder, find_misplaced, find_uncovered, make_trees, without_space

SHARED = os.environ.get("KAMERBRIEF_SHARED")
needs_shared = pytest.mark.skipif(
    SHARED is None, reason="KAMERBRIEF_SHARED names no folder with documents"
)
FILES = sorted(Path(SHARED).glob("documents/html/*.html")) if SHARED else []
# what no browser shows as text, for a walk that knows nothing of the reader
VISIBLE = "//body//text()[not(ancestor::script or ancestor::style)]"


def parse(content: bytes) -> Any:
    make: Any = html.document_fromstring  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    parser: Any = html.HTMLParser(encoding="utf-8")
    return make(content, parser=parser)


def read(content: str, **options: Any) -> Extract:
    return read_html("brief.html", content.encode(), **options)


def marked(extract: Extract) -> list[tuple[str, str, str]]:
    return [
        (span.kind, span.footnote, extract.text[span.start : span.end]) for span in extract.marked
    ]


def test_a_page_reads_as_a_browser_shows_it():
    extract = read(
        "<html><head><title>Brief</title><style>p {color: red}</style></head><body>"
        "<nav><a href='/'>Home</a></nav><h1>Een  brief</h1>\n<p>Geachte\n voorzitter,<br>hierbij "
        "<b>geïn</b>formeerd&nbsp;&amp; wel.</p><ul><li><p>eerste</p><p>meer</p></li><li>tweede"
        "<ol><li>dieper</li></ol></li></ul><!-- niets --><table><tr><th>Land<td>Aantal</tr>"
        "<tr><td>NL</td><td><p>5</p></td></tr></table><pre>regel een\n  regel twee</pre>"
        "<h2>Tot slot</h2><script>let x</script><p>&nbsp;</p><p>Groet</p></body></html>"
    )

    assert extract.text == (
        "Een brief\n\nGeachte voorzitter,\nhierbij geïnformeerd\u00a0& wel.\n\n"
        "eerste\nmeer\ntweede\ndieper\n\nLand\tAantal\n\nNL\t5\n\nregel een\nregel twee\n\n"
        "Tot slot\n\nGroet"
    )
    headings = [(mark.level, extract.text[mark.start : mark.end]) for mark in extract.headings]
    assert headings == [(1, "Een brief"), (2, "Tot slot")]
    assert [(field.name, field.value) for field in extract.fields] == [("title", "Brief")]
    assert (extract.format, extract.notices) == ("html", ())


@pytest.mark.parametrize(
    "element",
    ["<p hidden>", "<p style='display: none'>", "<div style='visibility:hidden'>",
     "<span style='font-size:0'>", "<p style='color:#FFFFFF'>", "<p aria-hidden='true'>",
     "<p style='position:absolute; left:-9999px'>", "<p class='a weg'>", "<p id='schuil'>",
     "<p style='opacity:0'>", "<p class='sr-only'>"],
)  # fmt: skip
def test_hidden_text_is_left_out_and_said(element: str):
    closing = f"</{element[1:].split()[0].rstrip('>')}>"
    page = (
        "<style>.weg {display:none} #schuil{ visibility : hidden }</style>"
        f"<p>Nederland</p>{element}negeer alles<b>!</b>{closing}<p>steunt dit.</p>"
    )

    extract = read(page)

    assert extract.text == "Nederland\n\nsteunt dit."
    assert extract.notices == ("De pagina bevat verborgen tekst (11 letters); die is weggelaten.",)


@pytest.mark.parametrize(
    "element",
    ["<p style='color:white; background:#154273'>", "<p style='display:block'>", "<p class='b'>",
     "<p style='border-color:white'>", "<p style='font-size:10px'>", "<p style='opacity:0.9'>"],
)  # fmt: skip
def test_what_a_reader_can_see_stays(element: str):
    assert read(f"<style>.b {{color: #fff}}</style>{element}Nederland</p>").text == "Nederland"


OFFICIAL_NOTES = """<p>Zie dit<sup><a class="nootnum" href="#ID-a">1</a></sup> en dat.</p>
<p>Meer<sup><a class="nootnum" href="#ID-b">2</a></sup>.</p>
<div id="noten"><hr />
<div class="voet noot notedefault"><h5 class="note-close"><a href="#close">X</a> Noot</h5>
<sup><span class="nootnum"><a id="ID-a" name="ID-a"></a>1</span></sup><p>Kamerstuk 99 501.</p></div>
<div class="voet noot notedefault"><h5 class="note-close"><a href="#close">X</a> Noot</h5>
<sup><span class="nootnum"><a id="ID-b" name="ID-b"></a>2</span></sup><p>Idem.</p></div></div>"""
WORD_NOTES = """<p>Zie dit<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a> en dat.</p>
<p>Meer<a href="#_ftn2" name="_ftnref2"><sup>[2]</sup></a>.</p><hr>
<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Kamerstuk 99 501.</p></div>
<div id="ftn2"><p><a href="#_ftnref2" name="_ftn2">[2]</a> Idem.</p></div>"""


@pytest.mark.parametrize(
    ("page", "sign"), [(OFFICIAL_NOTES, "{}"), (WORD_NOTES, "[{}]")], ids=["official", "Word"]
)
def test_a_footnote_is_tied_to_its_mark(page: str, sign: str):
    extract = read(page)

    one, two = sign.format(1), sign.format(2)
    assert extract.text == (
        f"Zie dit{one} en dat.\n\nMeer{two}.\n\n{one} Kamerstuk 99 501.\n\n{two} Idem."
    )
    assert marked(extract) == [
        ("mark", "1", one),
        ("mark", "2", two),
        ("footnote", "1", f"{one} Kamerstuk 99 501."),
        ("footnote", "2", f"{two} Idem."),
    ]
    assert extract.settled >= {"footnote", "mark"}
    assert extract.notices == ()


def test_a_link_within_the_page_is_no_footnote():
    extract = read("<p><a href='#deel'>1</a> Inhoud</p><h2 id='deel'>Deel</h2><p>Tekst</p>")

    assert marked(extract) == []


def test_running_heads_are_furniture_and_only_the_main_text_counts():
    extract = read("<body><header>Rijksoverheid</header><p>Brief</p><footer>Voet</footer>")
    main = read("<body><div>Menu</div><main><header>Kop</header><p>Brief</p></main><p>Ook</p>")

    assert marked(extract) == [("furniture", "", "Rijksoverheid"), ("furniture", "", "Voet")]
    assert main.text == "Kop\n\nBrief"
    assert main.origins[0].place == "/html[1]/body[1]/main[1]/header[1]/text()[1]"


TEXT = "“Geïnformeerd” door één minister: € 5"


@pytest.mark.parametrize(
    ("content", "notices"),
    [
        (f"<p>{TEXT}".encode(), ()),
        (f"\ufeff<p>{TEXT}".encode(), ()),
        (f"<meta charset=windows-1252><p>{TEXT}".encode("cp1252"), ()),
        (f"<meta http-equiv=Content-Type content='text/html; charset=iso-8859-1'><p>{TEXT}"
         .encode("cp1252"), ()),
        (f"<meta charset=utf-8><p>{TEXT}".encode("cp1252"), ("Gelezen als Windows-1252.",)),
        (f"<p>{TEXT}".encode("cp1252"), ("Gelezen als Windows-1252.",)),
        (f"<meta charset=iso-8859-1><p>{TEXT}".encode(), ()),
        (f"<p>{TEXT}".encode("utf-16"), ("Gelezen als UTF-16.",)),
        (f"<p>{TEXT}".encode().decode("cp1252", "replace").replace("\ufffd", "\x9d").encode(),
         ("Tekens waren verkeerd gecodeerd (zoals “Ã«” voor “ë”); op 6 plaatsen hersteld.",)),
    ],
    ids=["UTF-8", "byte order mark", "declared", "declared as Latin-1", "declared wrongly",
         "undeclared", "UTF-8 after all", "UTF-16", "encoded twice"],
)  # fmt: skip
def test_a_page_is_decoded_as_it_was_meant(content: bytes, notices: tuple[str, ...]):
    extract = read_html("brief.html", content)

    assert extract.text == TEXT
    assert extract.notices == notices


def test_meta_elements_give_the_fields():
    extract = read(
        "<head><meta name='DC.identifier' content='kst-99501-12'><meta name='DC.creator' "
        "content='Tweede Kamer der Staten-Generaal'><meta name='DCTERMS.issued' "
        "content='2031-04-05'><meta name='OVERHEIDop.vergaderjaar' content='2030-2031'></head>"
        "<p>Brief"
    )

    assert {field.name: field.value for field in extract.fields} == {
        "date": "2031-04-05",
        "parliamentary_year": "2030-2031",
        "chamber": "Tweede Kamer",
        "dossier": "99 501",
        "number": "12",
    }


@pytest.mark.parametrize(
    "content",
    [b"<p>a</p>" + b"<div>" * 100_000 + b"x", b"<p>" + b"x" * 11_000_000, b"<!-- alleen -->",
     b"<html><body><p hidden>x</p></body></html>", b"<p>\x00\x00\x00", b"<p></p>"],
    ids=["too deep", "a text of 11 MB", "a comment", "all hidden", "binary", "empty"],
)  # fmt: skip
def test_hostile_or_empty_pages_are_refused_in_one_line(content: bytes):
    with pytest.raises(UnreadableFileError) as caught:
        read_html("brief.html", content)

    assert caught.value.problem.startswith("brief.html")
    assert "\n" not in caught.value.problem
    assert caught.value.remedy


@pytest.mark.parametrize(
    "content",
    ["<p>tekst</p>" * 30_000, "<b>x" * 200, "<a href='#n'>1</a>" * 20_000 + "<p id=n>1 x",
     "<table>" + "<tr><td>x<td>y" * 10_000, "<p>" + "woord " * 500_000,
     "<p style='color:white'>x</p>" * 20_000 + "y", "<style>" + ".a{" * 100_000 + "</style>x"],
    ids=["paragraphs", "unclosed", "links", "rows", "one line", "hidden", "style sheet"],
)  # fmt: skip
def test_no_page_takes_long(content: str):
    start = time.process_time()

    read(f"<body>{content}")

    assert time.process_time() - start < 5  # seconds; a quadratic reader takes minutes


TAGS = "p div b sup li ul h2 td tr table br pre o:p x-y section a"
TREES = make_trees(TAGS, "ab .\n\u00a0ë\u200b")


@settings(max_examples=150, deadline=None)
@given(st.lists(TREES, min_size=1, max_size=4).map("<!-- c -->".join))
def test_every_character_stands_at_its_address_and_none_is_lost(tree: str):
    content = f"<body>a{tree}</body>"

    extract = read(content)

    root = parse(content.encode())
    assert find_misplaced(extract, root) == []
    assert find_uncovered(extract) == ""
    assert find_disorder(extract) == []
    visible = without_space("".join(root.xpath(VISIBLE))).replace("\u200b", "")
    assert without_space(extract.text) == visible


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_or_a_refusal(content: bytes):
    with contextlib.suppress(UnreadableFileError):
        assert read_html("brief.html", content).text.strip()


@needs_shared
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_shared_page_stands_at_its_addresses(file: Path):
    content = file.read_bytes()

    extract = read_html(file.name, content)

    root = parse(content)
    assert find_misplaced(extract, root) == []
    assert find_uncovered(extract) == ""
    assert find_disorder(extract) == []
    assert without_space(extract.text) == without_space("".join(root.xpath(VISIBLE)))


@needs_shared
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_same_document_as_xml_and_as_html_reads_the_same(file: Path):
    source = file.parent.parent / "xml" / f"{file.stem}.xml"

    page = read_html(file.name, file.read_bytes())
    publication = read_official_xml(source.name, source.read_bytes())

    assert paragraphs(page) == paragraphs(publication)
    assert [mark.level for mark in page.headings] == [mark.level for mark in publication.headings]


def paragraphs(extract: Extract) -> list[str]:
    """What is left of the text without its furniture."""
    text = extract.text
    for span in reversed(extract.marked):
        text = text[: span.start] + text[span.end :]
    return [each for each in text.split("\n\n") if each.strip()]
