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

from index.actor_company import find_agents
from index.actor_context import Context, without_subject
from index.actor_holders import find_holders, find_owner
from index.actor_lexicon import (
    BYSTANDER,
    NARRATOR,
    NETHERLANDS,
    OTHER,
    SOMEBODY,
    Lexicon,
    Mention,
    load_lexicon,
)
from index.actor_members import find_members, is_asked_by_others, who_asked
from index.actor_sentence import Parsed, is_complement
from index.actor_subject import find_subject

__all__ = ["NARRATOR", "ActorReader", "Mention", "load_actor_reader"]

_UNASKED = (SOMEBODY, BYSTANDER)
_READ = 1_500  # characters; no real sentence is longer, and a made one must not take long
_SHORTEST = 12  # characters; "Ja." and "Zie hierna." say nothing of anybody
# no language we read
_ENGLISH = re.compile(r"\b(?:the|[Ww]e)\b.*\b(?:the|and|with|our|that|would|shall)\b")
# a list of letters received: "... - 21501-08-725 minister van Financiën, A. Bel - 3 april 2018";
# the title of questions: "Vragen van het lid Bel over de bel"
_LISTED = re.compile(
    r"\b(?:minister|staatssecretaris) v.* - \d{1,2} [a-z]+ \d{4}$"
    r"|^(?:Vragen|Antwoord) van (?:het lid|de leden|de heer|mevrouw|[Mm]inister|"
    r"[Ss]taatssecretaris) [^?]*$"
)
# "Graag informeren wij uw Kamer": whoever else is named behind it
_WE = re.compile(
    r"(?:Graag|Hierbij|Daarnaast|Daarbij|Ook|Tevens|Verder|Daarom|Hiermee|Daarmee|Tot slot|"
    r"(?:Met|In|Bij|Middels|Via) (?:deze|dit|mijn|onze) \w+)? ?[a-z]+ (?:ik|wij|we)\b"
    r"|(?:Ik|Wij|We) [a-z]"
)
_PLAIN = re.compile(r"(?:^|(?<=[a-z] ))[Ll]idstaten\b")
_MINISTERS = re.compile(r"\b[Dd]e ministers\b")


@dataclass(frozen=True)
class ActorReader:
    """Reads actors from sentences."""

    lexicon: Lexicon

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Every actor by every name: (actor, regular expression)."""
        states = ((actor, name) for name, actor in self.lexicon.states.items())
        return tuple(pair for pair in (*self.lexicon.names, *states) if pair[0] not in _UNASKED)

    @property
    def aliases(self) -> tuple[tuple[str, str], ...]:
        """What a person may type for an actor: (alias in lower case, actor)."""
        return self.lexicon.aliases

    def find_mentions(self, text: str) -> Iterator[Mention]:
        """Yield every actor the text names, in order."""
        return (each for each in self.lexicon.find_mentions(text) if each.actor not in _UNASKED)

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
        earlier: tuple[str, ...] = (),
    ) -> tuple[str, ...]:
        """Say who speaks or acts in the sentence; empty = unknown.

        ``before`` is the sentence before it in its paragraph, ``previous`` who spoke there, and
        ``earlier`` who spoke last in that paragraph, but for the letter itself; ``headings`` are
        those it stands under.

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
        if _ENGLISH.search(sentence):
            return ()
        if _LISTED.search(sentence):
            return (NARRATOR,)
        if _WE.match(sentence):
            return (NETHERLANDS,)
        parsed = Parsed(sentence[:_READ], self.lexicon)
        context = Context(previous, before, headings, earlier)
        if members := find_members(parsed):
            return members
        if holders := find_holders(parsed):
            return _known(holders)
        if parsed.has("in line", parsed.main_text) and not parsed.tells_speech:
            return (NETHERLANDS,)
        subject = find_subject(parsed)
        if is_asked_by_others(parsed.text, subject.actors):
            return who_asked(previous)
        if subject.role == "acts":
            actors = _as_coalition(parsed, _all_of(parsed, subject.actors))
            return _known(_as_chair(parsed, actors, context))
        if agents := find_agents(parsed):
            return _known(agents)
        if owner := find_owner(parsed):
            return _known(owner)
        match subject.role:
            case "must":  # who holds that they must, not who must
                if set(context.speaker) - set(subject.actors):
                    return context.speaker
                by_law = not context.lost and parsed.has("legal ground", parsed.main_text)
                return (NARRATOR,) if by_law else ()
            case "can" | "is":
                return () if context.reported or context.lost else (NARRATOR,)
            case _:
                return without_subject(parsed, subject, context)


def _all_of(parsed: Parsed, actors: tuple[str, ...]) -> tuple[str, ...]:
    """Member states without a number that do something unanimously are all of them."""
    plain = actors == ("lidstaten:aantal",) and _PLAIN.search(parsed.main_text)
    return ("lidstaten:alle",) if plain and parsed.has("by all", parsed.main_text) else actors


def _as_coalition(parsed: Parsed, actors: tuple[str, ...]) -> tuple[str, ...]:
    """Ministers who meet as a coalition are not the Council."""
    met = actors == ("Raad",) and _MINISTERS.search(parsed.text)
    return (OTHER,) if met and parsed.has("coalition", parsed.text) else actors


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
    if SOMEBODY in actors:
        return ()
    return tuple(dict.fromkeys(OTHER if each == BYSTANDER else each for each in actors))


def load_actor_reader() -> ActorReader:
    """Read the lexicon that ships with the package."""
    return ActorReader(load_lexicon())
