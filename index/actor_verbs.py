"""The finite forms of Dutch verbs, by what only people do, from ``index/actors.toml``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Verbs:
    """Finite forms of verbs."""

    saying: frozenset[str]  # they tell what somebody says
    voicing: frozenset[str]  # only people and bodies do it; saying is part of it
    finite: frozenset[str]  # every form that is listed
    past: frozenset[str]  # the past of strong verbs


def conjugate(infinitive: str) -> frozenset[str]:
    """The finite forms of a weak verb, and some that do not exist: they do no harm.

    >>> sorted(conjugate("delen") & {"deelt", "deelde", "delen", "deelden"})
    ['deelde', 'deelden', 'deelt', 'delen']
    >>> "benadrukte" in conjugate("benadrukken")
    True
    """
    stem = infinitive.removesuffix("en")
    if stem[-1] == stem[-2:-1]:
        stem = stem[:-1]  # benadrukk -> benadruk
    stems = {stem}
    if re.search(r"[^aeiou][aeou][^aeiou]$", stem):
        stems.add(f"{stem[:-1]}{stem[-2]}{stem[-1]}")  # del -> deel
    stems = {each[:-1] + {"v": "f", "z": "s"}.get(each[-1], each[-1]) for each in stems}
    endings = ("", "t", "te", "ten", "de", "den")
    return frozenset({infinitive, *(each + ending for each in stems for ending in endings)})


def read_verbs(verbs: Mapping[str, Sequence[str]]) -> Verbs:
    """Sort the verbs of the lexicon, strong and weak, into the kinds that rules ask for."""
    saying = {form for verb in verbs["voicing"] for form in conjugate(verb) - {verb}}
    saying |= {form for forms in verbs["speaking"] for form in forms.split()}
    voicing = saying | {*verbs["voicing"]}
    voicing |= {form for forms in verbs["acting"] for form in forms.split()}
    working = {form for verb in verbs["working"] for form in conjugate(verb) - {verb}}
    finite = voicing | working | {form for forms in verbs["other"] for form in forms.split()}
    strong = [*verbs["speaking"], *verbs["acting"], *verbs["other"]]
    past = {form for forms in strong for form in forms.split()[2:]}
    return Verbs(frozenset(saying), frozenset(voicing), frozenset(finite), frozenset(past))
