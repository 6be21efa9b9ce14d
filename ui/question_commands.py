"""The commands that take a question: search, ask, and the web page that does both."""

import argparse
import datetime
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from index.actors import load_actor_reader
from index.hit import Hit
from models.errors import FixableError
from rag.assistant import Assistant
from rag.settings import Settings
from ui import answer_documents, answer_text, documents, terminal
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
    from rag.obstacles import explain_nothing, find_obstacle
    from rag.understanding import read_question

    actors = load_actor_reader()
    asked = _read_asked(options)
    embedder = open_embedder(settings.models, settings.data)
    opened = open_index(find_store(options, settings), embedder=embedder.fingerprint)
    say(opened.notice)
    searcher = Searcher(opened, embedder, settings.index)

    def run(each: Asked) -> Outcome:
        started = time.perf_counter()
        question = read_question(
            each.text,
            actors,
            letters=searcher,
            history=each.history,
            filters=each.filters,
            ignored=each.ignored,
            today=datetime.date.today(),
        )
        message = find_obstacle(question)
        hits: tuple[Hit, ...] = ()
        if not message:
            hits = searcher.search(
                question.text, question.cues, limit=options.k, filters=each.filters
            )
            message = "" if hits else explain_nothing(each.filters)
        found = documents.Found(question, hits, message, time.perf_counter() - started)
        document = documents.search_document(found, identifier=each.id)
        return Outcome(document, lambda: terminal.render_found(found, bold=sys.stdout.isatty()))

    return _run_all(options, asked, run)


def ask(options: argparse.Namespace, settings: Settings) -> int:
    """Answer questions."""
    from rag.local_assistant import LocalAssistant

    asked = _read_asked(options)
    store, use_model = find_store(options, settings), not options.no_model
    with LocalAssistant(settings, store, use_model=use_model) as assistant:
        say(assistant.searcher.index.notice)

        def run(each: Asked) -> Outcome:
            *_, answer = assistant.answer(
                each.text,
                use_model=use_model,
                filters=each.filters,
                history=each.history,
                ignored=each.ignored,
                today=datetime.date.today(),
            )
            document = answer_documents.answer_document(answer, identifier=each.id)
            return Outcome(
                document, lambda: answer_text.render_answer(answer, bold=sys.stdout.isatty())
            )

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
    actors, ignored = load_actor_reader(), tuple(options.ignore)
    return list(read_questions(options.question, options.batch, given, actors, ignored=ignored))


def _run_all(
    options: argparse.Namespace,
    asked: Sequence[Asked],
    run: Callable[[Asked], Outcome],
) -> int:
    """Run each question; in a batch one that fails does not stop the others."""
    if options.batch is None:
        (only,) = asked
        outcome = run(only)
        print_result(outcome.document, outcome.text, as_json=options.json)
        return 0
    failed = False
    for each in asked:
        try:
            if each.problem:
                raise each.problem
            document = run(each).document
        except FixableError as error:
            failed = True
            document = {"id": each.id, "error": str(error)}
        print_line(document)
    return 1 if failed else 0
