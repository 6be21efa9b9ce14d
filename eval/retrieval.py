"""Search measured on public Dutch question sets, beside plain BM25 and plain e5.

A set is two files: ``<name>.corpus.jsonl.xz`` (``context_id, text``) and ``<name>.jsonl.xz`` (``id,
question, context_ids``). Only ``text`` is indexed: titles often hold the question itself.
"""

import json
import lzma
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import ir_measures
from ir_measures import RR, Qrel, ScoredDoc, Success, nDCG

from eval.errors import QuestionsUnusableError
from eval.intervals import Difference, Estimate, difference, estimate
from index.actors import ActorReader, load_actor_reader
from index.build import index_letters
from index.dense import DenseRanking
from index.lexical import LexicalRanking
from index.search import Searcher
from index.store import open_index
from index.terms import find_words, stem_all
from models.interfaces import Embedder
from rag.question import understand
from rag.settings import Settings

DEPTH = 10  # documents that count
_HITS = 30  # passages asked for, so that ten different documents are among them
_SEED = 20250612  # of the questions drawn
_MEASURES = (Success @ 1, Success @ 5, Success @ 10, RR, nDCG @ 10)

OURS = "kamerbrief"
Rank = Callable[[str], Sequence[str]]  # from a question to document identifiers, best first
Scores = Mapping[str, Mapping[str, list[float]]]  # system -> measure -> one value per question


@dataclass(frozen=True)
class RetrievalQuestion:
    """A question and the documents that hold its answer."""

    id: str
    question: str
    relevant: frozenset[str]


@dataclass(frozen=True)
class Dataset:
    """Documents by identifier, and questions about them."""

    name: str
    documents: Mapping[str, str]
    questions: tuple[RetrievalQuestion, ...]


@dataclass(frozen=True)
class Outcome:
    """One way of searching on one measure, and how it differs from ours."""

    system: str
    measure: str
    estimate: Estimate
    difference: Difference  # ours minus this one


def read_dataset(folder: Path, name: str, *, limit: int) -> Dataset:
    """Read a set, with at most ``limit`` of its questions drawn at random, always the same ones.

    Raises ``QuestionsUnusableError`` when its files are not there or not readable.
    """
    try:
        documents = {
            record["context_id"]: record["text"]
            for record in _read_lines(folder / f"{name}.corpus.jsonl.xz")
        }
        questions = [
            RetrievalQuestion(record["id"], record["question"], frozenset(_relevant(record)))
            for record in _read_lines(folder / f"{name}.jsonl.xz")
        ]
    except (OSError, lzma.LZMAError, KeyError, ValueError) as error:
        raise QuestionsUnusableError(
            f"De verzameling {name} in {folder} kan niet worden gelezen ({error}).",
            "Geef achter --data de map met de bestanden.",
        ) from error
    if len(questions) > limit:
        questions = random.Random(_SEED).sample(questions, limit)
    return Dataset(name, documents, tuple(questions))


def has_dataset(folder: Path, name: str) -> bool:
    """Whether both files of a set are there."""
    return all((folder / f"{name}{end}.jsonl.xz").is_file() for end in ("", ".corpus"))


def score_systems(
    dataset: Dataset,
    embedder: Embedder,
    settings: Settings,
    work: Path,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Scores:
    """Search every question in four ways; ``work`` keeps our index for the next time."""
    rankers = {
        OURS: _ours(dataset, embedder, settings, work, progress),
        "BM25": _plain_words(dataset, find_words),
        "BM25-stems": _plain_words(dataset, lambda text: stem_all(find_words(text))),
        "e5": _plain_vectors(dataset, embedder),
    }
    return {system: score_ranking(dataset.questions, rank) for system, rank in rankers.items()}


def compare_systems(scores: Scores) -> tuple[Outcome, ...]:
    """Every way of searching on every measure, and how far ours is above it, pair by pair."""
    outcomes: list[Outcome] = []
    for system, by_measure in scores.items():
        for measure, values in by_measure.items():
            ours = [(value, 1.0) for value in scores[OURS][measure]]
            gap = difference([(value, 1.0) for value in values], ours)
            outcomes.append(Outcome(system, measure, estimate(values, [1.0] * len(values)), gap))
    return tuple(outcomes)


def write_retrieval(
    folder: Path, dataset: Dataset, scores: Scores, facts: Mapping[str, str]
) -> None:
    """Keep what was measured: ``run.json``, ``results.jsonl`` (per question) and ``report.md``.

    The questions and texts themselves are not kept, only their identifiers: the sets are others'.
    """
    folder.mkdir(parents=True, exist_ok=True)
    run = {"dataset": dataset.name, "documents": len(dataset.documents), **facts}
    (folder / "run.json").write_text(json.dumps(run, indent=1) + "\n", "utf-8")
    with (folder / "results.jsonl").open("w", encoding="utf-8") as stream:
        for at, question in enumerate(dataset.questions):
            values = {
                system: {measure: round(each[at], 4) for measure, each in by_measure.items()}
                for system, by_measure in scores.items()
            }
            stream.write(json.dumps({"id": question.id, **values}) + "\n")
    report = render_retrieval(dataset, compare_systems(scores))
    (folder / "report.md").write_text(report, "utf-8")


def score_ranking(questions: Sequence[RetrievalQuestion], rank: Rank) -> dict[str, list[float]]:
    """Per measure one value per question, in the order of the questions."""
    qrels = [Qrel(each.id, document, 1) for each in questions for document in each.relevant]
    run = [
        ScoredDoc(each.id, document, -place)
        for each in questions
        for place, document in enumerate(rank(each.question)[:DEPTH])
    ]
    found = {
        (str(metric.measure), metric.query_id): metric.value
        for metric in ir_measures.iter_calc(  # pyright: ignore[reportUnknownMemberType] - it also takes data frames, which have no types here
            _MEASURES, qrels, run
        )
    }
    return {
        str(measure): [found.get((str(measure), each.id), 0.0) for each in questions]
        for measure in _MEASURES
    }


def _ours(
    dataset: Dataset,
    embedder: Embedder,
    settings: Settings,
    work: Path,
    progress: Callable[[int, int], None],
) -> Rank:
    letters, store = work / "letters", work / "store"
    letters.mkdir(parents=True, exist_ok=True)
    for identifier, text in dataset.documents.items():
        (letters / f"{identifier}.txt").write_text(text, "utf-8")
    actors = load_actor_reader()
    index_letters(
        [letters],
        store,
        embedder,
        settings=settings.index,
        progress=lambda _stage, done, total: progress(done, total),
    )
    opened = open_index(store, embedder=embedder.fingerprint, fall_back=False)
    searcher = Searcher(opened, embedder, settings.index)
    return lambda question: _search(question, searcher, actors)


def _search(question: str, searcher: Searcher, actors: ActorReader) -> list[str]:
    understood = understand(question, actors)
    hits = searcher.search(understood.text, understood.cues, limit=_HITS)
    # documents with the same text are one letter with several names, and a hit whose text stands
    # in others too names those: each of them was found
    names = (
        name
        for hit in hits
        for name in (
            hit.letter.file,
            *hit.letter.also_named,
            *(place.file for place in hit.also_in),
        )
    )
    return list(dict.fromkeys(name.removesuffix(".txt") for name in names))


def _plain_words(dataset: Dataset, find_terms: Callable[[str], list[str]]) -> Rank:
    """BM25 over whole documents: no stop words, no expansion."""
    identifiers = list(dataset.documents)
    ranking = LexicalRanking.build([find_terms(text) for text in dataset.documents.values()])
    return lambda question: [identifiers[at] for at, _ in ranking.rank(find_terms(question), DEPTH)]


def _plain_vectors(dataset: Dataset, embedder: Embedder) -> Rank:
    """The embedder over whole documents, cut off where it stops reading."""
    identifiers = list(dataset.documents)
    ranking = DenseRanking.build(embedder.embed_passages(list(dataset.documents.values())))
    return lambda question: [
        identifiers[at] for at, _ in ranking.rank(embedder.embed_question(question), DEPTH)
    ]


def render_retrieval(dataset: Dataset, outcomes: Sequence[Outcome]) -> str:
    """A Markdown table: every system on every measure, and how much ours differs."""
    lines = [
        f"{dataset.name}: {len(dataset.documents)} teksten, {len(dataset.questions)} vragen.",
        "",
        "| maat | manier | waarde | wij erboven | kans |",
        "|---|---|---|---|---|",
    ]
    for each in sorted(outcomes, key=lambda outcome: outcome.measure):
        gap = each.difference
        ours = each.system == OURS
        above = "" if ours else f"{gap.value:+.3f} [{gap.low:+.3f}–{gap.high:+.3f}]"
        chance = "" if ours else gap.chance_text
        lines.append(f"| {each.measure} | {each.system} | {each.estimate} | {above} | {chance} |")
    return "\n".join(lines) + "\n"


def _relevant(record: Mapping[str, Any]) -> list[str]:
    several: list[str] | None = record.get("context_ids")
    return several or [record["context_id"]]


def _read_lines(file: Path) -> Iterator[dict[str, Any]]:
    with lzma.open(file, "rt", encoding="utf-8") as stream:
        for line in stream:
            if line.strip():
                yield json.loads(line)
