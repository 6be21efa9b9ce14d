"""The command ``kamerbrief``: read the arguments, run one command, say errors in one line."""

import argparse
import contextlib
import io
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from models.errors import FixableError, SettingsError
from rag.settings import Settings, find_settings, read_settings
from ui import eval_commands, export_command
from ui.dutch_parser import DutchParser

INTERRUPTED = 130  # what shells give for Ctrl-C

Command = Callable[[argparse.Namespace, Settings], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 = done, 1 = it could not be done, 2 = wrong usage, 130 = Ctrl-C."""
    _write_utf8()
    options = make_parser().parse_args(arguments)
    try:
        settings = read_settings(_settings_file(options.settings))
        code = find_command(options.command)(options, settings)
        sys.stdout.flush()  # here, so that a reader who has gone is noticed below
        return code
    except FixableError as error:
        print(f"kamerbrief: {' '.join(str(error).split())}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # pressed again it would show a traceback
        print("kamerbrief: afgebroken; wat af was, is bewaard.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        # the reader of our output has gone, as with "| head"; nothing more can be said to it
        with contextlib.suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _write_utf8() -> None:
    """Letters hold signs that other encodings lack; half a sign from the arguments is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _settings_file(given: Path | None) -> Path | None:
    if given is None:
        return find_settings(Path.cwd())
    if not given.is_file():
        raise SettingsError(
            f"Het instellingenbestand {given} bestaat niet.",
            "Controleer het pad achter --settings.",
        )
    return given


def find_command(name: str) -> Command:
    """The function behind a command, imported now: help and complaints must not wait for it."""
    from ui import letter_commands, model_commands, question_commands, verify_command

    commands: dict[str, Command] = {
        "index": letter_commands.index,
        "remove": letter_commands.remove,
        "letters": letter_commands.letters,
        "show": letter_commands.show,
        "search": question_commands.search,
        "ask": question_commands.ask,
        "verify": verify_command.verify,
        "serve": question_commands.serve,
        "export": export_command.export,
        "feedback export": export_command.export_feedback,
        "models fetch": model_commands.fetch_models,
        "models verify": model_commands.verify_models,
        "models list": model_commands.list_models,
        "doctor": model_commands.doctor,
        "status": letter_commands.status,
        "eval run": eval_commands.run,
        "eval report": eval_commands.report,
        "eval compare": eval_commands.compare,
        "eval judge": eval_commands.judge,
        "eval retrieval": eval_commands.retrieval,
    }
    return commands[name]


def make_parser() -> DutchParser:
    """Every command with its help, in Dutch."""
    parser = DutchParser(
        prog="kamerbrief",
        description="Beantwoordt vragen over Kamerbrieven, zonder netwerk, met de bron erbij.",
    )
    parser.add_argument("--settings", type=Path, metavar="BESTAND", help="instellingenbestand")
    subparsers = parser.add_subparsers(title="opdrachten", required=True, metavar="OPDRACHT")

    def add(name: str, help_text: str) -> DutchParser:
        subparser = subparsers.add_parser(name, help=help_text, description=help_text)
        subparser.set_defaults(command=name)
        return subparser

    index = add("index", "lees brieven in, of werk de index bij")
    index.add_argument("paths", nargs="+", type=Path, metavar="PAD", help="map of bestand")
    index.add_argument("--rebuild", action="store_true", help="maak de index helemaal opnieuw")
    index.add_argument(
        "--prune", action="store_true", help="haal brieven weg waarvan het bestand verdwenen is"
    )
    _add_common(index)

    remove = add("remove", "haal brieven uit de index")
    remove.add_argument("names", nargs="+", metavar="BRIEF", help="identificatie of bestandsnaam")
    _add_common(remove)

    _add_common(add("letters", "toon de brieven in de index"))

    show = add("show", "toon de tekst van een brief")
    show.add_argument("name", metavar="BRIEF", help="identificatie of bestandsnaam")
    show.add_argument("--start", type=_whole, default=0, metavar="N", help="begin van een passage")
    show.add_argument("--end", type=_whole, metavar="N", help="einde van een passage")
    _add_common(show)

    search = add("search", "zoek passages bij een vraag")
    _add_question(search)
    search.add_argument("-k", type=_positive, default=10, metavar="N", help="aantal passages")
    _add_common(search)

    ask = add("ask", "beantwoord een vraag, met bronnen")
    _add_question(ask)
    ask.add_argument("--no-model", action="store_true", help="alleen zinnen uit de brieven zelf")
    _add_common(ask)

    verify = add("verify", "geef een bewaard antwoord opnieuw, en zeg wat er veranderd is")
    help_text = "wat 'ask --json' schreef, of het deel 'receipt' daarvan"
    verify.add_argument("receipt", type=Path, metavar="BEWIJS", help=help_text)
    _add_common(verify)

    serve = add("serve", "open de webpagina op deze computer")
    serve.add_argument("--host", metavar="ADRES", help="adres (anders dat van de instellingen)")
    serve.add_argument("--port", type=_whole, metavar="POORT", help="poort; 0 = een vrije")
    serve.add_argument("--no-model", action="store_true", help="zonder taalmodel")
    _add_common(serve, json=False)

    export_command.add_parsers(subparsers)
    _add_models(add("models", "haal de modellen op of controleer ze"))
    doctor = add("doctor", "controleer of de modellen op deze computer werken")
    _add_json(doctor)
    _add_common(add("status", "toon wat er klaarstaat"))
    eval_commands.add_parsers(subparsers)
    return parser


def _add_models(models: argparse.ArgumentParser) -> None:
    actions = models.add_subparsers(title="opdrachten", required=True, metavar="OPDRACHT")
    for name, help_text in (
        ("fetch", "haal op wat ontbreekt"),
        ("verify", "controleer elk bestand"),
        ("list", "toon de modellen"),
    ):
        action = actions.add_parser(name, help=help_text, description=help_text)
        action.set_defaults(command=f"models {name}")
        if name != "list":
            action.add_argument("roles", nargs="*", metavar="ROL", help="anders: wat nodig is")
        if name == "fetch":
            help_text = "zonder netwerk, uit een map"
            action.add_argument("--from", dest="source", type=Path, metavar="MAP", help=help_text)
        _add_json(action)


def _add_common(parser: argparse.ArgumentParser, *, json: bool = True) -> None:
    parser.add_argument("--store", type=Path, metavar="MAP", help="map van de index")
    if json:
        _add_json(parser)


def _add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="één JSON-document")


def _add_question(parser: argparse.ArgumentParser) -> None:
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("question", nargs="?", metavar="VRAAG", help="de vraag")
    batch = "vragen als JSONL; - = invoer"
    source.add_argument("--batch", type=Path, metavar="BESTAND", help=batch)
    for name, metavar, help_text in (
        ("actor", "SPREKER", "alleen van deze spreker"),
        ("since", "DATUM", "brieven vanaf JJJJ-MM-DD"),
        ("until", "DATUM", "brieven tot en met JJJJ-MM-DD"),
        ("kind", "SOORT", "soort brief, zoals verslag"),
        ("dossier", "NUMMER", "dossier, zoals '32 317'"),
    ):
        parser.add_argument(f"--{name}", default="", metavar=metavar, help=help_text)
    parser.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="WAT",
        help="leid dit niet af uit de vraag: spreker, periode, bijeenkomst, stuk, agendapunt, "
        "soort, spelling of gesprek",
    )


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError("geef een geheel getal van 0 of meer")
    return int(text)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("geef een geheel getal van 1 of meer")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
