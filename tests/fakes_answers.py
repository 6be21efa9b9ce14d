"""Answers over the tiny letters, made by hand, for what the command line shows."""

from collections.abc import Mapping

from index.hit import Hit, Place
from index.letter import Letter, Passage, Sentence, Span
from rag.answer import (
    Answer,
    AnswerSentence,
    Citation,
    EvidencePlace,
    Group,
    MissingDocument,
    Receipt,
    Searched,
    Timings,
    WithheldSentence,
)
from rag.notation import write_notation


def find_sentence(letter: Letter, start: str) -> Sentence:
    return next(each for each in letter.sentences if each.display.startswith(start))


def make_hit(letter: Letter, start: str, *, also_in: tuple[Place, ...] = ()) -> Hit:
    sentence = find_sentence(letter, start)
    passage = Passage(letter.id, sentence.start, sentence.end, sentence.section)
    return Hit(1, 0.5, passage, letter, sentence.display, sentence.actors, also_in)


def make_citation(number: int, letter: Letter, start: str) -> Citation:
    sentence = find_sentence(letter, start)
    return Citation(
        number=number,
        letter_id=letter.id,
        file=letter.file,
        title=letter.title,
        date=letter.date.isoformat() if letter.date else "",
        kamerstuk=letter.kamerstuk,
        section=letter.sections[sentence.section].path,
        page=None,
        start=sentence.start,
        end=sentence.end,
        spans=sentence.spans,
        quote=letter.text[sentence.start : sentence.end],
        display=sentence.display,
        actors=sentence.actors,
        also_in=(Place("f" * 16, "kopie.txt", 3, 9),) if number == 1 else (),
        notation=write_notation(letter, sentence.start, sentence.section, None),
    )


def make_answer(letters: Mapping[str, Letter]) -> Answer:
    """One worded sentence, one withheld, and a source in a letter without a date.

    The first has its figure set off and leans on another sentence; each has a heading.
    """
    report, note = letters["verslag"], letters["los"]
    citations = (
        make_citation(1, report, "Nederland kon het voorstel niet steunen"),
        make_citation(2, note, "Nederland hecht"),
        make_citation(3, report, "Het Voorzitterschap presenteerde"),
    )
    cost, rules = (each.display for each in citations[:2])
    figure = cost.index("4,5 miljoen euro")
    return Answer(
        question="Wat zei NL over drijvende brievenbussen?",
        status="partly",
        message="Het is niet zeker dat dit de hele vraag beantwoordt; dit komt er het dichtst bij.",
        extract=(
            AnswerSentence(
                cost, (1,), "verbatim", "verbatim", (Span(figure, figure + 16),), leans_on=(3,)
            ),
            AnswerSentence(rules, (2,), "verbatim", "verbatim"),
        ),
        withheld=(WithheldSentence("Er komen er 99.", (2,), "het getal 99 staat niet in de bron"),),
        citations=citations,
        evidence=(make_hit(report, "Nederland kon"),),
        searched=Searched(
            letters=3,
            first_date="2031-03-03",
            last_date="2031-03-20",
            terms=("drijvende", "brievenbussen"),
            actors=("Nederland",),
        ),
        receipt=Receipt(
            "2031-04-01T09:00:00+00:00",
            "g000001",
            "embedder",
            "generator",
            "0" * 16,
            question="en in maart?",
            history=(("Wat zei NL over drijvende brievenbussen?", ""),),
            filters=(("actor", "Nederland"),),
            evidence=(EvidencePlace("f" * 16, "verslag.txt", 3, 9, "0" * 64),),
        ),
        timings=Timings(search=0.12345, first_text=0.2, total=1.5),
        wording=(AnswerSentence("Nederland hecht aan regels.", (2,), "worded", "verified"),),
        notice="Let op: de vorige index wordt gebruikt.",
        is_final=True,
        understood="Wat zei NL in maart over drijvende brievenbussen?",
        form="position",
        summary="Het laatste standpunt in deze brieven is van 20 maart 2031.",
        groups=(
            Group("Nederland", "verslag JBZ-Raad 10 maart 2031", (0,), "uitkomst"),
            Group("Nederland", "los.txt", (1,), "herhaald", "de brief zegt ‘nogmaals’"),
            Group("De Europese Commissie", "", (), why="hierover is niets gevonden"),
        ),
        missing=(MissingDocument("99 999, nr. 3", (1,)),),
    )


def make_refusal(letters: Mapping[str, Letter]) -> Answer:
    """Nothing that fits, and a passage that comes near."""
    return Answer(
        question="Wat zei NL over bitcoin?",
        status="not_in_letters",
        message="Dit staat niet in de brieven. Nergens in de brieven staat: bitcoin.",
        extract=(),
        withheld=(),
        citations=(),
        evidence=(make_hit(letters["los"], "Nederland hecht"),),
        searched=Searched(
            letters=1,
            first_date="",
            last_date="",
            terms=("bitcoin",),
            actors=("Nederland",),
            missing_terms=("bitcoin",),
        ),
        receipt=Receipt("2031-04-01T09:00:00+00:00", "g000001", "embedder", "", "0" * 16),
        is_final=True,
    )
