"""Say who speaks or acts in a sentence, by rules a person can check; unknown rather than guessed.

Whoever a sentence names as holder of an opinion ("volgens de Commissie"), as subject, as agent of a
passive or as owner of a position speaks. Where it names nobody, what came before may tell
(``index/actor_context.py``). A sentence of nobody's is the letter's own narration: ``verteller``.
The words are in ``index/actors.toml`` and ``index/actor_phrases.toml``; sentences that must be read
as they say in ``tests/index/actors.tsv``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from index.actor_company import find_agents, with_company
from index.actor_context import Context, without_subject
from index.actor_lexicon import NARRATOR, NETHERLANDS, SOMEBODY, Lexicon, Mention, load_lexicon
from index.actor_members import find_members, is_asked_by_others, who_asked
from index.actor_sentence import Parsed, is_complement
from index.actor_subject import find_subject

__all__ = ["NARRATOR", "ActorReader", "Mention", "load_actor_reader"]

_READ = 1_500  # characters; no real sentence is longer, and a made one must not take long
_SHORTEST = 12  # characters; "Ja." and "Zie hierna." say nothing of anybody
_ACCORDING = re.compile(
    r"\b(?:volgens|aldus|naar (?:de )?mening van)\s+$|^\W*namens\s+$", re.IGNORECASE
)
_CLOSING = re.compile(r"\baldus\s+$", re.IGNORECASE)
_CONCERNING = re.compile(r"\bwat\s+$", re.IGNORECASE)
_CONCERNED = re.compile(r"\s+betreft\b")
_FOR = re.compile(r"\bvoor\s+$", re.IGNORECASE)
# who owns a position need not be the subject: "de inzet van het kabinet"
_POSITIONS = (
    "inzet|standpunt|positie|prioriteiten|prioriteit|voorkeur|lijn|oproep|visie|wens|reactie|"
    "mening|oordeel|appreciatie|pleidooi|opvatting|zorgen|steun|aandacht"
)
_OWNS = re.compile(rf"\b(?:{_POSITIONS})\s+van\s+$", re.IGNORECASE)
_ASKED = re.compile(
    r"\W*(?:Op (?:\w+ )?(?:verzoek|voorstel|initiatief|uitnodiging)|Onder leiding) van "
    r"(?:onder andere )?"
)


@dataclass(frozen=True)
class ActorReader:
    """Reads actors from sentences."""

    lexicon: Lexicon

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Every actor by every name: (actor, regular expression)."""
        states = ((actor, name) for name, actor in self.lexicon.states.items())
        return tuple(pair for pair in (*self.lexicon.names, *states) if pair[0] != SOMEBODY)

    @property
    def aliases(self) -> tuple[tuple[str, str], ...]:
        """What a person may type for an actor: (alias in lower case, actor)."""
        return self.lexicon.aliases

    @cached_property
    def _holder_pattern(self) -> re.Pattern[str]:
        parts = (f"(?P<a{at}>{name})" for at, (_, name) in enumerate(self.lexicon.holders))
        return re.compile(
            rf"\b(?:{'|'.join(parts)})\s?"
            rf"(?:{_POSITIONS}|interventie|inbreng|bijdrage|insteek|zienswijze|zijde|kant)\b"
        )

    def find_mentions(self, text: str) -> Iterator[Mention]:
        """Yield every actor the text names, in order."""
        return (each for each in self.lexicon.find_mentions(text) if each.actor != SOMEBODY)

    def is_free(self, sentence: str, mention: Mention) -> bool:
        """Whether it may be the subject: not behind a preposition, nor late in an enumeration."""
        return not is_complement(sentence[: mention.start])

    def read(
        self,
        sentence: str,
        *,
        previous: tuple[str, ...] = (),
        headings: tuple[str, ...] = (),
        before: str = "",
    ) -> tuple[str, ...]:
        """Say who speaks or acts in the sentence; empty = unknown.

        ``before`` is the sentence before it in its paragraph, ``previous`` who spoke there;
        ``headings`` are those it stands under.

        >>> reader = load_actor_reader()
        >>> reader.read("Enkele lidstaten, waaronder Nederland, wezen op het tijdelijke karakter.")
        ('lidstaten:enkele', 'Nederland')
        >>> reader.read("Daarbij verzocht het kabinet de Commissie dat de lidstaten dit doen.")
        ('Nederland',)
        >>> reader.read("De Hoge Vertegenwoordiger wees op de risico's.")
        ()
        """
        if len(sentence) < _SHORTEST:
            return (NARRATOR,)
        parsed = Parsed(sentence[:_READ], self.lexicon)
        context = Context(previous, before, headings)
        if members := find_members(parsed):
            return members
        if holders := _find_holders(parsed):
            return _known(holders)
        subject = find_subject(parsed)
        if is_asked_by_others(parsed.text, subject.actors):
            return who_asked(previous)
        if subject.role == "acts":
            return _known(_as_chair(parsed, subject.actors, context))
        if agents := find_agents(parsed):
            return _known(agents)
        if owner := self._find_owner(parsed):
            return _known((owner,))
        match subject.role:
            case "must":  # who holds that they must, not who must
                return context.speaker if set(context.speaker) - set(subject.actors) else ()
            case "can":
                return () if context.speaker else (NARRATOR,)
            case "is":
                return ()
            case _:
                return without_subject(parsed, subject, context)

    def _find_owner(self, parsed: Parsed) -> str:
        """Whose position is the subject: "de Nederlandse inzet", "de inzet van het kabinet"."""
        for clause in parsed.main_clauses:
            for mention in parsed.mentions_in(clause):
                before = parsed.text[clause.start : mention.start]
                if _OWNS.search(before) or _ASKED.fullmatch(before):
                    return mention.actor
            if holder := self._holder_pattern.search(parsed.text, clause.start, clause.end):
                return self.lexicon.holders[int((holder.lastgroup or "")[1:])][0]
        return ""


def _find_holders(parsed: Parsed) -> tuple[str, ...]:
    """Whose opinion it is: "volgens X", "aldus X", "wat X betreft", "voor X is van belang"."""
    for mention in parsed.mentions:
        before, after = parsed.text[: mention.start], parsed.text[mention.end :]
        if _CLOSING.search(before):
            return with_company(parsed, mention)
        if not any(each.start <= mention.start < each.end for each in parsed.main_clauses):
            continue
        concerned = _CONCERNING.search(before) and _CONCERNED.match(after)
        if _ACCORDING.search(before) or concerned:
            return with_company(parsed, mention)
        matters = _FOR.search(before) and parsed.has("matters", after)
        if matters and mention.actor == NETHERLANDS:
            return (NETHERLANDS,)
    return ()


def _as_chair(parsed: Parsed, actors: tuple[str, ...], context: Context) -> tuple[str, ...]:
    """A state that presents its programme as the (next) chair of the Council is that chair."""
    if parsed.has("as chair", parsed.text):
        chairs = {actor for actor in actors if actor.startswith("lidstaat:")}
    else:
        chairs = {
            actor
            for heading in context.headings
            if parsed.has("programme", heading)
            for adjective, actor in parsed.lexicon.adjectives.items()
            if adjective[:-1] in heading.lower()  # "inkomend Pools", "inkomende Poolse"
        }
    return tuple("voorzitterschap" if actor in chairs else actor for actor in actors)


def _known(actors: tuple[str, ...]) -> tuple[str, ...]:
    """Nobody at all where one of them is none of the actors: half a list would mislead."""
    return () if SOMEBODY in actors else actors


def load_actor_reader() -> ActorReader:
    """Read the lexicon that ships with the package."""
    return ActorReader(load_lexicon())
