"""The commands about letters and the index; heavy libraries load only in those that need them."""

import argparse
import sys
from pathlib import Path

from models.errors import FixableError
from rag.settings import Settings
from ui import documents, letter_view, terminal
from ui.printing import print_result, say


def index(options: argparse.Namespace, settings: Settings) -> int:
    """Add letters to the index, or update it."""
    from tqdm import tqdm

    from index.build import Stage, index_letters
    from models.embedder import open_embedder

    say("Zoekmodel laden …")
    embedder = open_embedder(settings.models, settings.data)
    with (
        tqdm(unit=" bestanden", desc="Lezen", file=sys.stderr, disable=None) as reading,
        tqdm(unit=" passages", desc="Verwerken", file=sys.stderr, disable=None) as embedding,
    ):
        bars = {"reading": reading, "embedding": embedding}

        def progress(stage: Stage, done: int, total: int) -> None:
            bar = bars[stage]
            if not bar.n:
                bar.unpause()  # its rate counts from here, not from when it was first drawn
            bar.total = total
            bar.update(done - bar.n)

        reports = index_letters(
            options.paths,
            find_store(options, settings),
            embedder,
            settings=settings.index,
            rebuild=options.rebuild,
            prune=options.prune,
            progress=progress,
        )
    print_result(
        documents.index_document(reports),
        lambda: terminal.render_reports(reports),
        as_json=options.json,
    )
    return 0


def remove(options: argparse.Namespace, settings: Settings) -> int:
    """Take letters out of the index."""
    from index.build import remove_letters
    from models.embedder import open_embedder

    removed = remove_letters(
        options.names,
        find_store(options, settings),
        open_embedder(settings.models, settings.data),
        settings=settings.index,
    )
    names = [letter.file for letter in removed]
    print_result(
        {"removed": names}, lambda: f"Verwijderd: {', '.join(names)}.\n", as_json=options.json
    )
    return 0


def letters(options: argparse.Namespace, settings: Settings) -> int:
    """Show the letters in the index."""
    from index.store import open_index

    opened = open_index(find_store(options, settings), embedder=None)
    say(opened.notice)
    print_result(
        documents.letters_document(opened.letters),
        lambda: terminal.render_letters(tuple(opened.letters.values())),
        as_json=options.json,
    )
    return 0


def show(options: argparse.Namespace, settings: Settings) -> int:
    """Show a letter: its fields, its sections, who says what, its footnotes."""
    from index.build import find_letter
    from index.errors import LetterUnknownError
    from index.store import open_index

    opened = open_index(find_store(options, settings), embedder=None)
    say(opened.notice)
    letter = find_letter(opened.letters.values(), options.name)
    start = options.start
    end = start if options.end is None else options.end
    if not start <= end <= len(letter.text):
        raise LetterUnknownError(
            f"{letter.file} heeft geen tekens {start}-{end}.",
            f"Kies een stuk tussen 0 en {len(letter.text)}.",
        )
    print_result(
        documents.show_document(letter, start, end),
        lambda: letter_view.render_letter(letter, start, end),
        as_json=options.json,
    )
    return 0


def status(options: argparse.Namespace, settings: Settings) -> int:
    """Say what is ready: the index, the weights, the folders."""
    from index.store import open_index
    from models.weights import list_weights

    store = find_store(options, settings)
    document: documents.Document = {"data_folder": str(settings.data), "store": str(store)}
    try:
        opened = open_index(store, embedder=None)
        document |= {
            "index": opened.name,
            "letters": len(opened.letters),
            "passages": len(opened.passages),
            "notice": opened.notice,
        }
    except FixableError as error:
        document |= {"index": "", "letters": 0, "passages": 0, "notice": str(error)}
    states = list_weights(settings.data)
    document["weights"] = {state.weights.role: state.status for state in states}
    print_result(document, lambda: terminal.render_status(document), as_json=options.json)
    return 0


def find_store(options: argparse.Namespace, settings: Settings) -> Path:
    """The folder of the index: the one of the arguments, else that of the settings."""
    given: Path | None = options.store
    return given or settings.store
