"""Answers over the tiny letters, made by hand, for what the command line shows."""

from collections.abc import Mapping

from index.hit import Hit, Place
from index.letter import Letter, Passage, Sentence
from rag.answer import (
    Answer,
    AnswerSentence,
    Citation,
    Receipt,
    Searched,
    Timings,
    WithheldSentence,
)


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
    )


def make_answer(letters: Mapping[str, Letter]) -> Answer:
    """One worded sentence, one withheld, and a source in a letter without a date."""
    report, note = letters["verslag"], letters["los"]
    citations = (
        make_citation(1, report, "Nederland kon het voorstel niet steunen"),
        make_citation(2, note, "Nederland hecht"),
    )
    return Answer(
        question="Wat zei NL over drijvende brievenbussen?",
        status="partly",
        message="De brieven beantwoorden dit maar voor een deel; dit komt er het dichtst bij.",
        extract=tuple(
            AnswerSentence(each.display, (each.number,), "verbatim", "verbatim")
            for each in citations
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
        receipt=Receipt("2031-04-01T09:00:00+00:00", "g000001", "embedder", "generator", "0" * 16),
        timings=Timings(search=0.12345, first_text=0.2, total=1.5),
        wording=(AnswerSentence("Nederland kon het niet steunen.", (1,), "worded", "verified"),),
        notice="Let op: de vorige index wordt gebruikt.",
        is_final=True,
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
