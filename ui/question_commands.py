"""The commands that take a question: search, ask, and the web page that does both."""

import argparse
import threading
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from index.actors import load_actor_reader
from index.search import Filters
from models.errors import FixableError
from rag.assistant import Assistant
from rag.settings import Settings
from ui import documents, terminal
from ui.batch import FILTERS, Asked, read_questions
from ui.letter_commands import find_store
from ui.printing import print_line, print_result, say


class Outcome(NamedTuple):
    """What a question gave: for programs, and for people."""

    document: documents.Document
    text: Callable[[], str]


def search(options: argparse.Namespace, settings: Settings) -> int:
    """Find passages."""
    from index.search import Searcher
    from index.store import open_index
    from models.embedder import open_embedder
    from rag.question import understand

    actors = load_actor_reader()
    asked = _read_asked(options)
    embedder = open_embedder(settings.models, settings.data)
    opened = open_index(find_store(options, settings), embedder=embedder.fingerprint)
    say(opened.notice)
    searcher = Searcher(opened, embedder, settings.index)

    def run(question: str, filters: Filters | None, identifier: object) -> Outcome:
        started = time.perf_counter()
        understood = understand(question, actors)
        hits = searcher.search(question, understood.cues, limit=options.k, filters=filters)
        seconds = time.perf_counter() - started
        document = documents.search_document(understood, hits, seconds, identifier=identifier)
        return Outcome(document, lambda: terminal.render_hits(hits))

    return _run_all(options, asked, run)


def ask(options: argparse.Namespace, settings: Settings) -> int:
    """Answer questions."""
    from rag.local_assistant import LocalAssistant

    asked = _read_asked(options)
    store, use_model = find_store(options, settings), not options.no_model
    with LocalAssistant(settings, store, use_model=use_model) as assistant:
        say(assistant.searcher.index.notice)

        def run(question: str, filters: Filters | None, identifier: object) -> Outcome:
            *_, answer = assistant.answer(question, use_model=use_model, filters=filters)
            document = documents.answer_document(answer, identifier=identifier)
            return Outcome(document, lambda: terminal.render_answer(answer))

        return _run_all(options, asked, run)


def serve(options: argparse.Namespace, settings: Settings) -> int:
    """Serve the web page until Ctrl-C."""
    from rag.local_assistant import LocalAssistant
    from ui.server import serve as serve_page

    page, store = settings.page, find_store(options, settings)
    with LocalAssistant(settings, store, use_model=not options.no_model) as assistant:
        threading.Thread(target=_say_when_ready, args=(assistant,), daemon=True).start()
        serve_page(
            assistant,
            host=options.host or page.host,
            port=page.port if options.port is None else options.port,
            when_ready=lambda address: say(f"De webpagina staat op {address}; stop met Ctrl-C."),
        )
    return 0


def _say_when_ready(assistant: Assistant) -> None:
    """Tell the terminal which part is ready, as the page tells its readers."""
    names = {"search": "Zoeken", "model": "Het taalmodel"}
    waiting = set(names)
    while waiting:
        readiness = assistant.readiness()
        for part, state in (("search", readiness.search), ("model", readiness.model)):
            if part in waiting and state != "loading":
                waiting.discard(part)
                verdict = "is gereed." if state == "ready" else f"is er niet: {readiness.detail}"
                say(f"{names[part]} {verdict}")
        time.sleep(0.1)


def _read_asked(options: argparse.Namespace) -> list[Asked]:
    """The one question of the arguments, or those of the batch, bad lines in their place."""
    given = {name: getattr(options, name) for name in FILTERS}
    return list(read_questions(options.question, options.batch, given, load_actor_reader()))


def _run_all(
    options: argparse.Namespace,
    asked: Sequence[Asked],
    run: Callable[[str, Filters | None, object], Outcome],
) -> int:
    """Run each question; in a batch one that fails does not stop the others."""
    if options.batch is None:
        (only,) = asked
        outcome = run(only.text, only.filters, only.id)
        print_result(outcome.document, outcome.text, as_json=options.json)
        return 0
    failed = False
    for each in asked:
        try:
            if each.problem:
                raise each.problem
            document = run(each.text, each.filters, each.id).document
        except FixableError as error:
            failed = True
            document = {"id": each.id, "error": str(error)}
        print_line(document)
    return 1 if failed else 0
