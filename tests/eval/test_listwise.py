"""The fit finds what makes evidence come first, and says so only by questions of other sections."""

import numpy as np
import pytest

from eval.grouped_folds import cut_folds
from eval.listwise import Ranked, fit_weights
from eval.questions import GoldQuestion

NOTHING = frozenset[str]()


def ask(number: int, *sections: str) -> GoldQuestion:
    return GoldQuestion(str(number), "Wat?", "single", True, sections=sections)


def make_lists(count: int) -> list[Ranked]:
    """Evidence has more of the first sign, less of the second; the third is chance."""
    chance = np.random.default_rng(1)
    lists: list[Ranked] = []
    for _ in range(count):
        signs = chance.normal(size=(12, 3))
        signs[0] += (1.5, -1.5, 0.0)
        lists.append(Ranked(signs, (frozenset("1"), *[NOTHING] * 11), ("1",)))
    return lists


def test_weights_have_the_sign_of_what_they_show_and_chance_weighs_little():
    more, less, chance = fit_weights(make_lists(80), [0, 1, 2])

    assert more > 0.5
    assert less < -0.5
    assert abs(chance) < 0.3


def test_only_the_columns_asked_for_get_a_weight():
    weights = fit_weights(make_lists(40), [1])

    assert weights.shape == (1,)
    assert weights[0] < -0.5


def test_the_scale_of_a_sign_does_not_change_the_ranking():
    lists = make_lists(40)
    wide = [Ranked(each.signs * (100, 1, 1), each.carried, each.needed) for each in lists]

    plain, scaled = fit_weights(lists, [0, 1, 2]), fit_weights(wide, [0, 1, 2])

    assert scaled * (100, 1, 1) == pytest.approx(plain, rel=1e-3)


def test_evidence_of_another_group_is_not_held_against_a_sentence():
    signs = np.array([[1.0], [1.0], [0.0]])
    both = Ranked(signs, (frozenset("1"), frozenset("2"), NOTHING), ("1", "2"))

    assert fit_weights([both] * 20, [0])[0] > 0


def test_questions_that_share_a_section_lie_in_one_fold():
    questions = [ask(0, "a"), ask(1, "b"), ask(2, "a", "c"), ask(3, "c"), ask(4), ask(5)]

    folds = cut_folds(questions, 3)

    assert sorted(at for fold in folds for at in fold) == list(range(6))
    assert any({0, 2, 3} <= set(fold) for fold in folds)


def test_there_are_no_empty_folds():
    assert cut_folds([ask(0, "a"), ask(1, "a")], 5) == ((0, 1),)
