"""What happens on the page: a question is asked, stopped, a source opened, readiness looked up."""

import logging
from collections.abc import AsyncGenerator
from typing import Any, NamedTuple

import gradio

from models.errors import FixableError
from rag.answer import Answer
from rag.assistant import Assistant
from rag.question import LONGEST_QUESTION
from ui.downloads import Downloads
from ui.follow import follow
from ui.page_answer import render_answer
from ui.page_frame import (
    render_error,
    render_letters,
    render_readiness,
    render_take_along,
    render_waiting,
)
from ui.page_source import render_lost, render_no_source, render_source
from ui.page_text import TOO_LONG, UNEXPECTED
from ui.source_view import view_citation, view_letter, view_passage

_LOG = logging.getLogger(__name__)
_gradio: Any = gradio  # its functions carry no complete types

LOADING_SECONDS = 1.0  # between two looks at what is ready
_UNCHANGED: Any = _gradio.skip()
_ON: Any = _gradio.update(interactive=True)
_OFF: Any = _gradio.update(interactive=False)


class Asked(NamedTuple):
    """New values for the answer, its state, the source pane, the two buttons and the links."""

    answer: Any = _UNCHANGED
    state: Any = _UNCHANGED
    source: Any = _UNCHANGED
    ask: Any = _UNCHANGED
    stop: Any = _UNCHANGED
    take: Any = _UNCHANGED


class Looked(NamedTuple):
    """New values for the readiness line, the list of letters and the timer."""

    readiness: Any
    letters: Any
    timer: Any


class PageEvents:
    """The page's handlers for one assistant; what belongs to one reader comes in as argument."""

    def __init__(self, assistant: Assistant, downloads: Downloads) -> None:
        self._assistant = assistant
        self._downloads = downloads

    async def ask(self, question: str) -> AsyncGenerator[Asked, None]:
        """Show the answer as it grows; leaving early stops the model."""
        yield Asked(render_waiting(question), None, render_no_source(), ask=_OFF, stop=_ON, take="")
        if len(question) > LONGEST_QUESTION:
            yield Asked(render_error(*TOO_LONG), ask=_ON, stop=_OFF)
            return
        try:
            async for answer in follow(self._assistant.answer(question)):
                if answer is None:
                    yield Asked()
                else:
                    take = self._take(answer) if answer.is_final else _UNCHANGED
                    yield Asked(render_answer(answer), answer, take=take)
        except FixableError as error:
            yield Asked(render_error(error.problem, error.remedy), None)
        except Exception:  # the edge of the page: the log gets the traceback, the reader one line
            _LOG.exception("the question could not be answered")
            yield Asked(render_error(*UNEXPECTED), None)
        yield Asked(ask=_ON, stop=_OFF)

    def stop(self, answer: Answer | None) -> Asked:
        """Show what there was when the reader stopped the answer; Gradio has closed it by now."""
        if answer is None:
            return Asked("", ask=_ON, stop=_OFF)
        shown = render_answer(answer, stopped=not answer.is_final)
        return Asked(shown, ask=_ON, stop=_OFF, take=self._take(answer))

    def _take(self, answer: Answer) -> str:
        return render_take_along(self._downloads.keep(answer))

    def open_source(self, request: str, answer: Answer | None) -> str:
        """Render the source a button asks for: ``letter:<id>``, ``citation:2`` or ``passage:1``.

        The request comes from the browser, so it only ever selects from what is there.
        """
        letters = self._assistant.letters
        kind, _, key = request.partition(":")
        view = None
        if kind == "letter":
            view = view_letter(key, letters)
        elif answer is not None and key.isdecimal():
            find = {"citation": view_citation, "passage": view_passage}.get(kind)
            view = find(answer, int(key), letters) if find else None
        return render_lost() if view is None else render_source(view)

    def look(self) -> Looked:
        """Show what is ready and which letters there are; the timer stops when nothing loads."""
        readiness = self._assistant.readiness()
        letters = self._assistant.letters
        is_loading = "loading" in (readiness.search, readiness.model)
        return Looked(
            render_readiness(readiness, letters=len(letters)),
            render_letters(letters.values()),
            _gradio.update(active=is_loading),
        )
