"""The commands ``kamerbrief eval run|report|compare|judge|retrieval``: they measure quality."""

import argparse
import sys
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rag.settings import Settings

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[Any]  # pyright: ignore[reportPrivateUsage] - argparse has no public name for it

_SHOWN = 1_000  # questions of a public set; more only narrows the interval
DATASETS = ("xquad-nl", "moties-nl")


def add_parsers(subparsers: "Subparsers") -> None:
    """Add ``eval`` and what it can do to the command's parser."""
    help_text = "meet hoe goed zoeken en antwoorden zijn"
    parser = subparsers.add_parser("eval", help=help_text, description=help_text)
    actions = parser.add_subparsers(title="opdrachten", required=True, metavar="OPDRACHT")

    run_parser = _add(actions, "run", "stel gouden vragen en bewaar wat er gebeurt")
    run_parser.add_argument(
        "--questions", type=Path, metavar="BESTAND", help="vragen als JSONL (anders de eigen)"
    )
    run_parser.add_argument(
        "--as-typed",
        action="store_true",
        help="vervolgvragen zoals getypt, met wat eraan voorafging",
    )
    run_parser.add_argument("--split", choices=["dev", "test"], help="alleen dit deel")
    run_parser.add_argument(
        "--stage", choices=["search", "answer"], default="answer", help="tot en met deze stap"
    )
    run_parser.add_argument("--no-model", action="store_true", help="zonder taalmodel")
    run_parser.add_argument(
        "--limit", type=int, metavar="N", help="alleen de eerste N vragen, om te proberen"
    )
    run_parser.add_argument("--out", type=Path, required=True, metavar="MAP", help="map")
    run_parser.add_argument("--store", type=Path, metavar="MAP", help="map van de index")

    report_parser = _add(actions, "report", "maak een verslag van een meting")
    report_parser.add_argument("folder", type=Path, metavar="MAP", help="map van de meting")

    compare_parser = _add(actions, "compare", "vergelijk twee metingen")
    compare_parser.add_argument("before", type=Path, metavar="EERST", help="map van een meting")
    compare_parser.add_argument("after", type=Path, metavar="NU", help="map van een meting")

    judge_parser = _add(actions, "judge", "laat een taalmodel de antwoorden beoordelen")
    judge_parser.add_argument("folder", type=Path, metavar="MAP", help="map van de meting")
    judge_parser.add_argument(
        "--model", type=Path, required=True, metavar="BESTAND", help="een GGUF-bestand"
    )

    retrieval_parser = _add(actions, "retrieval", "meet zoeken op een openbare set")
    retrieval_parser.add_argument("--dataset", choices=DATASETS, required=True, help="welke")
    retrieval_parser.add_argument(
        "--data", type=Path, default=Path("data"), metavar="MAP", help="waar de bestanden staan"
    )
    retrieval_parser.add_argument(
        "--limit", type=int, default=_SHOWN, metavar="N", help="hoeveel vragen"
    )
    retrieval_parser.add_argument("--out", type=Path, metavar="MAP", help="bewaar de meting hier")


def run(options: argparse.Namespace, settings: Settings) -> int:
    """Ask the questions that have no result yet."""
    from eval.experiment import run_questions
    from eval.opening import open_tools
    from eval.questions import gold_file, read_questions
    from eval.speed import MemoryWatch

    questions = read_questions(
        options.questions or gold_file(), split=options.split or "", as_typed=options.as_typed
    )
    questions = questions[: options.limit]
    use_model = options.stage == "answer" and not options.no_model
    store: Path = options.store or settings.store
    _say("Zoekmodel en index laden …")
    with (
        closing(MemoryWatch()) as memory,
        open_tools(settings, store, use_model=use_model) as tools,
        _bar("Vragen") as progress,
    ):
        finished = run_questions(
            questions,
            tools,
            options.out,
            stage=options.stage,
            progress=progress,
            memory=lambda: memory.peak,
        )
    if absent := finished.notes["evidence_not_found"]:
        _say(f"Dit bewijs staat nergens in de brieven en telt als gemist: {', '.join(absent)}.")
    print(f"Klaar: {len(finished.results)} vragen in {options.out}.")
    print(f"Bekijk ze met: kamerbrief eval report {options.out}")
    return 0


def report(options: argparse.Namespace, settings: Settings) -> int:
    """Write the HTML page and the Markdown summary into the run's folder."""
    del settings  # a report needs the run's folder only
    from eval.experiment import read_run
    from eval.report import make_report
    from eval.report_html import render_html
    from eval.report_markdown import render_markdown

    made = make_report(read_run(options.folder))
    page, summary = options.folder / "report.html", options.folder / "report.md"
    page.write_text(render_html(made), "utf-8")
    summary.write_text(render_markdown(made), "utf-8")
    if not made.run.is_complete:
        _say("Deze meting is nog niet af; vragen zonder uitkomst tellen als nul.")
    for figure in made.headlines:
        print(f"{figure.measure.name:20} {figure.text}")
    print(f"Verslag: {page}\nSamenvatting: {summary}")
    return 0


def compare(options: argparse.Namespace, settings: Settings) -> int:
    """Print the differences as Markdown."""
    del settings
    from eval.compare import compare_runs, render_comparison
    from eval.experiment import read_run

    before, after = read_run(options.before), read_run(options.after)
    print(render_comparison(before, after, compare_runs(before, after)), end="")
    return 0


def judge(options: argparse.Namespace, settings: Settings) -> int:
    """Grade the answers of a run with any GGUF model."""
    from eval.experiment import read_run
    from eval.judge import FIXED, judge_run, measure_grades
    from models.errors import WeightsMissingError
    from models.generator import open_generator

    if not options.model.is_file():
        raise WeightsMissingError(
            f"Het taalmodel {options.model} ontbreekt.", "Geef achter --model een GGUF-bestand."
        )
    judged = read_run(options.folder)
    with (
        open_generator(settings.models, options.model, "", fixed=FIXED) as generator,
        _bar("Beoordelen") as progress,
    ):
        grades = judge_run(judged, options.folder, generator, progress=progress)
    print(f"Oordeel van {options.model.name}: {measure_grades(judged, grades)}")
    return 0


def retrieval(options: argparse.Namespace, settings: Settings) -> int:
    """Search a public set in our way and in plain ways."""
    from eval.retrieval import (
        compare_systems,
        has_dataset,
        read_dataset,
        render_retrieval,
        score_systems,
        write_retrieval,
    )
    from models.embedder import open_embedder
    from rag.receipts import hash_code

    if not has_dataset(options.data, options.dataset):
        _say(
            f"Overgeslagen: {options.dataset} staat niet in {options.data}. "
            "Geef achter --data de map met de bestanden."
        )
        return 0
    dataset = read_dataset(options.data, options.dataset, limit=options.limit)
    embedder = open_embedder(settings.models, settings.data)
    work = settings.data / "retrieval" / dataset.name
    with _bar("Verwerken") as progress:
        scores = score_systems(dataset, embedder, settings, work, progress=progress)
    if options.out:
        facts = {
            "embedder": embedder.fingerprint,
            "settings": settings.fingerprint,
            "code": hash_code(),
        }
        write_retrieval(options.out, dataset, scores, facts)
    print(render_retrieval(dataset, compare_systems(scores)), end="")
    return 0


def _add(
    actions: "Subparsers",
    name: str,
    help_text: str,
) -> argparse.ArgumentParser:
    parser = actions.add_parser(name, help=help_text, description=help_text)
    parser.set_defaults(command=f"eval {name}")
    return parser


@contextmanager
def _bar(title: str) -> Generator[Callable[[int, int], None]]:
    from tqdm import tqdm

    with tqdm(desc=title, file=sys.stderr, disable=None) as bar:

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        yield progress


def _say(text: str) -> None:
    print(text, file=sys.stderr)
