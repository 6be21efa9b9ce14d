"""The commands ``kamerbrief export`` and ``feedback export``: take along what was said."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.settings import Settings

if TYPE_CHECKING:
    from ui.taken import TakenDocument

    Subparsers = argparse._SubParsersAction[Any]  # pyright: ignore[reportPrivateUsage] - argparse has no public name for it

FORMATS = {"docx": "Word", "md": "Markdown", "pdf": "PDF"}


def add_parsers(subparsers: "Subparsers") -> None:
    """Add both commands to the command's parser."""
    help_text = "maak van een antwoord een Word-, Markdown- of PDF-bestand met voetnoten"
    export_parser = subparsers.add_parser("export", help=help_text, description=help_text)
    export_parser.set_defaults(command="export")
    help_text = "wat 'ask --json' of 'ask --batch' schreef"
    export_parser.add_argument("answer", type=Path, metavar="ANTWOORD", help=help_text)
    export_parser.add_argument(
        "--as", dest="format", choices=FORMATS, required=True, help="soort bestand"
    )
    export_parser.add_argument("--title", default="", metavar="TITEL", help="anders een algemene")
    _add_out(export_parser)

    help_text = "wat mensen van antwoorden vonden"
    feedback = subparsers.add_parser("feedback", help=help_text, description=help_text)
    actions = feedback.add_subparsers(title="opdrachten", required=True, metavar="OPDRACHT")
    help_text = "maak er kandidaten voor gouden vragen van, die een mens nog nakijkt"
    export_feedback = actions.add_parser("export", help=help_text, description=help_text)
    export_feedback.set_defaults(command="feedback export")
    _add_out(export_feedback)


def export(options: argparse.Namespace, settings: Settings) -> int:
    """Write the answers of a file as a document."""
    from ui.page_text import count
    from ui.printing import say
    from ui.take_along import compose
    from ui.taken_answers import load_answers
    from ui.whole_file import write_whole

    answers = load_answers(options.answer)
    document = compose(answers, title=options.title)
    content = find_writer(options.format)(document)
    write_whole(options.out, content, overwrite=options.force)
    notes = count(len(document.notes), "voetnoot", "voetnoten")
    what = count(len(answers), "antwoord", "antwoorden")
    say(f"{options.out} is geschreven: {what}, {notes}.")
    return 0


def find_writer(name: str) -> "Callable[[TakenDocument], bytes]":
    """The writer of a format, imported now: the libraries behind them take their time."""
    if name == "docx":
        from ui.word_writer import write_word

        return write_word
    if name == "pdf":
        from ui.pdf_writer import write_pdf

        return write_pdf
    from ui.markdown_writer import write_markdown

    return write_markdown


def export_feedback(options: argparse.Namespace, settings: Settings) -> int:
    """Write what people said of answers as candidates for gold questions."""
    from ui.conversations import Conversations
    from ui.feedback_export import write_candidates
    from ui.page_text import count
    from ui.printing import say
    from ui.whole_file import write_whole

    judged = Conversations(settings.conversations).feedback()
    write_whole(options.out, write_candidates(judged), overwrite=options.force)
    what = count(len(judged), "oordeel", "oordelen")
    say(f"{options.out} is geschreven: {what}; kijk elke vraag na voor u ermee meet.")
    return 0


def _add_out(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, required=True, metavar="BESTAND", help="waarheen")
    parser.add_argument("--force", action="store_true", help="vervang een bestand dat er al is")
