"""Check the words of a question: whether they stand in the letters, by name, and together."""

from index.terms import find_words
from rag.checks import LOOKED_AT, Check, Grounds, limit

_WELL = 2.0  # the fit from which sentences say what was asked, in the words of the question
_BADLY = 0.5  # the fit at which they are about something else


def check_fit(grounds: Grounds) -> Check:
    """Doubt that grows as even the best sentence fits the question less."""
    best = grounds.best_fit(grounds.evidence)
    told = (
        "De beste zin past goed bij de vraag."
        if best >= (_WELL + _BADLY) / 2
        else ("Geen enkele zin past goed bij de vraag.")
    )
    return Check("fit", limit((_WELL - best) / (_WELL - _BADLY)), told)


def check_words(grounds: Grounds) -> Check:
    """Doubt for the share of the question whose words stand nowhere in the letters."""
    missing = grounds.question.as_typed(grounds.matcher.missing)
    told = (
        f"Nergens in de brieven staat: {', '.join(missing)}."
        if missing
        else "Elk woord van de vraag staat in de brieven."
    )
    return Check("words", limit(grounds.share(grounds.matcher.missing)), told)


def check_names(grounds: Grounds) -> Check | None:
    """Doubt where a name or figure of the question stands nowhere in the letters."""
    named = grounds.question.named
    if not named:
        return None
    absent = {word for name in grounds.matcher.missing for word in find_words(name)}
    nowhere = grounds.question.as_typed(term for term in named if term in absent)
    told = (
        f"De naam {', '.join(nowhere)} komt in de brieven niet voor."
        if nowhere
        else "De namen in de vraag komen in de brieven voor."
    )
    return Check("names", float(bool(nowhere)), told)


def check_together(grounds: Grounds) -> Check | None:
    """Doubt for words that do stand in the evidence, but never with the rest of the question."""
    if not grounds.asked:
        return None
    found = frozenset[str]().union(*(grounds.covered(each) for each in grounds.asked[:LOOKED_AT]))
    apart = grounds.share(found) - grounds.reach(grounds.asked)
    told = (
        "De woorden van de vraag staan in verschillende passages, niet bij elkaar."
        if apart > 0
        else "De woorden van de vraag staan bij elkaar."
    )
    return Check("together", limit(apart), told)
