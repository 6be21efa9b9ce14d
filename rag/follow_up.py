"""Make a follow-up ("en de Commissie?", "wat vond NL daarvan?") a question that stands by itself.

Only earlier questions are used, never what was answered. What a follow-up leaves out is carried
over from the last question; what it names takes the place of what stood there. A question that is
whole stays as typed. The words are in ``rag/follow_up.toml``.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from index.actors import ActorReader
from index.terms import align
from rag.anaphora import preposition_for, resolve
from rag.periods import read_period
from rag.question_kinds import find_kind
from rag.question_parts import Parts, follow_up_words, take_apart
from rag.question_pieces import (
    PERIOD,
    SPEAKER,
    SUBJECT,
    Completed,
    join_names,
    replace_parts,
    say_period,
)

_OPENING = re.compile(r"^(?:(?:en|maar|and|but|dus|ok(?:e|ay)?|ja)[\s,]+)+", re.IGNORECASE)
_CLOSING = re.compile(
    r"[\s,]*\b(?:dan|toen|then|eigenlijk|nou|ook|trouwens)?\s*[?.!]*$", re.IGNORECASE
)
# "de gevolgen voor kleine bedrijven" says for whom, and not yet of what
_EFFECT = re.compile(
    r"\b(?:gevolg|gevolgen|kosten|voordelen|nadelen|risico|risico's)\s+voor\b(?!.*\b(?:van|bij)\b)"
)
_BARE = re.compile(
    r"(?:(?:om\s+)?(?:welke\s+)?reden|waarom|hoezo|sinds\s+wanneer|tot\s+wanneer|wanneer|hoeveel|wie|waar|hoe|why|"
    r"when|who|how\s+much)(?:\s+(?:precies|dan|eigenlijk|niet|wel|nu))*"
)
# "was dat in juli ook zo?", "vond de Commissie dat ook?": the last question again, for another
_AGAIN = re.compile(
    r"\b(?:dat|dit|daar|er|het)\b.*\b(?:ook|zo|hetzelfde|anders)\b|\b(?:ook|hetzelfde|zo)\b.*\bdat\b"
)


class Turn(NamedTuple):
    """A question that was asked before, and what was answered."""

    question: str
    answer: str = ""


def complete(text: str, history: Sequence[Turn], actors: ActorReader) -> Completed:
    """Make a question self-contained with those asked before it, oldest first.

    >>> from index.actors import load_actor_reader
    >>> asked = [Turn("Wat zei de Commissie in juni over dataretentie?")]
    >>> complete("en NL?", asked, load_actor_reader()).text
    'Wat zei NL in juni over dataretentie?'
    """
    previous = ""
    for turn in history:
        if question := " ".join(turn.question.split()):
            previous = _complete(question, previous, actors).text
    return _complete(" ".join(text.split()), previous, actors)


def _complete(text: str, previous: str, actors: ActorReader) -> Completed:
    if not text or not previous:
        return Completed(text)
    core = _CLOSING.sub("", _OPENING.sub("", text))
    if _BARE.fullmatch(align(core)):
        return _ask_again(core, previous, actors)
    before = take_apart(previous, actors)
    now = take_apart(core, actors)
    if before.topic is None:
        return Completed(text)
    if now.asks and not now.has_verb and not now.own:
        return _ask_again(core, previous, actors)
    if not (now.asks or now.has_verb) or (
        not now.own and not now.open and _AGAIN.search(align(text))
    ):
        return replace_parts(now, before)
    resolved = resolve(now, before)
    if resolved == now.text and now.own and not _EFFECT.search(now.folded):
        return Completed(text)
    if resolved == now.text:
        resolved = _attach(now, before)
    return _add_missing(resolved, now, before, actors)


def _ask_again(word: str, previous: str, actors: ActorReader) -> Completed:
    """Ask the last question for something else: "Waarom?"."""
    lowered = previous if previous[:2].isupper() else previous[0].lower() + previous[1:]
    asked = word[0].upper() + word[1:]
    kind = find_kind(previous, (), read_period(align(previous)))
    joined = f"{asked} {lowered}" if kind == "yes_no" else f"{asked}: {lowered}"
    return Completed(joined, (SUBJECT, SPEAKER, PERIOD))


def _attach(now: Parts, before: Parts) -> str:
    """Add the topic to a question that names none: behind "de drempel", or at its end."""
    assert before.topic
    topic = before.words_of(before.topic)
    if now.open:
        at = now.open[-1].end
        about = align(now.text[now.open[-1].start : at]) in follow_up_words().about
        return f"{now.text[:at]} {'over' if about else 'van'} {topic}{now.text[at:]}"
    at = now.moments[0].start if now.moments else len(now.text)
    head = now.text[:at].rstrip()
    preposition = (
        "" if re.search(r"\b(?:tegen|voor|over|van|met)$", align(head)) else preposition_for(now)
    )
    return " ".join(f"{head} {preposition} {topic} {now.text[at:]}".split())


def _add_missing(text: str, now: Parts, before: Parts, actors: ActorReader) -> Completed:
    """Carry over when, and where somebody's reason or opinion is asked, whose."""
    carried = [SUBJECT]
    after = take_apart(text, actors)
    kind = find_kind(text, [each.actor for each in after.speakers], read_period(align(text)))
    if before.moments and not after.moments and kind != "date":
        text = f"{text}{say_period(before)}"
        carried.append(PERIOD)
    if before.speakers and not after.speakers and kind in ("reason", "position"):
        text = f"{text} volgens {join_names(before.speakers, before)}"
        carried.append(SPEAKER)
    return Completed(f"{text[0].upper()}{text[1:]}?", tuple(carried))
