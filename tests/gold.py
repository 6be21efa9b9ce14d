"""Made-up gold questions and runs whose every score can be worked out by hand."""

from eval.questions import GoldEvidence, GoldQuestion
from eval.results import Cited, Found, Result, Shown

FILE = "brief.txt"
SENTENCES = {
    "1": "Nederland steunt 12 voorstellen over dataretentie.",
    "2": "Nederland vraagt aandacht voor grondrechten van burgers.",
}


def make_question(
    identifier: str = "v1",
    *,
    groups: tuple[str, ...] = ("1", "2"),
    kind: str = "actor",
    actors: tuple[str, ...] = ("Nederland",),
    must_include: tuple[str, ...] = ("12 voorstellen", "grondrecht|rechten"),
    must_not_include: tuple[str, ...] = (),
) -> GoldQuestion:
    """An answerable question about what the Netherlands said, with a sentence per group."""
    return GoldQuestion(
        id=identifier,
        question="Wat vindt NL?",
        type=kind,
        answerable=True,
        answer=" ".join(SENTENCES[group] for group in groups),
        actors=actors,
        must_include=must_include,
        must_not_include=must_not_include,
        evidence=tuple(
            GoldEvidence(FILE, SENTENCES[group], group, (), ("Nederland",)) for group in groups
        ),
        style="short",
    )


def make_unanswerable(identifier: str = "o1") -> GoldQuestion:
    """A question that the letters do not answer."""
    return GoldQuestion(identifier, "Hoeveel kost het?", "unanswerable", answerable=False)


def make_hits(*carried: tuple[str, ...]) -> tuple[Found, ...]:
    """Passages in order; each names the groups it carries."""
    return tuple(
        Found(FILE, at * 100, at * 100 + 90, groups=groups) for at, groups in enumerate(carried)
    )


def cite(number: int, group: str, *, actor: str = "Nederland") -> Cited:
    """A citation of the gold sentence of a group."""
    return Cited(number, FILE, 0, 50, SENTENCES[group], (actor,), ("Nederland",), groups=(group,))


def make_perfect(question: GoldQuestion) -> Result:
    """What a run that copies the gold gives."""
    if not question.answerable:
        return Result(question.id, status="not_in_letters", message="Dit staat niet in de brieven.")
    groups = tuple(question.groups)
    hits = make_hits(*((group,) for group in groups))
    return Result(
        question.id,
        hits=hits,
        ranked=hits,
        fit=2.0,
        status="answered",
        sentences=tuple(
            Shown(SENTENCES[group], (number,)) for number, group in enumerate(groups, start=1)
        ),
        citations=tuple(cite(number, group) for number, group in enumerate(groups, start=1)),
        seconds={"search": 0.1, "total": 0.2},
    )


def make_wrong_actor(question: GoldQuestion) -> Result:
    """An answer in the Commission's words to a question about the Netherlands."""
    text = "De Commissie acht dataretentie een topprioriteit."
    cited = Cited(1, FILE, 400, 450, text, ("Commissie",), right_letter=False)
    return Result(
        question.id,
        hits=make_hits((), ()),
        ranked=make_hits((), ()),
        fit=1.0,
        status="answered",
        sentences=(Shown(text, (1,)),),
        citations=(cited,),
    )
