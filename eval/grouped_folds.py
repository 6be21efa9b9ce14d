"""Cut questions into folds for cross-validation; those about the same section stay together."""

from collections.abc import Sequence

from eval.questions import GoldQuestion


def cut_folds(questions: Sequence[GoldQuestion], folds: int) -> tuple[tuple[int, ...], ...]:
    """The positions of the questions, in folds of about the same size; none is empty.

    Questions that share a section, or each share one with a third, lie in one fold. There are fewer
    folds when there are fewer groups.
    """
    groups: list[tuple[set[str], list[int]]] = []
    for at, question in enumerate(questions):
        sections = set(question.sections) or {question.id}
        members = [at]
        apart: list[tuple[set[str], list[int]]] = []
        for other, positions in groups:
            if other & sections:
                sections |= other
                members = [*positions, *members]
            else:
                apart.append((other, positions))
        groups = [*apart, (sections, members)]
    cut: list[list[int]] = [[] for _ in range(folds)]
    for _, members in sorted(groups, key=lambda each: (-len(each[1]), each[1])):
        min(cut, key=len).extend(members)
    return tuple(tuple(sorted(fold)) for fold in cut if fold)
