"""The page in a real browser: Debian's chromium, headless, with a fake assistant behind it."""

import contextlib
import os
import re
import threading
import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

import fakes_page
from browsing import (
    CHROMIUM,
    FLAGS,
    LOW_CONTRAST,
    Served,
    keep_picture,
    marked_text,
    open_page,
    wait_until_seen,
)
from ui.page_text import TOO_LONG, UNEXPECTED
from ui.server import listen, make_application, make_server, name_address

REQUIRED = os.environ.get("KAMERBRIEF_REQUIRE_BROWSER") == "1"
EXAMPLES = ("Wat zei Nederland over migratie?", "Wat zei Nederland over bitcoin?")
AT_ONCE = 1.0  # seconds
LETTERS = fakes_page.read_sample_letters()
CITATIONS = fakes_page.make_answers(EXAMPLES[0], LETTERS)[-1].citations

pytestmark = pytest.mark.skipif(
    not CHROMIUM and not REQUIRED, reason="chromium is not installed (apt-get install chromium)"
)


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    assistant = fakes_page.FakeAssistant(LETTERS)
    ready = threading.Event()
    with contextlib.closing(listen("127.0.0.1", 0)) as listening:
        application = make_application(assistant, host="127.0.0.1", examples=EXAMPLES)
        server = make_server(application, ready.set)
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        assert ready.wait(30)
        yield Served(name_address("127.0.0.1", listening), assistant)
        server.should_exit = True
        thread.join(30)
        assert not thread.is_alive()


@pytest.fixture(scope="module")
def browser() -> Iterator[BrowserContext]:
    assert CHROMIUM, "chromium is not installed (apt-get install chromium)"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium.new_context(locale="nl-NL")  # one for all tests: its cache saves a minute
        chromium.close()


@pytest.fixture
def page(browser: BrowserContext, served: Served) -> Iterator[Page]:
    with open_page(browser, served) as page:
        yield page


@pytest.fixture
def narrow_page(browser: BrowserContext, served: Served) -> Iterator[Page]:
    with open_page(browser, served, width=390) as page:
        yield page


def ask(page: Page, question: str) -> None:
    page.locator("#kb-vraag textarea").fill(question)
    page.locator("#kb-vraag textarea").press("Enter")


def ask_to_the_end(page: Page) -> None:
    ask(page, EXAMPLES[0])
    expect(page.locator(".kb-ingehouden")).to_be_visible()


def wait_for_worded(page: Page, count: int) -> None:
    """Wait until so many worded sentences are there; looks at every frame."""
    page.wait_for_function(
        "(count) => document.querySelectorAll('.kb-verwoord .kb-tekst').length === count",
        arg=count,
    )


def test_the_letters_own_sentences_come_at_once_and_worded_ones_follow(page: Page) -> None:
    keep_picture(page, "1280-begin")
    started = time.monotonic()
    ask(page, EXAMPLES[0])
    expect(page.locator(".kb-brieven")).to_be_visible()
    seconds = time.monotonic() - started

    assert seconds < AT_ONCE
    expect(page.locator(".kb-model .kb-wacht")).to_be_visible()
    for count in (1, 2, 3):
        wait_for_worded(page, count)
        assert page.locator(".kb-brieven .kb-zin").count() == 5  # the extract never leaves
    expect(page.locator(".kb-model .kb-wacht")).to_have_count(0)
    expect(page.locator(".kb-verborgen[aria-live=polite]")).to_contain_text(
        "Het antwoord is volledig."
    )
    keep_picture(page, "1280-antwoord", full_page=True)


def test_each_citation_opens_its_letter_at_the_marked_sentence(page: Page) -> None:
    ask_to_the_end(page)
    for citation in CITATIONS:
        started = time.monotonic()
        page.locator(f".kb-brieven [data-citation='{citation.number}']").click()
        expect(page.locator(".kb-nummer")).to_have_text(str(citation.number))
        seconds = time.monotonic() - started

        letter = LETTERS[citation.letter_id]
        assert seconds < AT_ONCE
        assert marked_text(page) == [letter.text[start:end] for start, end in citation.spans]
        wait_until_seen(page, "mark.kb-current")
        # the browser holds the letter character for character
        assert page.locator(".kb-brief").evaluate("(pane) => pane.textContent") == letter.text
    keep_picture(page, "1280-bron")


def test_an_answer_is_taken_along_with_one_footnote_for_each_citation(page: Page) -> None:
    expect(page.locator(".kb-mee")).to_have_count(0)
    ask_to_the_end(page)
    expect(page.locator(".kb-mee")).to_have_count(3)

    with page.expect_download() as download:
        page.get_by_role("link", name="Markdown").click()

    assert download.value.suggested_filename == "kamerbrief-antwoord.md"
    written = download.value.path().read_text("utf-8")
    assert len(re.findall(r"(?m)^\[\^\d+\]: ", written)) == len(CITATIONS)
    assert EXAMPLES[0] in written
    keep_picture(page, "1280-meenemen", full_page=True)


def test_a_citation_says_beforehand_what_it_will_show(page: Page) -> None:
    ask_to_the_end(page)

    title = page.locator("[data-citation='2']").first.get_attribute("title") or ""

    assert CITATIONS[1].display[:60] in title
    assert "Europese Commissie" in title
    assert "23 juni 2025" in title


def test_one_walks_from_citation_to_citation(page: Page) -> None:
    ask_to_the_end(page)
    page.locator(".kb-verwoord [data-citation='1']").click()
    expect(page.locator(".kb-nummer")).to_have_text("1")
    expect(page.get_by_role("button", name="Vorige bron")).to_be_disabled()
    expect(page.locator(".kb-ook-in")).to_contain_text("Ook in 1 brief")

    page.get_by_role("button", name="Volgende bron").click()

    expect(page.locator(".kb-nummer")).to_have_text("2")
    page.get_by_role("button", name="Terug naar het antwoord").click()
    assert page.evaluate("document.activeElement.dataset.citation") == "1"


def test_the_keyboard_alone_opens_a_source(page: Page) -> None:
    ask_to_the_end(page)
    page.locator("#kb-vraag textarea").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.citation") == "3":
            break

    page.keyboard.press("Enter")

    expect(page.locator(".kb-nummer")).to_have_text("3")
    expect(page.locator("#kb-bron-kop")).to_be_focused()


def test_stop_stops_the_assistant_and_keeps_what_was_there(page: Page, served: Served) -> None:
    ask(page, EXAMPLES[0])
    wait_for_worded(page, 1)

    page.get_by_role("button", name="Stop").click()

    assert served.assistant.closed.wait(AT_ONCE)
    expect(page.locator(".kb-noot", has_text="Gestopt.")).to_be_visible()
    expect(page.locator(".kb-brieven .kb-zin")).to_have_count(5)
    keep_picture(page, "1280-gestopt")
    ask_to_the_end(page)  # and one can go on


def test_closing_the_tab_stops_the_assistant(browser: BrowserContext, served: Served) -> None:
    with open_page(browser, served) as page:
        ask(page, EXAMPLES[0])
        expect(page.locator(".kb-brieven")).to_be_visible()

    assert served.assistant.closed.wait(AT_ONCE)


def test_what_is_not_in_the_letters_is_said_with_what_was_searched(page: Page) -> None:
    page.get_by_role("button", name=EXAMPLES[1]).click()
    answer = page.locator("#kb-antwoord")
    expect(answer).to_contain_text("Dit staat niet in de brieven.")
    expect(answer).to_contain_text("5 brieven, 22 januari 2025 tot en met 17 december 2025")
    expect(page.locator("[data-passage]")).to_have_count(2)
    # known limit: a click in the very moment the answer's events end can be lost by Gradio
    expect(page.locator("#kb-stuur")).to_be_enabled()
    page.wait_for_timeout(1_000)

    page.locator("[data-passage='2']").click()

    expect(page.locator("mark.kb-current").first).to_be_visible()
    wait_until_seen(page, "mark.kb-current")
    keep_picture(page, "1280-niet-in-de-brieven")


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        pytest.param(
            "onmogelijk", ("De vraag <b>kan</b> niet.", "Stel een andere vraag."), id="fixable"
        ),
        pytest.param("defect", UNEXPECTED, id="bug"),
        pytest.param("x" * 2001, TOO_LONG, id="too-long"),
    ],
)
def test_errors_are_told_in_dutch(page: Page, question: str, lines: tuple[str, str]) -> None:
    ask(page, question)

    expect(page.locator(".kb-fout h2")).to_have_text(lines[0])
    expect(page.locator(".kb-fout p")).to_have_text(lines[1])
    expect(page.get_by_role("button", name="Vraag", exact=True)).to_be_enabled()
    keep_picture(page, f"1280-fout-{len(question)}")


def test_harmful_text_is_shown_and_nothing_else(page: Page) -> None:
    question = " ".join(fakes_page.HOSTILE)
    ask(page, question)

    shown = page.locator(".kb-vraag > p")
    expect(page.locator(".kb-brieven")).to_be_visible()
    # a text box makes one kind of line end of all of them
    expected = question.replace("\r", "\n")
    assert shown.evaluate("(element) => element.textContent") == expected
    assert shown.evaluate("(element) => element.children.length") == 0


def test_every_letter_can_be_opened(page: Page) -> None:
    page.get_by_role("button", name="Brieven in de verzameling").click()
    expect(page.locator("[data-letter]")).to_have_count(5)
    letter = LETTERS[CITATIONS[0].letter_id]
    page.locator(f"[data-letter='{letter.id}']").click()

    expect(page.locator("#kb-bron-kop")).to_have_text(letter.title)
    expect(page.get_by_role("button", name="Terug naar de lijst")).to_be_visible()
    assert marked_text(page) == []
    wait_until_seen(page, "#kb-bron-kop")
    keep_picture(page, "1280-brieven", full_page=True)


def test_two_readers_do_not_see_each_others_sources(
    browser: BrowserContext, served: Served
) -> None:
    with open_page(browser, served) as one, open_page(browser, served) as other:
        ask_to_the_end(one)
        ask(other, EXAMPLES[1])
        expect(other.locator("[data-passage]")).to_have_count(2)

        one.locator(".kb-brieven [data-citation='5']").click()

        expect(one.locator(".kb-nummer")).to_have_text("5")
        assert other.locator("mark").count() == 0


def test_it_fits_a_telephone(narrow_page: Page) -> None:
    keep_picture(narrow_page, "390-begin")
    ask_to_the_end(narrow_page)
    keep_picture(narrow_page, "390-antwoord", full_page=True)
    narrow_page.locator(".kb-brieven [data-citation='2']").click()
    expect(narrow_page.locator(".kb-nummer")).to_have_text("2")

    wait_until_seen(narrow_page, "mark.kb-current")
    keep_picture(narrow_page, "390-bron")
    narrow_page.get_by_role("button", name="Brieven in de verzameling").click()
    assert narrow_page.evaluate("document.documentElement.scrollWidth") == 390


def test_all_text_stands_out_enough(page: Page) -> None:
    ask_to_the_end(page)
    page.locator("summary").click()
    page.locator(".kb-brieven [data-citation='1']").click()
    expect(page.locator(".kb-nummer")).to_have_text("1")
    page.get_by_role("button", name="Brieven in de verzameling").click()
    expect(page.locator("[data-letter]").first).to_be_visible()

    assert page.evaluate(LOW_CONTRAST) == []


def test_what_is_loading_becomes_ready_by_itself(browser: BrowserContext, served: Served) -> None:
    served.assistant.model = "loading"
    with open_page(browser, served) as page:
        model = page.locator(".kb-staat", has_text="Taalmodel")
        expect(model).to_have_text("Taalmodel: laden…")

        served.assistant.model = "ready"

        expect(model).to_have_text("Taalmodel: gereed")
        assert page.evaluate("document.documentElement.lang") == "nl"
