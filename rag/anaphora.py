"""Put the topic of the last question where a follow-up only points at it: "daarvan", "die pool"."""

import re
from collections.abc import Callable

from index.terms import STOP_WORDS, align
from rag.question_parts import Parts, follow_up_words

_PREPOSITION = "van|over|mee|op|tegen|aan|in|voor|bij|uit|onder|toe|door"
_JOINED = re.compile(rf"\b(?:daar|er|hier)(?P<preposition>{_PREPOSITION})\b")
# "heeft het kabinet daar fiducie in", "wat wilde NL er nog bij"
_APART = re.compile(
    r"\b(?:daar|er|hier)\s+(?P<between>(?:[\w-]+\s+){0,4}?)"
    rf"(?P<preposition>{_PREPOSITION})\b(?=\s*(?:$|[?.!,]|(?:on)?eens\b|(?:in|op|sinds)\s+\w+))"
)
_POINTED = re.compile(r"(?<![\w-])(?P<that>die|deze|dat|dit|that|this|those)\s+(?P<noun>[\w-]{3,})")
_ADVERB = (
    r"(?:$|[?.!,]|(?:nu|precies|ook|dan|zo|in|op|al|nog|eigenlijk|vorig|sinds|exact|toen|klaar|"
    r"gereed|nodig|er|wel|niet|\w+en)\b)"
)
_COPULA = (
    "is|was|zijn|waren|wordt|werd|worden|kost|kostte|gaat|komt|kwam|ging|loopt|start|begint|begon|"
    "geldt|moet|moeten|kan|kunnen|mag|mogen|zal|zullen"
)
_ALONE = re.compile(rf"\b(?:{_COPULA})\s+(?P<that>dat|dit|die|het|deze|it|that)\b(?=\s*{_ADVERB})")
_OBJECT = re.compile(r"(?<=\s)(?P<that>dat|dit|it|that)\b(?=\s*(?:$|[?.!]|(?:in|op)\s+\w+))")
_SPEAKER = re.compile(
    r"\b(?:zei|zeiden|zegt|zeggen|vond|vonden|vindt|vinden|wil|willen|wilde|wilden|stelde|stelden|"
    r"pleitte|pleitten|reageerde|reageerden|heeft|hebben|steunde|steunden)\s+"
    r"(?P<who>hij|zij|ze|het)\b(?!\s+(?:kabinet|voorzitterschap|ep\b|voorstel))"
)
_AS_WRITTEN = {"mee": "met", "toe": "tot"}


def resolve(now: Parts, before: Parts) -> str:
    """The follow-up with what it points at in words; as it was when it points at nothing.

    "daarvan" becomes "van" and the topic, "hoeveel was dat" asks for the thing last asked about,
    "ze" is whoever was asked.
    """
    assert before.topic
    assert before.thing
    topic, thing = before.words_of(before.topic), before.words_of(before.thing)
    text = now.text
    if before.speakers and not now.speakers:
        who = " en ".join(before.text[each.start : each.end] for each in before.speakers)
        text = _replace(text, _SPEAKER, lambda match: _swap(match, "who", who))
    for pattern in (_JOINED, _APART):
        changed = _replace(text, pattern, lambda match: _with_topic(match, topic))
        if changed != text:
            return changed
    pointed = _replace(text, _POINTED, lambda match: _point_at(match, text, topic))
    if pointed != text:
        return pointed
    alone = _replace(text, _ALONE, lambda match: _swap(match, "that", thing))
    if alone != text:
        return alone
    return _replace(text, _OBJECT, lambda match: f"{match[0]} {preposition_for(now)} {topic}")


def preposition_for(parts: Parts) -> str:
    """How the verb of a question takes its subject: "eens met", "zei over"."""
    words = set(re.findall(r"\w+", parts.folded))
    attach = follow_up_words().attach
    return next((preposition for verbs, preposition in attach if verbs & words), "bij")


def _replace(text: str, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]) -> str:
    """Change the first place where the pattern stands, read without capitals and accents."""
    match = pattern.search(align(text))
    if not match:
        return text
    return f"{text[: match.start()]}{change(match)}{text[match.end() :]}"


def _with_topic(match: re.Match[str], topic: str) -> str:
    preposition = match["preposition"]
    between = match.groupdict().get("between") or ""
    return f"{between}{_AS_WRITTEN.get(preposition, preposition)} {topic}"


def _point_at(match: re.Match[str], text: str, topic: str) -> str:
    noun, that = match["noun"], match["that"]
    before = re.findall(r"[\w-]+", align(text[: match.start()]))
    verbs, empty = follow_up_words().verbs, follow_up_words().empty
    relative = bool(before) and before[-1] not in STOP_WORDS and before[-1] not in verbs
    plural = that in ("dat", "dit") and noun.endswith(("en", "s"))
    if relative or plural or noun in STOP_WORDS or noun in verbs or noun in empty:
        return match[0]
    if noun in align(topic):
        return topic
    article = "de" if that in ("die", "deze") else "het" if that in ("dat", "dit") else "the"
    return f"{article} {noun} {'on' if article == 'the' else 'bij'} {topic}"


def _swap(match: re.Match[str], group: str, words: str) -> str:
    start, end = match.start(group) - match.start(), match.end(group) - match.start()
    return f"{match[0][:start]}{words}{match[0][end:]}"
