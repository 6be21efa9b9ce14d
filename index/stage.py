"""Tell whether a sentence says what somebody intends or what has happened.

Only the main clause counts: "gaf aan te zullen meewerken" has happened, "zal benadrukken dat dit is
besproken" is intended. Of several signs the first one counts; a sentence in the plain present tense
tells neither. The signs stand in ``index/stage.toml``.
"""

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib import resources
from typing import NotRequired, TypedDict, cast

from index.letter import Stage

_PARTICIPLE = re.compile(
    # "maatregelen" is none: before "ge" stands nothing, or what the verb is parted from
    r"\b(?:(?:aan|achter|af|bekend|bij|bijeen|binnen|deel|door|goed|in|kenbaar|klaar|los|mede|mee|na"
    r"|neer|om|onder|op|over|plaats|samen|stil|tegen|terug|toe|uit|vast|vol|voor|voort|vooruit|vrij"
    r"|waar|weer|weg|zeker)?ge[a-zëï]+(?:d|t|en)|(?:be|ver|ont|onder|over|her|er|mis|vol)[a-zë]+[dt]"
    r"|besproken|besloten|verschenen|verzonden|ontvangen|ondernomen|onderschreven|verstreken"
    r"|begonnen|overwogen|ontstaan|verkregen|bewezen|gebleken|plaatsgevonden|verlopen|vernomen"
    r"|[a-z]{2,4}(?:gedaan|gegaan|gestaan|gezien)|gedaan|gegaan)\b",
)
_NO_PARTICIPLE = re.compile(r"(?:end|heid|heden|ingen|teit|teiten|ment|menten)$")
# "op het gebied", "te bespreken": what stands behind one of these is no participle
_BEFORE_NOUN = re.compile(r"\b(?:de|het|een|dit|deze|te|dat|die|elk|ieder|geen)\s$")
_NOT_YET = re.compile(r"\bnog (?:niet|geen|nooit)\b")
# "in dat kader" and "op die manier" open no clause, "vertrouwen in dat" does
_POINTED_AT = (
    r"(?:basis|context|fase|geval|gevallen|gebied|jaar|kader|land|licht|manier|moment|opzicht|overleg"
    r"|periode|proces|punt|reden|stadium|terrein|verband|vlak|wijze|zin)\b"
)
_CLAUSE_END = re.compile(r"[;:]|,? (?:en|maar) (?=\w+ (?:is|heeft|zal|wordt)\b)")
_LONGEST_CLAUSE = 1_000  # characters; a longer main clause is a list of things


class _Rule(TypedDict):
    stage: Stage
    name: str
    signs: NotRequired[list[str]]
    auxiliaries: NotRequired[list[str]]
    examples: list[str]


@dataclass(frozen=True)
class _Rules:
    signs: re.Pattern[str]
    stages: tuple[Stage, ...]  # of the groups of ``signs``
    auxiliary: re.Pattern[str]
    subordinate: re.Pattern[str]
    opens_subordinate: re.Pattern[str]
    no_participles: frozenset[str]


def read_stage(sentence: str) -> Stage:
    """Say whether the sentence tells a plan or something done; "" when neither.

    >>> read_stage("Nederland is voornemens in te stemmen."), read_stage("De Raad sprak hierover.")
    ('plan', 'done')
    """
    rules = _load()
    clause = _main_clause(rules, sentence[:_LONGEST_CLAUSE])
    sign = rules.signs.search(clause)
    start = sign.start() if sign else len(clause)
    for auxiliary in rules.auxiliary.finditer(clause, 0, start):
        if _has_participle(rules, clause[auxiliary.end() :]):
            return "done"
    return rules.stages[int((sign.lastgroup or "")[1:])] if sign else ""


def list_examples() -> tuple[tuple[str, Stage], ...]:
    """Every example of the rules with the stage it must have."""
    return tuple((each, rule["stage"]) for rule in _read_rules() for each in rule["examples"])


def _main_clause(rules: _Rules, sentence: str) -> str:
    if rules.opens_subordinate.match(sentence):
        # "Hoewel dit lastig is, gaf Nederland ...": the main clause follows the comma
        _, comma, rest = sentence.partition(",")
        sentence = rest.strip() if comma else sentence
    end = rules.subordinate.search(sentence)
    return sentence[: end.start()] if end else sentence


def _has_participle(rules: _Rules, rest: str) -> bool:
    end = _CLAUSE_END.search(rest)
    clause = rest[: end.start()] if end else rest
    if _NOT_YET.search(clause):
        return False  # "er zijn nog geen stukken gedeeld"
    return any(
        match[0] not in rules.no_participles
        and not _NO_PARTICIPLE.search(match[0])
        and not _BEFORE_NOUN.search(clause[: match.start()])
        for match in _PARTICIPLE.finditer(clause)
    )


def _read_rules() -> list[_Rule]:
    return cast(list[_Rule], _data()["rule"])


@functools.cache
def _data() -> dict[str, object]:
    return tomllib.loads((resources.files("index") / "stage.toml").read_text("utf-8"))


@functools.cache
def _load() -> _Rules:
    rules = [rule for rule in _read_rules() if "signs" in rule]
    groups = (f"(?P<r{at}>{'|'.join(rule.get('signs', []))})" for at, rule in enumerate(rules))
    auxiliaries = [each for rule in _read_rules() for each in rule.get("auxiliaries", [])]
    opening = "|".join(cast(list[str], _data()["subordinators"]))
    words = cast(dict[str, list[str]], _data()["no_participle"])
    return _Rules(
        signs=re.compile(rf"(?<![\w-])(?:{'|'.join(groups)})(?![\w-])", re.IGNORECASE),
        stages=tuple(rule["stage"] for rule in rules),
        auxiliary=re.compile(rf"\b(?:{'|'.join(auxiliaries)})\b", re.IGNORECASE),
        subordinate=re.compile(
            rf"(?<!^)(?<!\b[Nn]et)(?!\s(?:dat|die) {_POINTED_AT})[,;:]?\s(?:{opening})\s"
        ),
        opens_subordinate=re.compile(rf"(?:{opening})\s", re.IGNORECASE),
        no_participles=frozenset(word for each in words.values() for word in each),
    )
