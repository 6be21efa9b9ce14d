"""All measures by name, and which of them a run of a stage can be judged by."""

from eval.abstention_measures import ABSTENTION_MEASURES
from eval.answer_measures import ANSWER_MEASURES
from eval.citation_measures import CITATION_MEASURES
from eval.measures import Measure
from eval.observing import Stage
from eval.search_measures import SEARCH_MEASURES

MEASURES = (*SEARCH_MEASURES, *CITATION_MEASURES, *ANSWER_MEASURES, *ABSTENTION_MEASURES)
# the few that stand on top, and in the tables by type and style
HEADLINES = (
    "recall@5", "recall@10", "all-groups@10", "evidence-recall@3", "evidence-recall@6",
    "must-include", "actor-accuracy", "support-F1", "relevance-F1", "answered", "abstention-F1",
)  # fmt: skip
THEMES = {
    "search": "Zoeken",
    "evidence": "Bewijszinnen",
    "actors": "Sprekers",
    "answers": "Antwoorden",
    "citations": "Verwijzingen",
    "abstention": "‘Dit staat niet in de brieven’",
}


def measures_for(stage: Stage) -> tuple[Measure, ...]:
    """The measures that a run of this stage has results for."""
    if stage == "answer":
        return MEASURES
    return SEARCH_MEASURES


def headlines_for(stage: Stage) -> tuple[Measure, ...]:
    """The most telling of them, in the order they are read."""
    by_name = {measure.name: measure for measure in measures_for(stage)}
    return tuple(by_name[name] for name in HEADLINES if name in by_name)
