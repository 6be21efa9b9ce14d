"""Find the gold evidence among many other texts: ``python -m eval.distractors --work DIR``.

The sample letters are added to a store that ``eval.scale`` made of real texts, with vectors of
their own, and the gold questions asked of it; beside it stands the same without the other texts.
"""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.intervals import Estimate, estimate
from eval.measures import Score
from eval.places import GoldMap, Region
from eval.questions import GoldQuestion, gold_file, read_questions
from eval.results import Found, Result
from eval.scale_texts import PartEmbedder
from eval.search_measures import SEARCH_MEASURES
from index.actors import ActorReader, load_actor_reader
from index.build import index_letters
from index.hit import Hit
from index.search import Searcher
from index.store import open_index
from models.embedder import open_embedder
from models.errors import FixableError
from rag.question import understand
from rag.settings import Settings

_LETTERS = Path(str(resources.files("eval"))) / "letters"
_LIMIT = 10  # hits; no measure looks further
_MANY = 10_000  # more passages than the sample letters have: all of theirs are embedded


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, ask and report."""
    parser = argparse.ArgumentParser(prog="python -m eval.distractors", description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="the folder of eval.scale")
    parser.add_argument("--size", type=int, default=150_000, help="which of its stores")
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    questions = [
        each
        for each in read_questions(gold_file(), split=options.split)
        if each.answerable and each.evidence
    ]
    store = options.work / f"distractors-{options.size}"
    try:
        if not store.exists():
            # nothing in a store changes, so its files can be shared
            source = options.work / f"store-{options.size}"
            shutil.copytree(source, store, copy_function=os.link)
        with TemporaryDirectory() as alone:
            many = ask(questions, store, options.work / "vectors.npz")
            few = ask(questions, Path(alone), options.work / "vectors.npz")
    except FixableError as error:
        sys.stderr.write(f"eval: {error}\n")
        return 1
    options.out.mkdir(parents=True, exist_ok=True)
    run = {"split": options.split, "passages": many[1], "passages_alone": few[1]}
    (options.out / "run.json").write_text(json.dumps(run, indent=1) + "\n", "utf-8")
    (options.out / "report.md").write_text(render(questions, many, few), "utf-8")
    return 0


def ask(
    questions: Sequence[GoldQuestion], store: Path, cache: Path
) -> tuple[dict[str, Result], int, int]:
    """Each question's hits with the sample letters added; passages, and real vectors among them."""
    settings = Settings()
    real = open_embedder(settings.models, settings.data)
    embedder = PartEmbedder(real, real=0, cache=cache)
    distractors = embedder.real_count
    embedder.embed_really(_MANY)
    index_letters([_LETTERS], store, embedder, settings=settings.index)
    opened = open_index(store, embedder=embedder.fingerprint)
    searcher, actors = Searcher(opened, embedder, settings.index), load_actor_reader()
    names = {file.name for file in _LETTERS.glob("*.txt")}
    letters = [each for each in opened.letters.values() if each.file in names]
    gold = GoldMap(questions, letters)
    found = {each.id: _find(each, searcher, actors, gold) for each in questions}
    return found, len(opened.passages), distractors


def _find(question: GoldQuestion, searcher: Searcher, actors: ActorReader, gold: GoldMap) -> Result:
    understood = understand(question.question, actors)
    hits = searcher.search(understood.text, understood.cues, limit=_LIMIT)
    return Result(question.id, hits=tuple(_carried(question, hit, gold) for hit in hits))


def _carried(question: GoldQuestion, hit: Hit, gold: GoldMap) -> Found:
    places = [hit.passage, *hit.also_in]
    regions = [Region(each.letter_id, each.start, each.end) for each in places]
    groups = gold.groups(question.id, regions)
    return Found(hit.letter.file, hit.passage.start, hit.passage.end, "", hit.actors, groups)


def render(
    questions: Sequence[GoldQuestion],
    many: tuple[dict[str, Result], int, int],
    few: tuple[dict[str, Result], int, int],
) -> str:
    """A Markdown table of the search measures, with the other texts and without."""
    lines = [
        f"{len(questions)} vragen over de vijf voorbeeldbrieven: tussen {many[1]:,} passages "
        f"(waarvan er {many[2]:,} een eigen vector hebben; die van de andere zijn echte met ruis), "
        f"en in de {few[1]:,} passages van de brieven alleen.",
        "",
        "| maat | tussen andere teksten | brieven alleen |",
        "|---|---|---|",
    ]
    for measure in SEARCH_MEASURES:
        if measure.theme != "search":
            continue
        values = [
            _estimate([measure.score(each, results[each.id]) for each in questions])
            for results in (many[0], few[0])
        ]
        lines.append(f"| {measure.name} | {values[0]} | {values[1]} |")
    return "\n".join(lines) + "\n"


def _estimate(scores: Sequence[Score | None]) -> Estimate:
    eligible = [score for score in scores if score]
    return estimate([each.value for each in eligible], [each.weight for each in eligible])


if __name__ == "__main__":
    sys.exit(main())
