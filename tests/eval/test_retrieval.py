"""Public sets: titles stay out of the index, absent sets are skipped, and each way is scored."""

import json
import lzma
import os
from pathlib import Path

import pytest

from eval.errors import QuestionsUnusableError
from eval.retrieval import (
    OURS,
    RetrievalQuestion,
    compare_systems,
    has_dataset,
    read_dataset,
    render_retrieval,
    score_ranking,
    score_systems,
    write_retrieval,
)
from fakes import FakeEmbedder
from rag.settings import Settings

TEXTS = {
    "a": "De Raad sprak over dataretentie en de bewaring van verkeersgegevens.",
    "b": "Het kabinet wil de opvang van asielzoekers in Ter Apel verbeteren.",
    "c": "De minister meldt dat vuurwerk wordt verboden in de binnenstad.",
}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A set of three documents whose titles hold the questions."""
    corpus = [
        {"context_id": name, "text": text, "title": f"zonnebloem {name}"}
        for name, text in TEXTS.items()
    ]
    questions = [
        {"id": "1", "question": "bewaring van verkeersgegevens", "context_ids": ["a"]},
        {"id": "2", "question": "opvang van asielzoekers", "context_id": "b"},
    ]
    for name, records in (("klein.corpus", corpus), ("klein", questions)):
        with lzma.open(tmp_path / f"{name}.jsonl.xz", "wt", encoding="utf-8") as stream:
            stream.writelines(json.dumps(record) + "\n" for record in records)
    return tmp_path


def test_every_way_of_searching_is_scored_on_the_same_questions(data: Path, tmp_path: Path) -> None:
    dataset = read_dataset(data, "klein", limit=10)

    scores = score_systems(dataset, FakeEmbedder(), Settings(), tmp_path / "work")
    outcomes = compare_systems(scores)

    assert {outcome.system for outcome in outcomes} == {OURS, "BM25", "BM25-stems", "e5"}
    words = {each.measure: each.estimate.value for each in outcomes if each.system == "BM25"}
    assert words["Success@1"] == words["nDCG@10"] == 1.0
    assert "| Success@1 | BM25 | 1.000" in render_retrieval(dataset, outcomes)


def test_titles_are_not_indexed(data: Path, tmp_path: Path) -> None:
    dataset = read_dataset(data, "klein", limit=10)
    score_systems(dataset, FakeEmbedder(), Settings(), tmp_path / "work")

    for file in (tmp_path / "work" / "letters").iterdir():
        assert "zonnebloem" not in file.read_text("utf-8")


def test_a_kept_run_holds_scores_per_question_and_no_text_of_the_set(
    data: Path, tmp_path: Path
) -> None:
    dataset = read_dataset(data, "klein", limit=10)
    scores = score_systems(dataset, FakeEmbedder(), Settings(), tmp_path / "work")

    write_retrieval(tmp_path / "run", dataset, scores, {"code": "c"})

    kept = {file.name: file.read_text("utf-8") for file in (tmp_path / "run").iterdir()}
    first = json.loads(kept["results.jsonl"].splitlines()[0])
    assert first["id"] == "1"
    assert first["BM25"]["Success@1"] == scores["BM25"]["Success@1"][0]
    assert json.loads(kept["run.json"])["code"] == "c"
    assert not any(question.question in "".join(kept.values()) for question in dataset.questions)


def test_ranks_are_scored_as_in_the_books() -> None:
    questions = [RetrievalQuestion("1", "x", frozenset({"b"}))]

    scores = score_ranking(questions, lambda question: ["a", "b"])

    assert scores["Success@1"] == [0.0]
    assert scores["Success@5"] == [1.0]
    assert scores["RR"] == [0.5]
    assert scores["nDCG@10"] == [pytest.approx(0.6309297)]


def test_the_same_questions_are_drawn_every_time(data: Path) -> None:
    assert read_dataset(data, "klein", limit=1) == read_dataset(data, "klein", limit=1)


def test_an_absent_set_is_no_set(tmp_path: Path) -> None:
    assert not has_dataset(tmp_path, "xquad-nl")
    with pytest.raises(QuestionsUnusableError, match="xquad-nl"):
        read_dataset(tmp_path, "xquad-nl", limit=1)


@pytest.mark.real_models
@pytest.mark.public_sets
@pytest.mark.parametrize("least", [pytest.param(0.9, id="xquad-nl")])
def test_ours_is_no_worse_than_plain_search_on_a_public_set(tmp_path: Path, least: float) -> None:
    folder = Path(os.environ.get("KAMERBRIEF_QA", "data"))
    if not has_dataset(folder, "xquad-nl"):
        pytest.skip(f"no xquad-nl in {folder}; name its folder in KAMERBRIEF_QA")
    from models.embedder import open_embedder

    settings = Settings()
    dataset = read_dataset(folder, "xquad-nl", limit=200)
    embedder = open_embedder(settings.models, settings.data)
    outcomes = compare_systems(score_systems(dataset, embedder, settings, tmp_path))
    found = {(each.system, each.measure): each.estimate.value for each in outcomes}

    assert found[OURS, "Success@5"] >= least
