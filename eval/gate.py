"""Fail when search has become worse than the committed baseline by more than its interval.

Run as ``python -m eval.gate`` (``make eval``): it indexes the sample letters afresh, asks the
development questions up to the search stage, and needs no language model. With ``--update`` the run
becomes the new baseline.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

from tqdm import tqdm

from eval.compare import Comparison, compare_runs
from eval.experiment import Run, read_run, run_questions
from eval.opening import open_tools
from eval.questions import gold_file, read_questions
from index.build import index_letters
from models.embedder import open_embedder
from models.errors import FixableError
from rag.answering import Tools
from rag.settings import Settings

_PACKAGE = Path(str(resources.files("eval")))
LETTERS = _PACKAGE / "letters"
BASELINE = _PACKAGE / "results" / "dev-search"


def find_losses(comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """The measures that are now beyond the wrong end of the baseline's own interval."""
    return tuple(
        each
        for each in comparisons
        if (
            each.after.value < each.before.low
            if each.measure.higher_is_better
            else each.after.value > each.before.high
        )
    )


@contextmanager
def open_samples(folder: Path) -> Generator[Tools]:
    """The sample letters indexed afresh in ``folder``, and everything to search them; no model."""
    settings = Settings()  # the defaults: a user's own settings are not what is guarded
    store = folder / "store"
    embedder = open_embedder(settings.models, settings.data)
    index_letters([LETTERS], store, embedder, settings=settings.index)
    with open_tools(settings, store, use_model=False) as tools:
        yield tools


def run_search(folder: Path) -> Run:
    """Index the sample letters and ask the development questions, as far as search."""
    questions = read_questions(gold_file(), split="dev")
    with (
        open_samples(folder) as tools,
        tqdm(total=len(questions), desc="Vragen", disable=None) as bar,
    ):

        def progress(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        return run_questions(questions, tools, folder / "nu", stage="search", progress=progress)


def render_gate(comparisons: Sequence[Comparison]) -> str:
    """One line per measure: the baseline with its interval, now, and whether that is a loss."""
    losses = find_losses(comparisons)
    lines = [
        f"{'SLECHTER' if each in losses else 'goed':9} {each.measure.name:20} "
        f"eerst {each.before}, nu {each.after.value:.3f}"
        for each in comparisons
    ]
    lines += [
        f"  slechter: {change.question.id} {change.question.question}"
        for loss in losses
        for change in loss.worse
    ]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare with the baseline, or renew it; 0 = no loss, 1 = a loss or something is missing."""
    parser = argparse.ArgumentParser(prog="python -m eval.gate", description=__doc__)
    parser.add_argument("--update", action="store_true", help="make this run the new baseline")
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as folder:
            now = run_search(Path(folder))
            if options.update:
                shutil.copytree(Path(folder) / "nu", BASELINE, dirs_exist_ok=True)
                sys.stdout.write(f"De nieuwe grondslag staat in {BASELINE}.\n")
                return 0
            comparisons = compare_runs(read_run(BASELINE), now)
    except FixableError as error:
        sys.stderr.write(f"eval: {error}\n")
        return 1
    sys.stdout.write(render_gate(comparisons))
    return 1 if find_losses(comparisons) else 0


if __name__ == "__main__":
    sys.exit(main())
