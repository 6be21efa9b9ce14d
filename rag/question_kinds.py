"""Tell what kind of answer a question asks for, by the forms in ``rag/question_kinds.toml``."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple, cast

from index.cues import Period
from index.terms import fold

QuestionKind = Literal[
    "",
    "figure",
    "date",
    "person",
    "reason",
    "yes_no",
    "list",
    "position",
    "comparison",
    "timeline",
    "definition",
    "letter",
]
# these follow from who is asked and when as well as from words
_COMPARED, _OVER_TIME, _HELD = "comparison", "timeline", "position"
# a fact that is asked for outright: two names beside it are whose fact it is
_OUTRIGHT = frozenset({"letter", "figure", "date", "reason", "person", "yes_no"})
_ANYWHERE = frozenset({"letter", _COMPARED, _OVER_TIME})


class KindRule(NamedTuple):
    """A kind, the forms that show it, and questions that have it."""

    name: QuestionKind
    forms: tuple[re.Pattern[str], ...]
    examples: tuple[str, ...]


@cache
def kind_rules() -> tuple[KindRule, ...]:
    """The rules in order: the first that fits counts."""
    data = tomllib.loads((resources.files("rag") / "question_kinds.toml").read_text("utf-8"))
    return tuple(
        KindRule(
            cast(QuestionKind, each["name"]),
            tuple(re.compile(form) for form in each["forms"]),
            tuple(each["examples"]),
        )
        for each in data["kind"]
    )


def find_kind(text: str, speakers: Sequence[str], period: Period) -> QuestionKind:
    """Say what kind of answer is asked for.

    Two who are asked are compared, one thing in two months or years is followed over time, and
    somebody who is asked nothing else is asked for a position.

    >>> find_kind("Wanneer gaat ETIAS van start?", (), Period())
    'date'
    >>> find_kind("Commissie en Nederland over drones", ("Commissie", "Nederland"), Period())
    'comparison'
    """
    said = _first_said(fold(text))
    if said in _OUTRIGHT:
        return said
    if said == _COMPARED and len(speakers) < 2 and _is_two_moments(period):
        return _OVER_TIME  # "hoe verschilt de inzet in juli van die in december"
    if said in (_COMPARED, _OVER_TIME):
        return said
    if len(speakers) > 1:
        return _COMPARED
    if _is_two_moments(period):
        return _OVER_TIME
    return said or (_HELD if speakers else "")


def _first_said(folded: str) -> QuestionKind:
    """The kind whose form stands first, or one that counts wherever it stands."""
    rules = kind_rules()
    found = [
        (rule.name not in _ANYWHERE, match.start(), order)
        for order, rule in enumerate(rules)
        for form in rule.forms
        if (match := form.search(folded))
    ]
    return rules[min(found)[-1]].name if found else ""


def _is_two_moments(period: Period) -> bool:
    return period.moments > 1 or len(period.years) > 1
