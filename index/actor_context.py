"""Say who speaks in a sentence that names no subject: whoever spoke before, the cabinet, or nobody.

What a sentence leaves unsaid is filled in only where Dutch letters leave no doubt; otherwise the
speaker stays unknown. The phrases are in ``index/actor_phrases.toml``.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from index.actor_lexicon import NARRATOR, NETHERLANDS
from index.actor_sentence import Parsed, is_complement
from index.actor_subject import Subject

Actors = tuple[str, ...]
_WE_HOLD = re.compile(r"(?:[\w-]+ )?(?:ik|wij|we)\b")  # "Dat neemt niet weg dat ik ..."
_GOES_ON = frozenset("blijft zal heeft zet werkt".split())
_OPENING = 20  # characters of a clause in which its subject begins


@dataclass(frozen=True)
class Context:
    """What surrounds a sentence."""

    previous: Actors = ()  # who spoke in the sentence before it
    before: str = ""  # that sentence; "" where a paragraph begins
    headings: Actors = ()  # it stands under these
    earlier: Actors = ()  # who spoke last in its paragraph, but for the letter itself

    @cached_property
    def speaker(self) -> Actors:
        """Who spoke before, if anybody besides the letter itself."""
        return tuple(actor for actor in self.previous if actor != NARRATOR)

    @property
    def reported(self) -> bool:
        """Whether somebody besides the cabinet may go on speaking from the sentence before."""
        return bool({*self.speaker} - {NETHERLANDS})

    @property
    def lost(self) -> bool:
        """Whether it is unknown who spoke before."""
        return bool(self.before) and not self.previous

    def stands_under(self, parsed: Parsed, phrase: str) -> bool:
        """Whether a heading holds a phrase of the lexicon."""
        return any(parsed.has(phrase, heading) for heading in self.headings)


def without_subject(parsed: Parsed, subject: Subject, context: Context) -> Actors:
    """Who speaks where no subject does; empty = unknown."""
    told = _tell_by_wording(parsed, subject, context)
    if told is None:
        told = _tell_by_wish(parsed, context)
    return _narrate(parsed, subject, context) if told is None else told


def _tell_by_wording(parsed: Parsed, subject: Subject, context: Context) -> Actors | None:
    """What pronouns and passives tell; None = nothing."""
    text = parsed.text
    undergoer = subject.actors if subject.role == "undergoes" else ()
    if parsed.has("first person", parsed.main_text):
        return (NETHERLANDS,)
    if parsed.has("to parliament", text):
        return (NARRATOR,)
    if parsed.has("promised", text):
        return (NETHERLANDS,)
    if parsed.has("to be noted", text) and not context.lost:
        return context.speaker or (NARRATOR,)
    if parsed.has("pronoun", text):
        return _all_of(parsed, context.speaker)
    shared = parsed.has("there was", text) and parsed.has("opinion", text)
    if shared and not parsed.has("wish", parsed.main_text):
        if parsed.has("by all", text):
            return ("lidstaten:alle",)
        if parsed.has("by many", text):
            return ("lidstaten:veel",)
    if undergoer == ("Raad",):
        return (NARRATOR,)  # "De Raad werd geïnformeerd": it only listens
    if parsed.has("said in a passive", text) and not parsed.has("met", text):
        if not context.speaker and not context.lost and parsed.has("written", text):
            return (NARRATOR,)
        return () if parsed.has("in a text", text) else context.speaker
    if undergoer:
        return context.speaker if context.speaker != undergoer else ()
    if parsed.has("adopted", text) and parsed.has("there was", text):
        return ("Raad",)
    return None


def _all_of(parsed: Parsed, speaker: Actors) -> Actors:
    """Member states that do something unanimously are all of them."""
    states = bool(speaker) and all(actor.startswith("lidstaten:") for actor in speaker)
    return ("lidstaten:alle",) if states and parsed.has("by all", parsed.text) else speaker


def _tell_by_wish(parsed: Parsed, context: Context) -> Actors | None:
    """Whose wish or judgement it is; None = it is none."""
    main, text = parsed.main_text, parsed.text
    others = context.stands_under(parsed, "others' section")
    under_own = not others and context.stands_under(parsed, "own section")
    own = under_own or (context.earlier == (NETHERLANDS,) and not context.lost)
    if parsed.has("must", main) and not parsed.has("wish", main):
        law = parsed.has("law", text) or parsed.has("legal ground", text)
        if not (context.speaker or context.earlier or context.lost or own) and (
            parsed.has("legal text", context.before) or parsed.has("legal ground", text)
        ):
            return (NARRATOR,)  # rules, as they stand
        return context.speaker or ((NETHERLANDS,) if own and not law else ())
    if parsed.has("advice", text):
        return context.speaker  # "Stel concrete doelen": of whoever advises
    if parsed.has("wish", main) and not parsed.has("by law", text):
        # a wish of nobody named is the cabinet's: it writes the letter
        return context.speaker or (() if context.lost or others else (NETHERLANDS,))
    if parsed.has("promise kept", text):
        return (NETHERLANDS,)
    if parsed.has("expected", text) or parsed.has("met", main):
        return (NARRATOR,)
    if under_own and parsed.has("judgement", main) and not parsed.has("law", text):
        return (NETHERLANDS,)
    if context.speaker and context.stands_under(parsed, "programme"):
        return context.speaker
    told = parsed.told
    if parsed.has("of a text", main) and (parsed.has("wish", told) or parsed.has("must", told)):
        return ()
    if (parsed.has("wish", told) or parsed.has("must", told)) and not parsed.has("by law", text):
        return context.speaker  # "Dit betekent dat lidstaten moeten ...": somebody's wish
    return None


def _narrate(parsed: Parsed, subject: Subject, context: Context) -> Actors:
    """The letter's own narration, unless somebody may be speaking."""
    if subject.role == "doubt":
        return (NARRATOR,) if parsed.has("law", parsed.text) else ()
    if context.lost and parsed.has("carries on", parsed.text):
        return ()
    if parsed.has("utterance", parsed.main_text) or parsed.tells_speech:
        return ()  # somebody said it, but who
    if _WE_HOLD.match(parsed.told) and not context.reported:
        return (NETHERLANDS,)
    named = next(parsed.lexicon.find_mentions(parsed.told[:_OPENING]), None)
    if named and not is_complement(parsed.told[: named.start]):
        if named.actor == NETHERLANDS and not context.lost and _is_held(parsed):
            return context.speaker or (NETHERLANDS,)  # whoever tells it
        return ()  # "Dat neemt niet weg dat het kabinet ...": perhaps its view
    # who reported what others think may go on doing so, unmarked
    others = context.speaker and NETHERLANDS not in context.speaker
    if others and context.speaker != ("Raad",) and parsed.has("speech", context.before):
        return ()
    return (NARRATOR,)


def _is_held(parsed: Parsed) -> bool:
    """Whether it tells a view or an act: "Dat neemt niet weg dat het kabinet kritisch blijft"."""
    words = parsed.told.lower().split()
    holds = any(word in parsed.lexicon.verbs.voicing or word in _GOES_ON for word in words)
    return holds or parsed.has("stance", parsed.told)
