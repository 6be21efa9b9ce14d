"""Check that a sentence gives its words to whom the source gives them."""

import re
from collections import Counter
from collections.abc import Sequence

from index.actors import NARRATOR, ActorReader
from rag.wording import actor_label

Spoken = tuple[str, tuple[str, ...]]  # the text of a source, and who speaks or acts in it


def find_other_speaker(sentence: str, sources: Sequence[Spoken], actors: ActorReader) -> str:
    """Say in Dutch what is wrong with who says or does it; "" = nothing."""
    return (
        _actor(sentence, sources, actors)
        or _subject(sentence, sources, actors)
        or _verb(sentence, sources, actors)
        or _doubling(sentence, sources, actors)
    )


def _actor(sentence: str, sources: Sequence[Spoken], actors: ActorReader) -> str:
    claimed = {actor for actor in actors.read(sentence) if actor != NARRATOR}
    given = {actor for _, speakers in sources for actor in speakers}
    named = {mention.actor for text, _ in sources for mention in actors.find_mentions(text)}
    # read by itself, without what stands around it, as the sentence is
    alone = {actor for text, _ in sources for actor in actors.read(text)}
    for actor in sorted(claimed - given - alone):
        # narration names whom it speaks of: "Het akkoord sluit aan bij de inzet van Nederland"
        if given - {NARRATOR} or actor not in named:
            return f"volgens de bron zegt of doet {actor} dit niet"
    if not claimed and given - {NARRATOR} and named and not any(actors.find_mentions(sentence)):
        return "de zin noemt niet wie het zegt"
    return ""


def _subject(sentence: str, sources: Sequence[Spoken], actors: ActorReader) -> str:
    """Whom something matters to does not say it: "is voor het kabinet van groot belang"."""
    mention = next(actors.find_mentions(sentence), None)
    if mention is None or not actors.is_free(sentence, mention):
        return ""
    free = [
        actors.is_free(text, other)
        for text, _ in sources
        for other in actors.find_mentions(text)
        if other.actor == mention.actor
    ]
    if free and not any(free):
        return f"{actor_label(mention.actor)} is in de bron niet het onderwerp van de zin"
    return ""


def _verb(sentence: str, sources: Sequence[Spoken], actors: ActorReader) -> str:
    """A main clause that is turned round must keep its verb: "gaf Nederland aan" is not "heeft".

    In Dutch the word before a subject that does not open its sentence is the finite verb.
    """
    mention = next(actors.find_mentions(sentence), None)  # only the first is the subject
    if mention is None:
        return ""
    words = re.findall(r"\w+", sentence.lower())
    for text, _ in sources:
        verb = _verb_before(mention.actor, text, actors)
        if verb and verb not in words:
            return f"het werkwoord '{verb}' uit de bron ontbreekt"
    return ""


def _verb_before(actor: str, source: str, actors: ActorReader) -> str:
    for mention in actors.find_mentions(source):
        before = re.search(r"(\w+)\s+$", source[: mention.start])
        if mention.actor == actor:
            inverted = before and before[1].islower() and actors.is_free(source, mention)
            return before[1] if before and inverted else ""
    return ""


def _doubling(sentence: str, sources: Sequence[Spoken], actors: ActorReader) -> str:
    """Nobody may be named more often than in the source: "Het kabinet heeft Nederland ..."."""
    claimed = Counter(mention.actor for mention in actors.find_mentions(sentence))
    given = Counter(mention.actor for text, _ in sources for mention in actors.find_mentions(text))
    for actor, number in claimed.items():
        if given[actor] and number > given[actor]:
            return f"{actor} wordt vaker genoemd dan in de bron"
    return ""
