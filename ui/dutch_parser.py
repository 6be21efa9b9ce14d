"""An argument parser that speaks Dutch: its help, its headings and its complaints."""

import argparse
import re
from typing import Any, NoReturn

_HEADINGS = {"options": "opties", "positional arguments": "argumenten"}
# what argparse says in English, and how we say it; its words differ little between Python versions
_COMPLAINTS = (
    (r"the following arguments are required: (.*)", r"Wat ontbreekt: \1."),
    (r"one of the arguments (.*) is required", r"Geef een van deze: \1."),
    (r"unrecognized arguments: (.*)", r"Onbekend: \1."),
    (r"ambiguous option: (.*) could match (.*)", r"\1 kan van alles zijn: \2."),
    (r"argument (\S+): invalid choice: (.*) \(choose from (.*)\)", r"\2 bestaat niet; kies \3."),
    (r"argument (\S+): not allowed with argument (.*)", r"\1 gaat niet samen met \2."),
    (r"argument (\S+): expected one argument", r"Achter \1 ontbreekt een waarde."),
    (r"argument (\S+): expected at least one argument", r"Achter \1 ontbreekt een waarde."),
    (r"argument (\S+): ignored explicit argument (.*)", r"\1 neemt geen waarde (\2)."),
    (r"argument (\S+): (.*)", r"\1: \2."),
)


class DutchParser(argparse.ArgumentParser):
    """Refuses wrong usage with one Dutch line and exit code 2; its subparsers do the same."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, formatter_class=_DutchFormatter, **options)
        self.add_argument("-h", "--help", action="help", help="toon deze hulp")

    def error(self, message: str) -> NoReturn:
        """Say in Dutch what is wrong, and where the help is."""
        problem = " ".join(translate(message).split())
        self.exit(2, f"kamerbrief: {problem} Zie '{self.prog} --help'.\n")


class _DutchFormatter(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        super().start_section(_HEADINGS.get(heading or "", heading))


def translate(message: str) -> str:
    """Put a complaint of argparse into Dutch.

    >>> translate("argument -k: expected one argument")
    'Achter -k ontbreekt een waarde.'
    """
    for english, dutch in _COMPLAINTS:
        if match := re.fullmatch(english, message, re.DOTALL):
            return match.expand(dutch)
    return message
