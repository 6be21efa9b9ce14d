"""Change a sentence: a figure, a name, an actor, a negation, or what a rule says.

Every change gives the sentence itself back where it holds nothing of the kind.
"""

import itertools
import random
import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

from index.actors import ActorReader

_MONTHS = (
    "januari februari maart april mei juni juli augustus september oktober november december"
).split()
_STATES = ("Duitsland", "Frankrijk", "Italië", "Polen", "Spanje")
_NAMES = (
    "Frontex Europol Eurojust Schengen Dublin Oekraïne Rusland Syrië Marokko Turkije Oeganda "
    "Interpol Belarus Moldavië Georgië VS NAVO VN Prüm EES ETIAS SIS"
).split()

Change: TypeAlias = Callable[[str, random.Random], str]


def by_rules(rules: Sequence[Sequence[str]]) -> Change:
    """A change by one of the rules that fit, at one of the places where it does."""

    def change(text: str, chance: random.Random) -> str:
        fitting = [(match, becomes) for rule, becomes in rules for match in re.finditer(rule, text)]
        if not fitting:
            return text
        match, becomes = chance.choice(fitting)
        return text[: match.start()] + match.expand(becomes) + text[match.end() :]

    return change


def change_twice(text: str, chance: random.Random, changes: Sequence[Change]) -> str:
    """What two different changes make of it; the text itself where there are no two."""
    order = chance.sample(changes, len(changes))
    made = 0
    changed = text
    for change in order:
        becomes = change(changed, chance)
        made += becomes != changed
        changed = becomes
        if made == 2:
            return changed
    return text


def swap_figures(text: str, chance: random.Random) -> str:
    """Two figures in each other's place."""
    figures = list(re.finditer(r"\b\d+(?:[.,]\d+)?\b", text))
    pairs = [each for each in itertools.combinations(figures, 2) if each[0][0] != each[1][0]]
    if not pairs:
        return text
    one, other = chance.choice(pairs)
    between = text[one.end() : other.start()]
    return text[: one.start()] + other[0] + between + one[0] + text[other.end() :]


def change_figure(text: str, chance: random.Random) -> str:
    """Another figure, where one stands that is no part of a date."""
    figures = [
        match
        for match in re.finditer(r"\b\d{1,4}(?:[.,]\d+)?\b", text)
        if not re.match(r"(?:19|20)\d\d$", match[0])
        and not re.match(rf"\s(?:{'|'.join(_MONTHS)})", text[match.end() :])
    ]
    if not figures:
        return text
    figure = chance.choice(figures)
    other = str(int(re.split(r"[.,]", figure[0])[0]) + chance.randint(1, 9))
    return text[: figure.start()] + other + text[figure.end() :]


def change_date(text: str, chance: random.Random) -> str:
    """Another day, month or year."""
    dates = [
        *re.finditer(rf"\b(?:{'|'.join(_MONTHS)})\b", text),
        *re.finditer(r"\b20\d\d\b", text),
    ]
    if not dates:
        return text
    date = chance.choice(dates)
    other = (
        str(int(date[0]) + 1)
        if date[0].isdigit()
        else chance.choice([month for month in _MONTHS if month != date[0]])
    )
    return text[: date.start()] + other + text[date.end() :]


def change_name(text: str, chance: random.Random) -> str:
    """Another name for one that stands there."""
    names = [match for name in _NAMES for match in re.finditer(rf"\b{name}\b", text)]
    if not names:
        return text
    name = chance.choice(names)
    other = chance.choice([each for each in _NAMES if each not in text])
    return text[: name.start()] + other + text[name.end() :]


def change_actor(text: str, chance: random.Random, actors: ActorReader) -> str:
    """Another actor for the first one named."""
    mention = next(actors.find_mentions(text), None)
    if mention is None:
        return text
    others = [
        *_STATES,
        "de Commissie",
        "Nederland",
        "het voorzitterschap",
        "het Europees Parlement",
    ]
    known = {each.actor for each in actors.find_mentions(text)}
    other = chance.choice(
        [each for each in others if not {m.actor for m in actors.find_mentions(each)} & known]
    )
    return text[: mention.start] + other + text[mention.end :]


def swap_actors(text: str, actors: ActorReader) -> str:
    """Two actors in each other's place."""
    mentions = list(actors.find_mentions(text))
    pairs = [
        (one, other) for one, other in itertools.pairwise(mentions) if one.actor != other.actor
    ]
    for one, other in pairs:
        between = text[one.end : other.start]
        if re.fullmatch(r"(?:, | en |, waaronder |/|-)(?:de |het )?", between):
            continue  # in a row their order says nothing
        first, second = text[one.start : one.end], text[other.start : other.end]
        return text[: one.start] + second + between + first + text[other.end :]
    return text


def move_negation(text: str, chance: random.Random) -> str:
    """A "niet" or "geen" in another clause of the sentence."""
    match = re.search(r"\b(?:niet|geen) ", text)
    verbs = re.finditer(r"\b(?:is|zijn|heeft|wil|zal|kan|kunnen|hebben|moeten|worden) ", text)
    places = [each.end() for each in verbs if match and abs(each.end() - match.start()) > 20]
    if match is None or not places:
        return text
    place = chance.choice(places)
    moved = text[:place] + "niet " + text[place:]
    start = match.start() + (len("niet ") if place <= match.start() else 0)
    return moved[:start] + moved[start + len(match[0]) :]


def swap_words(text: str, chance: random.Random) -> str:
    """Two long words in each other's place: "van bronlanden naar buurlanden"."""
    words = list(re.finditer(r"(?<= )[a-zë]{7,}(?= )", text))
    pairs = [(one, other) for one, other in itertools.pairwise(words) if one[0] != other[0]]
    apart = [each for each in pairs if len(text[each[0].end() : each[1].start()].split()) >= 1]
    joined = [
        each for each in apart if text[each[0].end() : each[1].start()].strip() in ("en", "of")
    ]
    apart = [each for each in apart if each not in joined]  # "A en B" is "B en A"
    if not apart:
        return text
    one, other = chance.choice(apart)
    between = text[one.end() : other.start()]
    return text[: one.start()] + other[0] + between + one[0] + text[other.end() :]
