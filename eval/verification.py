"""What verification lets through and what it holds back, on labelled changes of the letters' words.

``python -m eval.verification [--out FOLDER] [--errors]`` holds every sentence of
``eval/labels/verification.jsonl`` against its source and writes ``verification.json`` and
``verification.md``: per kind of change the share that is caught, per kind of rewording the share
that passes, for the letters that were looked at while the rules were written and for the others.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from eval.mutations import Labelled, read_labels
from eval.proportions import Proportion, proportion
from index.actors import load_actor_reader
from rag.verification import Source, verify

HALVES = {False: "bekeken brieven", True: "andere brieven"}
_FOLDER = Path(__file__).parent / "results"


@dataclass(frozen=True)
class Verified:
    """A labelled sentence, and the reason it is withheld for ("" = it is shown)."""

    labelled: Labelled
    reason: str

    @property
    def is_right(self) -> bool:
        """Whether what keeps the meaning passes and what changes it does not."""
        return self.labelled.keeps is not bool(self.reason)


@dataclass(frozen=True)
class Figures:
    """The share that is judged rightly, by half and by kind."""

    caught: Mapping[str, Proportion]  # by half: of what changes the meaning
    passed: Mapping[str, Proportion]  # by half: of what keeps it
    kinds: Mapping[str, Mapping[str, Proportion]]  # by kind, by half


def verify_all(labels: Sequence[Labelled]) -> list[Verified]:
    """Hold every sentence against its source."""
    actors = load_actor_reader()
    return [
        Verified(each, verify(each.text, [Source(each.source, each.actors, ())], actors))
        for each in labels
    ]


def measure(verified: Sequence[Verified]) -> Figures:
    """Fold the sentences into shares."""
    kinds = list(dict.fromkeys(each.labelled.kind for each in verified))
    return Figures(
        caught=_by_half([each for each in verified if not each.labelled.keeps]),
        passed=_by_half([each for each in verified if each.labelled.keeps]),
        kinds={
            kind: _by_half([each for each in verified if each.labelled.kind == kind])
            for kind in kinds
        },
    )


def _by_half(verified: Sequence[Verified]) -> dict[str, Proportion]:
    return {
        name: proportion([each.is_right for each in verified if each.labelled.is_held_out is half])
        for half, name in HALVES.items()
    }


def render(figures: Figures, verified: Sequence[Verified]) -> str:
    """The figures as Markdown, in Dutch."""
    keeps = {each.labelled.kind: each.labelled.keeps for each in verified}
    lines = [
        "# Verificatie op gewijzigde zinnen van de brieven",
        "",
        "Gemaakt met `python -m eval.verification`; elk aandeel met 95%-interval (Wilson).",
        "",
    ]
    for kept, title, whole in (
        (False, "Gewijzigde betekenis: tegengehouden", figures.caught),
        (True, "Zelfde betekenis: doorgelaten", figures.passed),
    ):
        lines += [f"## {title}", "", f"| soort | {' | '.join(HALVES.values())} |", "|---|---|---|"]
        lines.append(f"| **alle** | {' | '.join(map(str, whole.values()))} |")
        lines += [
            f"| {kind} | {' | '.join(map(str, halves.values()))} |"
            for kind, halves in figures.kinds.items()
            if keeps[kind] is kept
        ]
        lines.append("")
    return "\n".join(lines)


def _errors(verified: Sequence[Verified]) -> Iterator[str]:
    for each in verified:
        if not each.is_right and not each.labelled.is_held_out:
            verdict = each.reason or "doorgelaten"
            label = each.labelled
            yield f"[{label.kind}] {verdict}\n  bron: {label.source}\n  zin:  {label.text}\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the figures; with ``--errors`` print what is judged wrongly in the seen half."""
    parser = argparse.ArgumentParser(prog="python -m eval.verification", description=__doc__)
    parser.add_argument("--out", type=Path, default=_FOLDER, help="folder for the figures")
    parser.add_argument("--errors", action="store_true", help="only print the errors, seen half")
    options = parser.parse_args(arguments)
    verified = verify_all(read_labels())
    if options.errors:
        sys.stdout.write("\n".join(_errors(verified)))
        return 0
    figures = measure(verified)
    summary = render(figures, verified)
    options.out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(figures), indent=1, ensure_ascii=False)
    (options.out / "verification.json").write_text(text + "\n", "utf-8")
    (options.out / "verification.md").write_text(summary, "utf-8")
    sys.stdout.write(summary)
    return 0


if __name__ == "__main__":
    sys.exit(main())
