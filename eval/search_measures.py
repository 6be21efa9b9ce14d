"""How well search finds the gold evidence; every figure is computed by ir-measures.

A question's evidence comes in groups, each of which is needed and may be found in several passages.
So each group is a query of its own for success at k, and for rankings a passage is relevant to the
degree of the groups it is the first to carry; a group that was not found is a relevant document
that the run lacks.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

import ir_measures
from ir_measures import RR, Qrel, ScoredDoc, Success, nDCG

from eval.measures import Measure, Score
from eval.questions import GoldQuestion
from eval.results import Found, Result

CUTS = (1, 3, 5, 10)
SENTENCE_CUTS = (1, 3, 6)
CURVE = tuple(range(1, 11))  # the depths of the recall@k curve
_WHOLE = "whole"  # the query that asks for all groups together


def _recall_at(depth: int) -> Callable[[GoldQuestion, Result], Score | None]:
    def score(question: GoldQuestion, result: Result) -> Score | None:
        """Share of the question's evidence groups that the first k passages carry.

        Eligible: answerable questions with evidence.
        """
        return _share(question, result.hits, depth)

    return score


def _all_groups_at(depth: int) -> Callable[[GoldQuestion, Result], Score | None]:
    def score(question: GoldQuestion, result: Result) -> Score | None:
        """1 when the first k passages carry every evidence group of the question, else 0.

        Eligible: answerable questions with evidence.
        """
        share = _share(question, result.hits, depth)
        return share and Score(float(share.value == 1))

    return score


def _sentence_recall_at(depth: int) -> Callable[[GoldQuestion, Result], Score | None]:
    def score(question: GoldQuestion, result: Result) -> Score | None:
        """Share of the question's evidence groups that the k best evidence sentences carry.

        Eligible: answerable questions with evidence.
        """
        return _share(question, result.ranked, depth)

    return score


def success_at_1(question: GoldQuestion, result: Result) -> Score | None:
    """1 when the first passage carries gold evidence, else 0.

    Eligible: answerable questions with evidence.
    """
    return _of_ranking(question, result.hits, "Success@1")


def reciprocal_rank(question: GoldQuestion, result: Result) -> Score | None:
    """1 / the rank of the first passage that carries gold evidence; 0 when none does.

    Eligible: answerable questions with evidence. Averaged over questions this is MRR.
    """
    return _of_ranking(question, result.hits, "RR")


def discounted_gain(question: GoldQuestion, result: Result) -> Score | None:
    """nDCG@10: evidence found later counts for less; 1 = all groups as early as can be.

    A passage gains by each group it is the first to carry. Eligible: answerable questions with
    evidence.
    """
    return _of_ranking(question, result.hits, "nDCG@10")


def _share(question: GoldQuestion, found: Sequence[Found], depth: int) -> Score | None:
    return _of_ranking(question, found, f"recall@{depth}")


def _of_ranking(question: GoldQuestion, found: Sequence[Found], name: str) -> Score | None:
    if not question.answerable or not question.evidence:
        return None
    figures = _figures(tuple(question.groups), tuple(each.groups for each in found))
    return Score(figures[name])


@lru_cache(maxsize=4096)  # every measure of one ranking is computed in one call
def _figures(needed: tuple[str, ...], carried: tuple[tuple[str, ...], ...]) -> Mapping[str, float]:
    qrels: list[Qrel] = []
    run = [ScoredDoc(_WHOLE, str(rank), -rank) for rank in range(len(carried))]
    first: dict[int, int] = {}
    for group in needed:
        ranks = [rank for rank, groups in enumerate(carried) if group in groups]
        query = f"group {group}"
        qrels.extend(Qrel(query, str(rank), 1) for rank in ranks)
        qrels.append(Qrel(query, "missing", 1))
        run.extend(ScoredDoc(query, str(rank), -rank) for rank in range(len(carried)))
        if ranks:
            first[ranks[0]] = first.get(ranks[0], 0) + 1
        else:
            qrels.append(Qrel(_WHOLE, f"missing {group}", 1))
    qrels.extend(Qrel(_WHOLE, str(rank), groups) for rank, groups in first.items())
    depths = sorted({*CURVE, *SENTENCE_CUTS})
    wanted = [nDCG @ 10, RR, Success @ 1, *(Success @ depth for depth in depths[1:])]
    found: dict[tuple[str, str], float] = {
        (metric.query_id, str(metric.measure)): metric.value
        for metric in ir_measures.iter_calc(  # pyright: ignore[reportUnknownMemberType] - it also takes data frames, which have no types here
            wanted, qrels, run
        )
    }
    figures = {name: found.get((_WHOLE, name), 0.0) for name in ("nDCG@10", "RR", "Success@1")}
    for depth in depths:
        each = [found.get((f"group {group}", f"Success@{depth}"), 0.0) for group in needed]
        figures[f"recall@{depth}"] = sum(each) / len(each)
    return figures


def recall_curve_measures() -> tuple[Measure, ...]:
    """recall@k at every depth from 1 to 10, for the curve."""
    return tuple(
        Measure(f"recall@{depth}", f"gevonden in de eerste {depth}", "search", _recall_at(depth))
        for depth in CURVE
    )


SEARCH_MEASURES = (
    *(
        Measure(
            f"recall@{depth}",
            f"bewijs in de eerste {depth} passages" if depth > 1 else "bewijs in de eerste passage",
            "search",
            _recall_at(depth),
        )
        for depth in CUTS
    ),
    *(
        Measure(
            f"all-groups@{depth}",
            f"al het bewijs in de eerste {depth} passages",
            "search",
            _all_groups_at(depth),
        )
        for depth in CUTS[1:]
    ),
    Measure("success@1", "eerste passage draagt bewijs", "search", success_at_1),
    Measure("nDCG@10", "bewijs vroeg in de eerste 10 (nDCG)", "search", discounted_gain),
    Measure("MRR", "rang van het eerste bewijs (1/rang)", "search", reciprocal_rank),
    *(
        Measure(
            f"evidence-recall@{depth}",
            f"bewijs in de beste {depth} zinnen" if depth > 1 else "bewijs in de beste zin",
            "evidence",
            _sentence_recall_at(depth),
        )
        for depth in SENTENCE_CUTS
    ),
)
