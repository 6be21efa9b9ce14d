"""The Dutch lines an answer may carry, and the Dutch names of actors."""

from collections.abc import Sequence

_LABELS = {
    "Commissie": "Europese Commissie",
    "EP": "Europees Parlement",
    "EU CTC": "EU-contraterrorismecoördinator",
    "verteller": "de brief zelf",
    "overig": "een andere spreker",
    "lidstaten:alle": "de lidstaten",
    "lidstaten:meerderheid": "een meerderheid van de lidstaten",
    "lidstaten:aantal": "een aantal lidstaten",
}
_ARTICLES = {
    "Commissie": "de",
    "voorzitterschap": "het",
    "Raad": "de",
    "EP": "het",
    "EU CTC": "de",
    "agentschap:EOM": "het",
}


def actor_label(actor: str) -> str:
    """What a Dutch reader calls an actor, standing by itself.

    >>> actor_label("lidstaten:enkele"), actor_label("lidstaat:Litouwen"), actor_label("Commissie")
    ('enkele lidstaten', 'Litouwen', 'Europese Commissie')
    """
    kind, _, name = actor.partition(":")
    if actor in _LABELS:
        return _LABELS[actor]
    return f"{name} lidstaten" if kind == "lidstaten" else name or actor


def actor_name(actor: str) -> str:
    """What a Dutch reader calls an actor inside a sentence.

    >>> actor_name("Commissie"), actor_name("lidstaat:Litouwen")
    ('de Europese Commissie', 'Litouwen')
    """
    return f"{_ARTICLES.get(actor, '')} {actor_label(actor)}".strip()


def join_names(actors: Sequence[str]) -> str:
    """Names in a row: "de Commissie, Litouwen en het voorzitterschap"."""
    names = [actor_name(actor) for actor in actors]
    return " en ".join(filter(None, [", ".join(names[:-1]), names[-1]])) if names else ""


def not_in_letters(missing: Sequence[str], reasons: Sequence[str] = ()) -> str:
    """The line for a question that no passage answers."""
    return " ".join(("Dit staat niet in de brieven.", *_nowhere(missing), *reasons))


def what_is_there(refusal: str) -> str:
    """A refusal with the sentences that come nearest after it."""
    return f"{refusal} Wat er wel over staat:"


def _nowhere(missing: Sequence[str]) -> tuple[str, ...]:
    return (f"Nergens in de brieven staat: {', '.join(missing)}.",) if missing else ()


def others_spoke(asked: Sequence[str], speakers: Sequence[str]) -> str:
    """The line for a question about somebody who said nothing, where others did."""
    silent = join_names(asked)
    silent = silent[0].upper() + silent[1:]
    verb = "hebben" if len(asked) > 1 or asked[0].startswith("lidstaten") else "heeft"
    others = [actor for actor in speakers if actor not in ("verteller", "overig")]
    if not others:
        return f"{silent} {verb} zich hierover in deze brieven niet uitgesproken; wel staat er:"
    return (
        f"{silent} {verb} zich hierover in deze brieven niet uitgesproken; "
        f"wel {join_names(others)}:"
    )


def same_item(asked: Sequence[str]) -> str:
    """The line for sentences that stand under the same heading but do not name the subject."""
    return (
        f"Onder hetzelfde kopje staat dit over wat {join_names(asked)} zei of deed; "
        "het onderwerp van de vraag wordt er niet letterlijk in genoemd."
    )


def only_nearby(missing: Sequence[str], reasons: Sequence[str] = ()) -> str:
    """The line for evidence that speaks about a part of the question."""
    opening = "Het is niet zeker dat dit de hele vraag beantwoordt; dit komt er het dichtst bij."
    return " ".join((opening, *_nowhere(missing), *reasons))
