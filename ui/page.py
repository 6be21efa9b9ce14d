"""The web page: where things stand on it, and which event belongs to which of them."""

from collections.abc import Sequence
from typing import Any

import gradio

from rag.assistant import Assistant
from ui.downloads import Downloads
from ui.page_events import LOADING_SECONDS, PageEvents
from ui.page_frame import render_examples, render_heading, render_letters, render_readiness
from ui.page_source import render_no_source
from ui.page_text import TITLE

_gradio: Any = gradio  # its components carry no complete types
_ANSWERS_AT_ONCE = 8  # sentences from the letters come at once; for the model each waits its turn
_SOURCES_AT_ONCE = 4  # sources open while an answer is being written
_STATE_SECONDS = 3_600  # how long a closed tab's last answer is kept


def make_page(
    assistant: Assistant, *, examples: Sequence[str], downloads: Downloads
) -> gradio.Blocks:
    """Lay out the page; ``examples`` are questions that can be asked with one click."""
    events = PageEvents(assistant, downloads)
    # nothing is uploaded or returned as a file, but Gradio keeps a cache all the same
    blocks = _gradio.Blocks(
        title=TITLE,
        analytics_enabled=False,
        fill_width=True,
        delete_cache=(_STATE_SECONDS, _STATE_SECONDS),
    )
    with blocks:
        answer = _gradio.State(None, time_to_live=_STATE_SECONDS)
        timer = _gradio.Timer(LOADING_SECONDS)
        _html(render_heading(), "kb-kop")
        readiness = _html(render_readiness(assistant.readiness(), letters=0), "kb-gereed")
        with _gradio.Row(elem_id="kb-stel"):
            question = _gradio.Textbox(
                label="Uw vraag over de brieven",
                lines=1,
                max_lines=6,
                autofocus=True,
                elem_id="kb-vraag",
                placeholder="Bijvoorbeeld: wat vindt Nederland van …?",
            )
            ask = _gradio.Button("Vraag", variant="primary", elem_id="kb-stuur")
            stop = _gradio.Button("Stop", interactive=False, elem_id="kb-stop")
        _html(render_examples(examples), "kb-voorbeelden")
        with _gradio.Row(elem_id="kb-werk"):
            with _gradio.Column(elem_id="kb-links"):
                shown = _html("", "kb-antwoord")
                take = _html("", "kb-meenemen")
            with _gradio.Column(elem_id="kb-rechts"):
                source = _html(render_no_source(), "kb-bron")
        with _gradio.Accordion("Brieven in de verzameling", open=False, elem_id="kb-brieven"):
            letters = _html(render_letters(()), "kb-letters")
        # static/kamerbrief.js writes here which source a click asks for
        request = _gradio.Textbox(visible="hidden", elem_id="kb-verzoek", show_label=False)

        asking = _gradio.on(
            [question.submit, ask.click],
            events.ask,
            inputs=question,
            outputs=[shown, answer, source, ask, stop, take],
            concurrency_limit=_ANSWERS_AT_ONCE,
            **_QUIET,
        )
        stop.click(
            events.stop,
            inputs=answer,
            outputs=[shown, answer, source, ask, stop, take],
            cancels=[asking],
            **_QUIET,
        )
        request.submit(
            events.open_source,
            inputs=[request, answer],
            outputs=source,
            concurrency_limit=_SOURCES_AT_ONCE,
            trigger_mode="always_last",
            **_QUIET,
        )
        # after an answer too: the model may have stopped, or be ready by now
        for trigger in (timer.tick, blocks.load, asking.then):
            trigger(events.look, outputs=[readiness, letters, timer], **_QUIET)
    blocks.queue(max_size=20, default_concurrency_limit=4, api_open=False)
    return blocks


# progress is part of what we render; none of the events is an interface for other programs
_QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}


def _html(value: str, elem_id: str) -> Any:
    """Place HTML that ui/page_markup.py made: already escaped, so shown without a sanitiser."""
    return _gradio.Markdown(
        value, elem_id=elem_id, sanitize_html=False, latex_delimiters=[], container=False
    )
