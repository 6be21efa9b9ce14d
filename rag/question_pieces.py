"""Ask the last question again with what a piece of a question names: "en NL?", "en in juni?"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.terms import align
from rag.periods import Moment
from rag.question_parts import Parts, Span, follow_up_words
from rag.speakers import Named

SUBJECT, SPEAKER, PERIOD, KIND = "onderwerp", "spreker", "periode", "soort vraag"
_FILLERS = re.compile(
    r"\b(?:en|over|met|van|voor|wat|betreft|bij|volgens|about|on|for|dan|ook|nu)\b"
)
_OWNED = re.compile(r"^(?P<article>de\s+|het\s+)?(?:nederlandse|dutch)\s+(?P<owned>\w+)$")


@dataclass(frozen=True)
class Completed:
    """A question that stands by itself, and what of it was carried over; () = as typed."""

    text: str
    carried: tuple[str, ...] = ()


def replace_parts(now: Parts, before: Parts) -> Completed:
    """The last question, with what a piece of a question names in its place."""
    speakers = now.speakers or now.named
    own = _own_words(now)
    text, carried = before.text, [KIND]
    changes: list[tuple[Span, str]] = []
    if own and before.topic:
        changes.append((before.topic, _name_subject(own, now, before)))
    if not now.own:
        carried.append(SUBJECT)
    if now.moments:
        changes += _change_moments(now, before)
    elif before.moments:
        carried.append(PERIOD)
    if speakers and not before.speakers:
        return _ask_whoever(speakers, now, before, own)
    if speakers:
        changes += _change_speakers(speakers, now, before)
    elif before.speakers:
        carried.append(SPEAKER)
    if _overlap(changes):
        return _ask_whoever(speakers or before.speakers, now, before, own)
    for span, words in sorted(changes, key=lambda change: change[0], reverse=True):
        text = f"{text[: span.start]}{words}{text[span.end :]}"
    return Completed(" ".join(text.split()), tuple(carried))


def _own_words(now: Parts) -> str:
    """What a piece names beside who and when: "drones" of "en over drones in juni"."""
    text = now.text
    for each in sorted((*now.named, *now.moments), key=lambda each: -each.start):
        text = f"{text[: each.start]} {text[each.end :]}"
    if not now.own and not now.open:
        return ""
    words = " ".join(text.split())
    while match := _FILLERS.match(align(words)):
        words = words[match.end() :].strip()
    return words.strip(" ?.!,")


def _name_subject(own: str, now: Parts, before: Parts) -> str:
    assert before.topic
    if now.own:
        return own
    return f"{own} van {before.words_of(before.topic)}"  # "ons deel" of what was asked about


def _change_moments(now: Parts, before: Parts) -> list[tuple[Span, str]]:
    said = " en ".join(_say_moment(now, each) for each in now.moments)
    if not before.moments:
        end = len(before.text.rstrip("?.! "))
        return [(Span(end, end), f" {said}")]
    first, *others = before.moments
    return [
        (Span(first.start, first.end), said),
        *((Span(_from_join(before, each), each.end), "") for each in others),
    ]


def _from_join(parts: Parts, moment: Moment) -> int:
    """Where "en in december" begins, so that no "en" stays behind."""
    join = re.search(r"\s+(?:en|of|vs\.?|versus|and)\s+$", parts.folded[: moment.start])
    return join.start() if join else moment.start


def _say_moment(parts: Parts, moment: Moment) -> str:
    said = parts.text[moment.start : moment.end]
    return said if moment.word else f"in {said}"


def _change_speakers(
    speakers: Sequence[Named], now: Parts, before: Parts
) -> list[tuple[Span, str]]:
    first, last = before.speakers[0], before.speakers[-1]
    span = Span(first.start, last.end)
    said = join_names(speakers, now)
    if owned := _OWNED.match(before.folded[span.start : span.end]):
        return [(span, f"{owned['article'] or ''}{owned['owned']} van {said}")]
    many = len(speakers) > 1 or any(each.actor.startswith("lidstaten:") for each in speakers)
    return [(span, said), *_agree(before, span, many=many)]


def _agree(before: Parts, span: Span, *, many: bool) -> list[tuple[Span, str]]:
    """The verb beside who is asked, in the number of the new ones."""
    plural_of = follow_up_words().plural_of
    forms = plural_of if many else {plural: one for one, plural in plural_of.items()}
    behind = re.search(r"(\w+)\s+$", before.folded[: span.start])
    after = re.match(r"\s+(\w+)", before.folded[span.end :])
    if behind and behind[1] in forms:
        return [(Span(*behind.span(1)), _like(before.text[behind.start(1)], forms[behind[1]]))]
    if after and after[1] in forms:
        return [(Span(span.end + after.start(1), span.end + after.end(1)), forms[after[1]])]
    return []


def _like(letter: str, word: str) -> str:
    return word.capitalize() if letter.isupper() else word


def join_names(speakers: Sequence[Named], parts: Parts) -> str:
    """Who is asked, as the question has it: "de Commissie en Nederland"."""
    return " en ".join(parts.text[each.start : each.end] for each in speakers)


def _ask_whoever(speakers: Sequence[Named], now: Parts, before: Parts, own: str) -> Completed:
    """A question of one form, where the last one has no place for what the new one names."""
    assert before.topic
    subject = _name_subject(own, now, before) if own else before.words_of(before.topic)
    source = now if speakers and speakers[0] in (*now.speakers, *now.named) else before
    period = say_period(now) or say_period(before)
    if not speakers:
        text = f"Wat is er gezegd over {subject}{period}?"
    else:
        many = len(speakers) > 1 or speakers[0].actor.startswith("lidstaten:")
        who = join_names(speakers, source)
        text = f"Wat {'zeiden' if many else 'zei'} {who}{period} over {subject}?"
    carried = (SUBJECT,) if not own else ()
    return Completed(text, (*carried, *((PERIOD,) if not now.moments and period else ())))


def say_period(parts: Parts) -> str:
    """When, with a space before it: " in juni"; "" when no moment is named."""
    return "".join(f" {_say_moment(parts, each)}" for each in parts.moments[:1])


def _overlap(changes: Sequence[tuple[Span, str]]) -> bool:
    spans = sorted(span for span, _ in changes)
    return any(one.end > other.start for one, other in pairwise(spans))
