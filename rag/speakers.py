"""Tell who a question asks from who it is about: "Wat zei Duitsland" from "grens Duitsland"."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from index.actors import ActorReader
from index.terms import align

# before a name these make it the subject matter, not the speaker: "sancties tegen", "in Nederland"
_TOPIC = re.compile(
    r"\b(?:aan|met|tegen|naar|in|uit|op|door|bij|over|tussen|voor|om|richting|to|in|with|on|against|"
    r"of|tot|mandaat|rol|uitbreiding)(?:\s+van)?\s+(?:de\s+|het\s+|the\s+)?$"
)
_OWNED = (
    "inzet|standpunt|standpunten|positie|mening|oordeel|reactie|kant|lijn|visie|opvatting|voorstel|"
    "plannen|prioriteiten|houding|bezwaar|bezwaren|wens|wensen|position|view|opinion"
)
_OWNER = re.compile(
    rf"\b(?:{_OWNED}|volgens|according\s+to|aldus)\s*(?:van|of)?\s+(?:de\s+|het\s+|the\s+)?$"
)
_ADJECTIVE = re.compile(
    r"\b(?:nederlandse|dutch)\s+(?:inzet|standpunt|positie|lijn|reactie|mening|kabinet|regering|minister|"
    r"prioriteit\w*|voorkeur|bijdrage|view|position|government|stance)\b"
)
_VERBS = (
    "zei|zeiden|zegt|zeggen|vond|vonden|vindt|vinden|wil|willen|wilde|wilden|stelde|stelden|bracht|"
    "brachten|riep|riepen|gaf|gaven|noemde|noemden|deed|deden|meldde|did|do|kondigde|vroeg|vroegen|"
    "reageerde|reageerden|pleitte|pleitten|maakt|maakte|maakten|benadrukt|benadrukte|benadrukten|"
    "onderstreepte|onderstreepten|waarschuwde|waarschuwden|drong|drongen|wees|wezen|steunt|steunde|"
    "steunden|verzocht|verzochten|meldt|does"
)
_SAYS = re.compile(
    rf"\b(?:{_VERBS})\s+(?:de\s+|het\s+|the\s+)?(?:andere\s+|overige\s+|sommige\s+|enkele\s+)?$"
)
# "waarom was Frankrijk tegen" asks France, "is Frankrijk lid" does not
_WHY = re.compile(r"\b(?:waarom|why)\s+\w+\s+$")
# "NL en Cie", "Cie, NL", "Cie/NL"; a mere space joins nothing: "drukte Brussel ons op het hart"
_JOINS = re.compile(r"\s*(?:[,/+&]|\b(?:en|of|and|or)\b)+\s*(?:de\s+|het\s+|the\s+)?")
_SAID = re.compile(r"\s*(?:over|:|standpunt|inzet|positie|mening|vindt|vond|zei|wil)\b")
# a second part asks somebody else: "en oordeel Cie december", "en de EU CTC in december?"
_ANEW = re.compile(
    rf"\ben\s+(?:(?:het\s+|de\s+)?(?:{_OWNED})\s*(?:van\s+)?(?:de\s+|het\s+)?|"
    rf"(?:wat|hoe)\s+(?:{_VERBS})\s+(?:de\s+|het\s+)?)$"
)
_ALSO = re.compile(r"\ben\s+(?:de\s+|het\s+)?$")
_CLOSES = re.compile(r"\s*(?:in\s+\w+(?:\s+20\d\d)?\s*)?[?.!]*$")


class Named(NamedTuple):
    """An actor named in a question, and where."""

    actor: str
    start: int
    end: int


@cache
def _alias_pattern(alias: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){re.escape(align(alias))}(?![\w-])")


def find_named(text: str, actors: ActorReader) -> tuple[Named, ...]:
    """Every actor a question names, the longest name where they overlap, in order."""
    lowered = align(text)
    found = [
        Named(actor, *match.span())
        for alias, actor in actors.aliases
        for match in _alias_pattern(alias).finditer(lowered)
    ]
    kept: list[Named] = []
    for named in sorted(found, key=lambda each: (each.start, -each.end)):
        if not kept or named.start >= kept[-1].end:
            kept.append(named)
    return tuple(kept)


def find_speakers(text: str, actors: ActorReader) -> tuple[Named, ...]:
    """Who the question asks about: named freely, or as the owner of a position.

    >>> from index.actors import load_actor_reader
    >>> asked = find_speakers("Wat zei NL over de sancties van de VS?", load_actor_reader())
    >>> [each.actor for each in asked]
    ['Nederland']
    """
    lowered = align(text)
    candidates = sorted(_candidates(lowered, text, actors), key=lambda each: each[0].start)
    speakers: list[Named] = []
    for named, speaks in candidates:
        if speakers and not _goes_on(lowered, speakers[-1], named, speaks):
            continue
        # "Nederland en Duitsland": a state beside a speaker speaks too
        if speaks or speakers:
            speakers.append(named)
    return tuple(speakers)


def _candidates(lowered: str, text: str, actors: ActorReader) -> Iterator[tuple[Named, bool]]:
    adjective = _ADJECTIVE.search(lowered)
    for named in find_named(text, actors):
        if not adjective or named.end <= adjective.start() or named.start >= adjective.end():
            yield named, _speaks(lowered, named)
    if adjective:
        yield Named("Nederland", *adjective.span()), True


def _goes_on(lowered: str, last: Named, named: Named, speaks: bool) -> bool:
    """Whether a later name is asked too: joined to the last one, or asked anew behind "en"."""
    gap = lowered[last.end : named.start]
    if _JOINS.fullmatch(gap):
        return speaks or named.actor.startswith("lidstaat:")
    before, after = lowered[: named.start], lowered[named.end :]
    return bool(_ANEW.search(before)) or bool(
        _ALSO.search(before) and _CLOSES.match(after) and not _TOPIC.search(lowered[: last.start])
    )


def _speaks(text: str, named: Named) -> bool:
    before, after = text[: named.start], text[named.end :]
    if _OWNER.search(before):
        return True
    if _TOPIC.search(before) or re.match(r"\s*-", after):
        return False
    if named.actor == "Raad" or named.actor.startswith(("lidstaat:", "derde land:", "agentschap:")):
        # what letters are about (a meeting, a country): they speak where the question says so
        says = _SAYS.search(before) or _WHY.search(before)
        return bool(says) or (not before.strip() and bool(_SAID.match(after)))
    if named.actor == "lidstaten:alle":
        # "welke landen" asks for names, whoever gives them
        return bool(_SAYS.search(before)) or not before.strip()
    # an adjective speaks only before "inzet", "standpunt" and the like
    return not text[named.start : named.end].startswith(("nederlands", "dutch"))
