"""Change sentences of the letters by rule, into another meaning or into less of the same.

``python -m eval.mutations`` writes ``eval/labels/verification.jsonl`` anew: sentences of the five
letters, what they became, the kind of change, and whether the meaning is kept. Half of the letters
was looked at while the rules of verification were written, the other half was not.
"""

import argparse
import json
import random
import re
import sys
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from importlib import resources
from pathlib import Path
from typing import Any

from eval.sentence_changes import (
    Change,
    by_rules,
    change_actor,
    change_date,
    change_figure,
    change_name,
    change_twice,
    move_negation,
    swap_actors,
    swap_figures,
    swap_words,
)
from index.actors import ActorReader, load_actor_reader
from index.letter import Letter
from index.reading import make_letter

SEEN = frozenset(
    {"000_204fbf30ecd93ee7.txt", "001_f9f466a1695dc91b.txt", "002_6d3c404769572862.txt"}
)
VERBATIM = "verbatim"
TWICE = "two changes at once"
_SEED = 20250612
_EACH = 14  # of a kind in each half; fewer where the letters hold fewer
_SHORTEST, _LONGEST = 60, 600  # characters; below is a heading, above a list
_FEWEST_WORDS = 5  # of what remains
_LIMITS = re.compile(
    r"\b(?:mits|tenzij|indien|alleen|slechts|uitsluitend|enkel|behalve|maar|echter|niet|geen|als|"
    r"wanneer|zonder|zolang|mogelijk\w*|zowel|noch|beide|respectievelijk)\b"
)


@dataclass(frozen=True)
class Labelled:
    """A sentence of a letter, what it became, and whether it still says the same."""

    letter: str  # file
    source: str
    actors: tuple[str, ...]
    kind: str
    keeps: bool
    text: str

    @property
    def is_held_out(self) -> bool:
        """Whether nobody looked at its letter while the rules were written."""
        return self.letter not in SEEN


def labels_file() -> Path:
    """Where the labelled sentences stand."""
    return Path(str(resources.files("eval").joinpath("labels", "verification.jsonl")))


def read_labels() -> list[Labelled]:
    """The labelled sentences in the order of the file."""
    records: list[dict[str, Any]] = [
        json.loads(line) for line in labels_file().read_text("utf-8").splitlines()
    ]
    return [replace(Labelled(**each), actors=tuple(each["actors"])) for each in records]


def make_labels(letters: Sequence[Letter], actors: ActorReader) -> Iterator[Labelled]:
    """Yield sentences of every kind, half of them from letters that were not looked at."""
    chance = random.Random(_SEED)
    for kind, (keeps, change) in _kinds(letters, actors).items():
        for held_out in (False, True):
            found = 0
            for letter, source, speakers in _shuffled(letters, held_out, chance):
                text = _tidy(change(source, chance))
                if found < _EACH and _is_usable(source, text, kind, keeps=keeps):
                    found += 1
                    yield Labelled(letter, source, speakers, kind, keeps, text)


def _kinds(letters: Sequence[Letter], actors: ActorReader) -> dict[str, tuple[bool, Change]]:
    text = resources.files("eval").joinpath("labels", "verification.toml").read_text("utf-8")
    data: dict[str, dict[str, list[list[str]]]] = tomllib.loads(text)
    others = [each.display for letter in letters for each in letter.sentences]
    kinds: dict[str, tuple[bool, Change]] = {
        "figure": (False, change_figure),
        "date": (False, change_date),
        "name": (False, change_name),
        "other actor": (False, lambda text, chance: change_actor(text, chance, actors)),
        "actors swapped": (False, lambda text, chance: swap_actors(text, actors)),
        "negation moved": (False, move_negation),
        "words swapped": (False, swap_words),
        "other source": (False, lambda text, chance: chance.choice(others)),
    }
    for kind, rules in data["changes"].items():
        kinds[kind] = (False, by_rules(rules))
    for kind, rules in data["keeps"].items():
        kinds[kind] = (True, by_rules(rules))
    kinds[VERBATIM] = (True, lambda text, _: text)
    # thought of when the rules stood; at the end, so that what stands above stays the same
    for kind, rules in data["later"].items():
        kinds[kind] = (False, by_rules(rules))
    kinds["figures swapped"] = (False, swap_figures)
    kept = [by_rules(rules) for rules in data["keeps"].values()]
    kinds[TWICE] = (True, lambda text, chance: change_twice(text, chance, kept))
    return kinds


def _tidy(text: str) -> str:
    text = re.sub(r"\s+([,.;])", r"\1", re.sub(r"\s{2,}", " ", text))
    text = re.sub(r",+(?=[,.])", "", text).strip(" ,;")
    return text[:1].upper() + text[1:]


def _is_usable(source: str, text: str, kind: str, *, keeps: bool) -> bool:
    if text == _tidy(source):
        return kind == VERBATIM and source.endswith(".")
    if len(text.split()) < _FEWEST_WORDS or not text.endswith("."):
        return False
    gone = [word for word in re.findall(r"\w+", source) if word not in re.findall(r"\w+", text)]
    # what limits the rest may not go, and what it limits may not either
    return not (keeps and gone and _LIMITS.search(source))


def _shuffled(
    letters: Sequence[Letter], held_out: bool, chance: random.Random
) -> list[tuple[str, str, tuple[str, ...]]]:
    sentences = {
        each.display: (letter.file, each.display, each.actors)
        for letter in letters
        if (letter.file not in SEEN) is held_out
        for each in letter.sentences
        if _SHORTEST <= len(each.display) <= _LONGEST and not each.footnote
    }
    order = list(sentences.values())
    chance.shuffle(order)
    return order


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the labels."""
    parser = argparse.ArgumentParser(prog="python -m eval.mutations", description=__doc__)
    parser.parse_args(arguments)
    folder = Path(str(resources.files("eval").joinpath("letters")))
    actors = load_actor_reader()
    letters = [
        make_letter(file.name, file.read_bytes(), actors) for file in sorted(folder.glob("*.txt"))
    ]
    labels = make_labels(letters, actors)
    lines = [json.dumps(asdict(each), ensure_ascii=False) for each in labels]
    labels_file().write_text("\n".join(lines) + "\n", "utf-8")
    sys.stdout.write(f"{len(lines)} zinnen in {labels_file()}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
