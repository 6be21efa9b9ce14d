"""Tell what each part of search adds: the gold questions asked again without it.

Run as ``python -m eval.ablation [--split dev|test] [--out FILE]``: it indexes the sample letters
afresh, asks every answerable question as far as the passages, leaves out one part at a time, and
prints each figure as the difference from all parts together, paired question by question.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from eval.gate import open_samples
from eval.intervals import Difference, difference
from eval.measures import Score, fold_scores
from eval.observing import Observer, Prepared
from eval.places import GoldMap
from eval.questions import GoldQuestion, gold_file, read_questions
from eval.results import Result
from eval.search_measures import SEARCH_MEASURES
from index.search import Searcher
from index.terms import Subject
from models.errors import FixableError
from rag.answering import Tools
from rag.matching import Matcher
from rag.question import Question
from rag.understanding import read_question

SHOWN = ("success@1", "recall@5", "recall@10")
Scores = Mapping[str, Sequence[Score]]  # by the name of the measure, one per question


def _same(question: Question) -> Question:
    return question


@dataclass(frozen=True)
class Part:
    """One part of search, and how to do without it."""

    name: str  # Dutch
    weights: Mapping[str, float] = field(default_factory=dict[str, float])  # of IndexSettings
    read: Callable[[Question], Question] = _same


def _without_names(question: Question) -> Question:
    """Only the question's own words, as if no lexicon knew them."""
    return replace(question, subjects=tuple(Subject(each.said) for each in question.subjects))


def _without_everyday(question: Question) -> Question:
    subjects = (Subject(each.said) if each.everyday else each for each in question.subjects)
    return replace(question, subjects=tuple(subjects))


PARTS = (
    Part("hele woorden", {"word_weight": 0.0}),
    Part("stukken van woorden", {"ngram_weight": 0.0}),
    Part("betekenis (e5)", {"dense_weight": 0.0}),
    Part("de beste zin van wie gevraagd is", {"sentence_weight": 0.0}),
    Part("alledaagse woorden", read=_without_everyday),
    Part("alle andere namen", read=_without_names),
    Part("de spreker", {"actor_boost": 0.0}),
    Part("de periode", {"period_boost": 0.0}),
    Part("vergadering, stuk, punt en soort", {"hint_boost": 0.0}),
)
WHOLE = Part("alles")


def score_part(part: Part, questions: Sequence[GoldQuestion], tools: Tools) -> Scores:
    """The scores of search without the part."""
    searcher = tools.searcher
    settings = replace(tools.settings.index, **part.weights)
    lesser = replace(tools, searcher=Searcher(searcher.index, tools.embedder, settings))
    observer = Observer(lesser, GoldMap(questions, tuple(searcher.index.letters.values())))
    results = [_ask(observer, question, part) for question in questions]
    scores: dict[str, list[Score]] = {name: [] for name in SHOWN}
    for measure in SEARCH_MEASURES:
        if measure.name in scores:
            pairs = zip(questions, results, strict=True)
            found = (measure.score(question, result) for question, result in pairs)
            scores[measure.name] = [each for each in found if each]
    return scores


def _ask(observer: Observer, question: GoldQuestion, part: Part) -> Result:
    tools = observer.tools
    understood = part.read(read_question(question.question, tools.actors, letters=tools.searcher))
    limit = tools.settings.answer.hits
    hits = tools.searcher.search(understood.text, understood.cues, limit=limit)
    size = len(tools.searcher.index.passages)
    matcher = Matcher(understood, tools.searcher.document_frequency, size)
    return observer.find(question, Prepared(understood, hits, matcher, (), 0.0))


def compare(whole: Scores, lesser: Scores) -> dict[str, Difference]:
    """What leaving the part out changes, per measure."""
    return {name: difference(whole[name], lesser[name]) for name in SHOWN}


def render(split: str, whole: Scores, changes: Mapping[str, Mapping[str, Difference]]) -> str:
    """A Markdown table: all parts together, then the difference without each."""
    count = len(whole[SHOWN[0]])
    lines = [
        f"# Wat elk deel van het zoeken toevoegt (vragen: {split}, n={count})",
        "",
        "Gemaakt met `python -m eval.ablation`; het verschil met alles samen, met 95 %-interval.",
        "",
        f"| zonder | {' | '.join(SHOWN)} |",
        "|---|" + "---|" * len(SHOWN),
        f"| (niets) | {' | '.join(str(fold_scores(whole[name])) for name in SHOWN)} |",
    ]
    for part, change in changes.items():
        cells = (
            f"{each.value:+.3f} [{each.low:+.3f}–{each.high:+.3f}]" for each in change.values()
        )
        lines.append(f"| {part} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table; 0 = done, 1 = something that a person can mend is missing."""
    parser = argparse.ArgumentParser(prog="python -m eval.ablation", description=__doc__)
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    parser.add_argument("--out", type=Path, help="write the table here too")
    options = parser.parse_args(arguments)
    try:
        asked = read_questions(gold_file(), split=options.split)
        questions = [each for each in asked if each.answerable and each.evidence]
        with tempfile.TemporaryDirectory() as folder, open_samples(Path(folder)) as tools:
            whole = score_part(WHOLE, questions, tools)
            changes = {
                part.name: compare(whole, score_part(part, questions, tools)) for part in PARTS
            }
    except FixableError as error:
        sys.stderr.write(f"eval: {error}\n")
        return 1
    table = render(options.split, whole, changes)
    sys.stdout.write(table)
    if options.out:
        options.out.write_text(table, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
