"""What the page's HTML must hold to: nothing it shows is ever read as markup, no text is lost."""

import html
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import fakes_page
from index.actors import load_actor_reader
from index.letter import Letter, Span
from rag.answer import Answer, Group, MissingDocument, WithheldSentence
from rag.checks import Check
from rag.question import understand
from rag.wording import actor_label
from ui.page_answer import render_answer
from ui.page_frame import (
    render_error,
    render_examples,
    render_letters,
    render_readiness,
    render_waiting,
)
from ui.page_markup import escape, join_blocks, shorten
from ui.page_source import render_source
from ui.page_text import MODEL_HELD_BACK, MODEL_PASSED_OVER, name_actors
from ui.source_view import SourceView

GOLDEN = Path(__file__).parent / "golden"
LETTERS = fakes_page.read_sample_letters()
ANSWERS = fakes_page.make_answers("Wat zei Nederland over migratie?", LETTERS)
FINAL = ANSWERS[-1]


class _Texts(HTMLParser):
    """Collects the text, the tags and the attribute names of HTML, as a browser reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def read_html(markup: str) -> _Texts:
    texts = _Texts()
    texts.feed(markup)
    texts.close()
    return texts


def make_hostile(payload: str) -> Answer:
    """An answer in which every text of others is the payload."""
    sentence = replace(
        FINAL.extract[0], text=payload, emphasis=(Span(0, len(payload)),), leans_on=(1,)
    )
    citation = replace(
        FINAL.citations[0],
        title=payload,
        file=payload,
        kamerstuk=payload,
        display=payload,
        notation=payload,
        actors=(payload, f"lidstaat:{payload}"),
    )
    return replace(
        FINAL,
        question=payload,
        understood=payload,
        message=payload,
        summary=payload,
        groups=(Group(payload, payload, (0,), "herhaald", payload),),
        missing=(MissingDocument(payload, (1,)),),
        notice=payload,
        extract=(sentence,),
        wording=(sentence,),
        withheld=(WithheldSentence(payload, (1,), payload),),
        citations=(citation,),
        searched=replace(FINAL.searched, terms=(payload,), missing_terms=(payload,)),
        status="partly",
    )


@pytest.mark.parametrize("payload", fakes_page.HOSTILE)
def test_text_of_others_stays_text(payload: str) -> None:
    harmless = read_html(render_answer(make_hostile("onschuldig")))
    letter = Letter(id="x", file=payload, text=payload, title=payload, kind=payload)

    answer = render_answer(make_hostile(payload))
    rest = "".join(
        (
            render_error(payload, payload),
            render_waiting(payload),
            render_examples((payload,)),
            render_letters((letter,)),
            render_source(SourceView(letter, section=(payload,), actors=(payload,))),
        )
    )

    read = read_html(answer)
    assert (read.tags, read.attributes) == (harmless.tags, harmless.attributes)
    assert read.text.count(payload) >= 8
    assert not {"script", "img", "svg", "iframe", "a", "b", "style", "link", "form"} & set(
        read_html(rest).tags
    )
    assert not {
        name for name in read_html(rest).attributes if name.startswith(("on", "src", "href"))
    }


@pytest.mark.parametrize("payload", fakes_page.HOSTILE)
def test_no_text_ends_its_block(payload: str) -> None:
    for block in render_answer(make_hostile(payload)).split("\n\n"):
        assert "\n" not in block
        assert block.startswith(("<div ", "<section "))
        assert block.endswith(("</div>", "</section>"))


@given(st.text())
def test_escaped_text_reads_back_unchanged(text: str) -> None:
    escaped = escape(text)

    assert not set("<>\"'%\n\r\t\f") & set(escaped)
    # HTML has no way to write these; a browser shows a replacement
    if not any(ord(character) < 32 and character not in "\t\n\f\r" for character in text):
        assert html.unescape(escaped.replace("&#13;", "\r")) == text


def test_a_block_that_markdown_would_change_is_refused() -> None:
    for block in ("<p>geen blok</p>", "<div class='a'>\n</div>", "gewone tekst"):
        with pytest.raises(ValueError, match="not an HTML block"):
            join_blocks((block,))


def test_the_page_of_an_answer_is_as_agreed() -> None:
    page = render_answer(FINAL)

    assert page.replace("><", ">\n<") == (GOLDEN / "answer.html").read_text("utf-8")


def test_the_page_of_a_question_without_answer_is_as_agreed() -> None:
    page = render_answer(fakes_page.make_refusal(LETTERS)[0])

    assert page.replace("><", ">\n<") == (GOLDEN / "not_in_letters.html").read_text("utf-8")


def test_the_extract_stays_the_same_while_the_wording_grows() -> None:
    extracts = {render_answer(answer).split("\n\n")[1] for answer in ANSWERS}

    assert len(extracts) == 1
    assert "Uit de brieven" in extracts.pop()


def test_every_sentence_of_the_extract_is_shown_before_the_wording() -> None:
    text = read_html(render_answer(FINAL)).text

    extract = [text.index(sentence.text) for sentence in FINAL.extract]
    wording = [text.index(sentence.text) for sentence in FINAL.wording]

    assert max(extract) < min(wording)
    assert wording == sorted(wording)


def test_sentences_stand_under_the_headings_of_the_form() -> None:
    page = render_answer(FINAL)

    assert page.index("gewijzigd") < page.index("De Europese Commissie</span>")
    assert "<strong>" in page
    assert "hierover is in deze brieven niets gevonden" in page
    assert "die zit niet in deze verzameling" in page


def test_what_a_sentence_leans_on_stands_before_it_with_its_own_button() -> None:
    sentence = replace(FINAL.extract[0], leans_on=(4,))
    answer = replace(FINAL, extract=(sentence, *FINAL.extract[1:]))

    page = render_answer(answer)

    before = page.index("kb-ervoor")
    assert before < page.index('data-citation="4"') < page.index('data-citation="1"')


def test_an_answer_without_headings_stands_under_its_letters() -> None:
    page = render_answer(replace(FINAL, groups=()))

    assert page.count('class="kb-zin"') == len(FINAL.extract)


def test_a_citation_that_does_not_exist_gets_no_button() -> None:
    sentence = replace(FINAL.extract[0], citations=(99,))

    page = render_answer(replace(FINAL, extract=(sentence,), groups=(), wording=(sentence,)))

    assert 'data-citation="99"' not in page


def test_an_answer_without_wording_says_that_the_extract_is_the_answer() -> None:
    held_back = render_answer(replace(FINAL, wording=()))
    no_model = render_answer(
        replace(FINAL, wording=(), receipt=replace(FINAL.receipt, generator=""))
    )
    explained = render_answer(replace(FINAL, wording=(), notice="Het taalmodel is gestopt."))

    assert MODEL_HELD_BACK in held_back
    assert MODEL_PASSED_OVER in no_model
    assert "Het taalmodel is gestopt." in explained
    assert MODEL_HELD_BACK not in explained


def test_a_stopped_answer_says_so_and_no_longer_waits() -> None:
    page = render_answer(ANSWERS[1], stopped=True)

    assert "Gestopt." in page
    assert "kb-draait" not in page


def test_withheld_sentences_are_shown_with_their_reason() -> None:
    text = read_html(render_answer(FINAL)).text

    assert "1 zin ingehouden" in text
    assert FINAL.withheld[0].text in text
    assert FINAL.withheld[0].reason in text


@pytest.mark.parametrize(
    ("actor", "name"),
    [
        ("Nederland", "Nederland"),
        ("Commissie", "Europese Commissie"),
        ("voorzitterschap", "voorzitterschap"),
        ("lidstaat:Litouwen", "Litouwen"),
        ("lidstaten:enkele", "enkele lidstaten"),
        ("lidstaten:meerderheid", "een meerderheid van de lidstaten"),
        ("agentschap:Europol", "Europol"),
        ("derde land:Marokko", "Marokko"),
        ("verteller", "de brief zelf"),
        ("iets nieuws", "iets nieuws"),
    ],
)
def test_actors_have_dutch_names(actor: str, name: str) -> None:
    assert actor_label(actor) == name


def test_several_actors_read_as_a_sentence() -> None:
    assert name_actors(("Nederland", "lidstaat:België", "EP")) == (
        "Nederland, België en Europees Parlement"
    )
    assert name_actors(()) == "onbekend"


@given(st.text(), st.integers(10, 40))
def test_shortened_text_fits(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


def test_letters_come_newest_first() -> None:
    dates = re.findall(r"\d{4}</td>", render_letters(LETTERS.values()))

    assert len(dates) == 4
    assert "5 brieven" in render_readiness(
        fakes_page.FakeAssistant(LETTERS).readiness(), letters=len(LETTERS)
    )


def test_what_was_inferred_and_why_there_is_doubt_stand_under_the_answer() -> None:
    reading = understand("Wat vond NL in juni van bewaarplicht?", load_actor_reader())
    doubt = Check("period", 1.0, "Dat staat in een andere <periode>.")
    answer = replace(
        fakes_page.make_refusal(LETTERS)[0], status="partly", reading=reading, checks=(doubt,)
    )

    shown = html.unescape(render_answer(answer))

    assert "spreker Nederland; periode juni; gevraagd: een standpunt" in shown
    assert "bewaarplicht (dataretentie" in shown
    assert "<dt>Reden van twijfel</dt><dd>Dat staat in een andere <periode>." in shown
