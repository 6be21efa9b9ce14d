"""Harm the system on purpose: the figure that should see it goes down."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from eval.catalogue import MEASURES
from eval.experiment import run_questions
from eval.measures import measure_run
from eval.questions import GoldQuestion
from index.actors import ActorReader
from index.cues import Cues
from index.hit import Hit
from index.search import Filters, Searcher
from index.settings import IndexSettings
from rag.answer import Answer
from rag.answering import Tools, answer_question
from rag.question import Question
from rag.understanding import read_question


class BackwardSearcher(Searcher):
    """Gives the worst of its hits first."""

    def search(
        self, question: str, cues: Cues, *, limit: int, filters: Filters | None = None
    ) -> tuple[Hit, ...]:
        return super().search(question, cues, limit=limit, filters=filters)[::-1]


def shift_citations(text: str, tools: Tools, **options: Any) -> Iterator[Answer]:
    """Every sentence cites what the next one rests on."""
    for answer in answer_question(text, tools, **options):
        sentences = answer.extract
        moved = zip(sentences, (*sentences[1:], *sentences[:1]), strict=True)
        yield replace(
            answer,
            extract=tuple(replace(one, citations=other.citations) for one, other in moved),
        )


def swap_actor(text: str, actors: ActorReader, **options: Any) -> Question:
    """Take a question about the Netherlands for one about the Commission, and the reverse."""
    swapped = {"Nederland": "Commissie", "Commissie": "Nederland"}
    understood = read_question(text, actors, **options)
    return replace(
        understood, actors=tuple(swapped.get(actor, actor) for actor in understood.actors)
    )


def figures(questions: tuple[GoldQuestion, ...], tools: Tools, folder: Path) -> dict[str, float]:
    """Every measure's value for the assistant as it is now."""
    run = run_questions(questions, tools, folder, stage="answer")
    measured = measure_run(MEASURES, run.questions, run.results)
    return {figure.measure.name: figure.estimate.value for figure in measured}


@pytest.fixture
def sound(
    tmp_path: Path, tools: Tools, dev_questions: tuple[GoldQuestion, ...]
) -> dict[str, float]:
    """The figures of the assistant unharmed."""
    return figures(dev_questions, tools, tmp_path / "sound")


def test_a_ranking_turned_round_lowers_the_search_figures(
    tmp_path: Path,
    tools: Tools,
    dev_questions: tuple[GoldQuestion, ...],
    sound: dict[str, float],
) -> None:
    searcher = tools.searcher
    backward = BackwardSearcher(searcher.index, searcher.embedder, IndexSettings())

    harmed = figures(dev_questions, replace(tools, searcher=backward), tmp_path / "harmed")

    for name in ("nDCG@10", "MRR", "recall@1", "recall@3"):
        assert harmed[name] < sound[name] - 0.2, name


def test_citations_shifted_by_one_lower_support(
    tmp_path: Path,
    tools: Tools,
    dev_questions: tuple[GoldQuestion, ...],
    sound: dict[str, float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("eval.observing.answer_question", shift_citations)

    harmed = figures(dev_questions, tools, tmp_path / "harmed")

    assert sound["support-F1"] == 1.0
    assert harmed["support-F1"] < 0.5
    assert harmed["recall@5"] == sound["recall@5"]


def test_an_actor_taken_for_another_lowers_actor_accuracy(
    tmp_path: Path,
    tools: Tools,
    dev_questions: tuple[GoldQuestion, ...],
    sound: dict[str, float],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("rag.answering.read_question", swap_actor)

    harmed = figures(dev_questions, tools, tmp_path / "harmed")

    assert harmed["actor-accuracy"] < sound["actor-accuracy"] - 0.2
    assert harmed["quote-exactness"] == sound["quote-exactness"] == 1.0


def test_quotes_that_are_not_the_letters_text_are_caught(
    tmp_path: Path,
    tools: Tools,
    dev_questions: tuple[GoldQuestion, ...],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def misquote(text: str, tools: Tools, **options: Any) -> Iterator[Answer]:
        for answer in answer_question(text, tools, **options):
            bent = (replace(each, quote=each.quote.upper()) for each in answer.citations)
            yield replace(answer, citations=tuple(bent))

    monkeypatch.setattr("eval.observing.answer_question", misquote)

    harmed = figures(dev_questions[:5], tools, tmp_path / "harmed")

    assert harmed["quote-exactness"] == 0.0
