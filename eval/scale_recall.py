"""How near approximate search comes to comparing every vector."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eval.scale_texts import PartEmbedder
from index.dense import DenseRanking, SegmentVectors, save_vectors
from index.store import open_index
from models.interfaces import Vectors

_DEPTH = 10  # nearest passages that must be found


def approximate_recall(store: Path, asked: Sequence[str], embedder: PartEmbedder) -> dict[str, Any]:
    """Recall@10 beside the exact search: in the store, and over the real vectors only.

    Over those an approximate index is made whatever their number, for they decide.
    """
    questions = [embedder.embed_question(question) for question in asked]
    real = embedder.real_vectors
    with TemporaryDirectory() as folder:
        save_vectors(Path(folder), [real], dimensions=real.shape[1], approximate_from=0)
        alone = DenseRanking([SegmentVectors.load(Path(folder))], [None])
        return {
            "questions": len(questions),
            "store": _recall(open_index(store, embedder=None).dense, questions),
            "real_vectors": len(real),
            "real": _recall(alone, questions),
        }


def _recall(ranking: DenseRanking, questions: Sequence[Vectors]) -> float:
    shares: list[float] = []
    for question in questions:
        exact = {each.position for each in ranking.rank(question, _DEPTH, exact=True)}
        # as search asks: for a hundred, of which the first ten count here
        near = {each.position for each in ranking.rank(question, 100)[:_DEPTH]}
        shares.append(len(exact & near) / len(exact))
    return sum(shares) / len(shares)
